import type { Gender } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { normalise } from '../../text.ts';
import type { Tx } from '../../work.ts';
import { onceEach } from '../rules/sheet.ts';
import {
  checkSeats,
  checkWorkType,
  isOpen,
  knownUnitKind,
  unitKindOf,
  workTypeOf,
} from '../rules.ts';
import type { OpeningRow, OpeningState, Seats, UnitKind } from '../types.ts';

/**
 * Why a row does not go in. `twice`: an earlier row has its unit, title and field; `notOpen`: its
 * opening is there, but students do not see it; `otherSeats`: it is there with other seats, `stored`,
 * which stay.
 */
export type RowProblem = { readonly line: number } & (
  | {
      readonly problem:
        | 'unknownUnitKind'
        | 'unitClosed'
        | 'wrongWorkType'
        | 'noSeats'
        | 'notCount'
        | 'noTitle'
        | 'twice';
    }
  | { readonly problem: 'notOpen'; readonly state: OpeningState }
  | { readonly problem: 'otherSeats'; readonly stored: Seats }
);

/** Where the openings of a sheet are. */
export type SheetPlace = { readonly universityId: number; readonly termId: number };

/** The unit of a row; without an id it is to be made. */
export type RowUnit = { readonly kind: UnitKind; readonly id?: number };

export type GoodRow = { readonly row: OpeningRow; readonly unit: RowUnit };

export type Judged = {
  readonly good: readonly GoodRow[];
  /** By their lines. */
  readonly problems: readonly RowProblem[];
};

/** Which rows can go in or are there as they stand, as far as can be told before any is written. */
export async function judgeRows(
  reader: Tx,
  place: SheetPlace,
  rows: readonly OpeningRow[],
): Promise<Judged> {
  const { rows: once, doubled } = onceEach(rows);
  const good: GoodRow[] = [];
  const problems: RowProblem[] = doubled.map((line) => ({ line, problem: 'twice' }));
  for (const row of once) {
    const unit = await findUnit(reader, place, row);
    const checked = unit.ok ? checkRow(row, unit.kind) : unit;
    const { line } = row;
    if (!checked.ok) problems.push({ line, problem: checked.reason });
    else if (unit.ok) {
      const there = await problemThere(reader, place, row);
      if (there) problems.push(there);
      else good.push({ row, unit });
    }
  }
  return { good, problems: problems.sort((one, next) => one.line - next.line) };
}

/** The problem of a row whose opening is there, but not open or with other seats. */
export async function problemThere(
  reader: Tx,
  { universityId, termId }: SheetPlace,
  row: OpeningRow,
): Promise<RowProblem | undefined> {
  const { line } = row;
  const { code } = row.unit;
  const opening = await reader.opening.findFirst({
    where: {
      unit: { universityId, code },
      termId,
      titleFa: normalise(row.titleFa),
      field: normalise(row.field),
    },
    select: { state: true, seats: true },
  });
  if (!opening) return undefined;
  const { state, seats } = opening;
  if (!isOpen(state)) return { line, problem: 'notOpen', state };
  const of = (gender: Gender) => seats.find((one) => one.gender === gender)?.capacity ?? 0;
  const stored = { female: of('female'), male: of('male') };
  const isSame = stored.female === row.seats.female && stored.male === row.seats.male;
  return isSame ? undefined : { line, problem: 'otherSeats', stored };
}

/** The kind of a unit that is there is the one that it has; of a new one it follows from the code. */
async function findUnit(
  reader: Tx,
  { universityId }: SheetPlace,
  { unit: { code } }: OpeningRow,
): Promise<Result<RowUnit, Refusal<'unknownUnitKind' | 'unitClosed'>>> {
  const known = await reader.unit.findUnique({
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
): Result<object, Refusal<'wrongWorkType' | 'noSeats' | 'notCount' | 'noTitle'>> {
  if (!checkWorkType(kind, workType ?? workTypeOf[kind]).ok) return refuse('wrongWorkType');
  const counted = checkSeats(seats);
  if (!counted.ok) return counted;
  return normalise(titleFa) === '' ? refuse('noTitle') : ok();
}
