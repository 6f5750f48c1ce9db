import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import { keepUnitsOpen } from '../../universities/commands/lock-unit.ts';
import type { Work } from '../../work.ts';
import {
  type GoodRow,
  type Judged,
  judgeRows,
  problemThere,
  type RowProblem,
  type SheetPlace,
} from '../queries/sheet.ts';
import { compareTotals, totalsOf, workTypeOf } from '../rules.ts';
import type { OpeningRow, Seats, TotalDifference, Totals, UnitKind } from '../types.ts';
import { insertOpening } from './write-opening.ts';

export type Imported = {
  readonly added: number;
  /** Rows whose opening is there already, open and with the same seats; nothing was changed by them. */
  readonly known: number;
  readonly problems: readonly RowProblem[];
  /** Of the rows that went in or were there already, whatever the sheet states. */
  readonly totals: Totals;
};

/** `totalsDiffer`: waits for an acknowledgement; no seat is invented to make them agree. */
export type ImportRefusal =
  | CanRefusal
  | Refusal<'unknownTerm'>
  | Refusal<
      'totalsDiffer',
      { readonly differences: readonly TotalDifference[]; readonly totals: Totals }
    >;

/**
 * Takes a university's sheet of openings: bad rows are reported, good rows are approved openings, and
 * the same sheet again changes nothing. Units that are missing are made. Totals are those of the rows
 * that go in.
 */
export async function importOpenings(
  work: Work,
  actor: Actor,
  sheet: {
    readonly universityId: number;
    readonly termId: number;
    readonly rows: readonly OpeningRow[];
    readonly stated: Partial<Totals>;
    /** Whether a person has seen that the stated totals are not those of the rows. */
    readonly acknowledged: boolean;
  },
): Promise<Result<Imported, ImportRefusal>> {
  const { universityId, termId, rows } = sheet;
  const allowed = can(actor, 'importOpenings', { universityId });
  if (!allowed.ok) return allowed;
  if ((await work.tx.term.count({ where: { id: termId } })) === 0) return refuse('unknownTerm');
  const signed = signature(actor, allowed.holding);
  const place = { universityId, termId, byId: signed.actorId };
  await keepUnitsOpen(work.tx, universityId);
  const judged = await judgeRows(work.tx, place, rows);
  const seats = judged.good.map(({ row }) => row.seats);
  const differences = compareTotals(seats, sheet.stated);
  if (differences.length > 0 && !sheet.acknowledged) {
    return refuse('totalsDiffer', { differences, totals: totalsOf(seats) });
  }
  const taken = await takeRows(work, place, judged);
  work.record({
    action: 'opening.imported',
    subject: { type: 'university', id: universityId },
    ...signed,
    universityId,
    after: {
      added: taken.added,
      known: taken.known,
      totals: { ...taken.totals },
      differing: differences.length,
    },
  });
  return ok(taken);
}

type Place = SheetPlace & { readonly byId: number | null };

async function takeRows(work: Work, place: Place, judged: Judged): Promise<Imported> {
  const problems = [...judged.problems];
  const taken: Seats[] = [];
  let added = 0;
  for (const good of judged.good) {
    const inserted = await insertRow(work, place, good);
    // It may have come meanwhile: by another import with other seats, or declared by its unit.
    const there = inserted ? undefined : await problemThere(work.tx, place, good.row);
    if (inserted) added += 1;
    if (there) problems.push(there);
    else taken.push(good.row.seats);
  }
  return {
    added,
    known: taken.length - added,
    problems: problems.sort((one, next) => one.line - next.line),
    totals: totalsOf(taken),
  };
}

async function insertRow(
  work: Work,
  { universityId, termId, byId }: Place,
  { row, unit: { kind, id } }: GoodRow,
): Promise<boolean> {
  const opening = {
    universityId,
    unitId: id ?? (await makeUnit(work, universityId, row, kind)),
    termId,
    field: normalise(row.field),
    titleFa: normalise(row.titleFa),
    titleEn: normalise(row.titleEn),
    workType: row.workType ?? workTypeOf[kind],
    state: 'approved',
    approvedById: byId,
    decidedAt: work.now,
  } as const;
  return (await insertOpening(work, opening, row.seats)) !== undefined;
}

/** Another import may have made it meanwhile. */
async function makeUnit(
  { tx }: Work,
  universityId: number,
  { unit: { code, nameFa, nameEn } }: OpeningRow,
  kind: UnitKind,
): Promise<number> {
  await tx.unit.createMany({
    data: { universityId, code, nameFa: normalise(nameFa), nameEn: normalise(nameEn), kind },
    skipDuplicates: true,
  });
  const where = { universityId_code: { universityId, code } };
  return (await tx.unit.findUniqueOrThrow({ where })).id;
}
