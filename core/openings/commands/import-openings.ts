import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { checkSeats, checkWorkType, compareTotals, totalsOf, unitKindOf } from '../rules.ts';
import type { Seats, TotalDifference, Totals, UnitKind, WorkType } from '../types.ts';
import { insertOpening } from './write-opening.ts';

/** One parsed row of a sheet of openings. `line` is its line in the file. */
export type OpeningRow = {
  readonly line: number;
  readonly unit: { readonly code: string; readonly nameFa: string; readonly nameEn: string };
  readonly field: string;
  readonly titleFa: string;
  readonly titleEn: string;
  readonly workType: WorkType;
  readonly seats: Seats;
};

export type RowProblem = {
  readonly line: number;
  readonly problem: 'unknownUnitKind' | 'wrongWorkType' | 'noSeats' | 'notCount' | 'noTitle';
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
    const checked = checkRow(row);
    if (!checked.ok) problems.push({ line: row.line, problem: checked.reason });
    else if (await insertRow(work, place, row, checked.kind)) added += 1;
    else known += 1;
  }
  return { added, known, problems };
}

function checkRow({
  unit,
  workType,
  seats,
  titleFa,
}: OpeningRow): Result<{ readonly kind: UnitKind }, Refusal<RowProblem['problem']>> {
  const kind = unitKindOf(unit.code);
  if (kind === undefined) return refuse('unknownUnitKind');
  if (!checkWorkType(kind, workType).ok) return refuse('wrongWorkType');
  const counted = checkSeats(seats);
  if (!counted.ok) return counted;
  return normalise(titleFa) === '' ? refuse('noTitle') : ok({ kind });
}

async function insertRow(
  work: Work,
  { universityId, termId, byId }: Place,
  row: OpeningRow,
  kind: UnitKind,
): Promise<boolean> {
  const { code, nameFa, nameEn } = row.unit;
  await work.tx.unit.createMany({
    data: { universityId, code, nameFa: normalise(nameFa), nameEn: normalise(nameEn), kind },
    skipDuplicates: true,
  });
  const { id: unitId } = await work.tx.unit.findUniqueOrThrow({
    where: { universityId_code: { universityId, code } },
  });
  const opening = {
    universityId,
    unitId,
    termId,
    field: normalise(row.field),
    titleFa: normalise(row.titleFa),
    titleEn: normalise(row.titleEn),
    workType: row.workType,
    state: 'approved',
    approvedById: byId,
    decidedAt: work.now,
  } as const;
  return (await insertOpening(work, opening, row.seats)) !== undefined;
}
