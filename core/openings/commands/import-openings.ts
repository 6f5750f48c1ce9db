import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import {
  checkSeats,
  checkWorkType,
  compareTotals,
  knownUnitKind,
  totalsOf,
  unitKindOf,
  workTypeOf,
} from '../rules.ts';
import type { OpeningRow, TotalDifference, Totals, UnitKind } from '../types.ts';
import { insertOpening } from './write-opening.ts';

export type RowProblem = {
  readonly line: number;
  readonly problem:
    | 'unknownUnitKind'
    | 'unitClosed'
    | 'wrongWorkType'
    | 'noSeats'
    | 'notCount'
    | 'noTitle';
};

export type Imported = {
  readonly added: number;
  /** Rows whose opening is there already; nothing was changed by them. */
  readonly known: number;
  readonly problems: readonly RowProblem[];
  /** Computed from the rows, whatever the sheet states. */
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
 * the same sheet again changes nothing. Units that are missing are made.
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
  const seats = rows.map((row) => row.seats);
  const totals = totalsOf(seats);
  const differences = compareTotals(seats, sheet.stated);
  if (differences.length > 0 && !sheet.acknowledged) {
    return refuse('totalsDiffer', { differences, totals });
  }
  const signed = signature(actor, allowed.holding);
  const taken = await takeRows(work, { universityId, termId, byId: signed.actorId }, rows);
  work.record({
    action: 'opening.imported',
    subject: { type: 'university', id: universityId },
    ...signed,
    universityId,
    after: {
      added: taken.added,
      known: taken.known,
      totals: { ...totals },
      differing: differences.length,
    },
  });
  return ok({ ...taken, totals });
}

type Place = {
  readonly universityId: number;
  readonly termId: number;
  readonly byId: number | null;
};

async function takeRows(work: Work, place: Place, rows: readonly OpeningRow[]) {
  const problems: RowProblem[] = [];
  let added = 0;
  let known = 0;
  for (const row of rows) {
    const unit = await findUnit(work, place, row);
    const checked = unit.ok ? checkRow(row, unit.kind) : unit;
    if (!unit.ok) problems.push({ line: row.line, problem: unit.reason });
    else if (!checked.ok) problems.push({ line: row.line, problem: checked.reason });
    else if (await insertRow(work, place, row, unit)) added += 1;
    else known += 1;
  }
  return { added, known, problems };
}

/** The unit of a row; without an id it is to be made. */
type RowUnit = { readonly kind: UnitKind; readonly id?: number };

/** The kind of a unit that is there is the one that it has; of a new one it follows from the code. */
async function findUnit(
  { tx }: Work,
  { universityId }: Place,
  { unit: { code } }: OpeningRow,
): Promise<Result<RowUnit, Refusal<'unknownUnitKind' | 'unitClosed'>>> {
  const known = await tx.unit.findUnique({
    where: { universityId_code: { universityId, code } },
    select: { id: true, kind: true, closedAt: true },
  });
  if (known?.closedAt) return refuse('unitClosed');
  if (known) return ok({ id: known.id, kind: knownUnitKind(known.kind) });
  const kind = unitKindOf(code);
  return kind === undefined ? refuse('unknownUnitKind') : ok({ kind });
}

function checkRow(
  { workType, seats, titleFa }: OpeningRow,
  kind: UnitKind,
): Result<object, Refusal<RowProblem['problem']>> {
  if (!checkWorkType(kind, workType ?? workTypeOf[kind]).ok) return refuse('wrongWorkType');
  const counted = checkSeats(seats);
  if (!counted.ok) return counted;
  return normalise(titleFa) === '' ? refuse('noTitle') : ok();
}

async function insertRow(
  work: Work,
  { universityId, termId, byId }: Place,
  row: OpeningRow,
  { kind, id }: RowUnit,
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
