import { sheetWords } from '../../../prisma/data/sheet-words.ts';
import { namesTotal } from '../../openings/rules.ts';
import type { UnitKind } from '../../openings/types.ts';
import { normalise, oneOf, plain } from '../../text.ts';
import type { UnitField, UnitRow, UnitRowProblem, UnitSheet, UnitUse } from '../types.ts';

const fieldOf = oneOf<UnitField>(sheetWords.unitHeadings);
const kindNamed = oneOf<UnitKind>(sheetWords.unitKinds);

/** Without a column of kinds, a known unit keeps its own and a new one's follows from its code. */
const needed: readonly UnitField[] = ['code', 'nameFa', 'nameEn'];

/** A code is Latin, so that it can be typed anywhere, and the same in whatever case it comes. */
export function unitCode(typed: string): string | undefined {
  const code = plain(typed)
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return /^[a-z\d][a-z\d-]{0,39}$/.test(code) ? code : undefined;
}

/** Longer names do not fit on a button. */
const longestName = 100;

export function unitName(typed: string): string | undefined {
  const name = normalise(typed);
  return name !== '' && name.length <= longestName ? name : undefined;
}

/** A row of a sheet of units, or what is wrong with its line. */
export type ReadUnit =
  | { readonly line: number; readonly row: UnitRow }
  | { readonly line: number; readonly problems: readonly UnitRowProblem[] };

/** Finds the columns by their headings, in any order, and reads the rows that name a unit. */
export function readUnits({
  headings,
  rows,
}: UnitSheet):
  | { readonly ok: true; readonly units: readonly ReadUnit[] }
  | { readonly ok: false; readonly fields: readonly UnitField[] } {
  const columns = headings.map(fieldOf);
  const fields = needed.filter((field) => !columns.includes(field));
  if (fields.length > 0) return { ok: false, fields };
  const units = rows.flatMap((cells, index) => {
    const isEmpty = cells.every((cell) => cell.trim() === '');
    const isTotal = namesTotal(cells[columns.indexOf('code')] ?? '');
    return isEmpty || isTotal ? [] : [readRow(columns, cells, index + 2)];
  });
  return { ok: true, units };
}

function readRow(
  columns: readonly (UnitField | undefined)[],
  cells: readonly string[],
  line: number,
): ReadUnit {
  const cell = (field: UnitField) => cells[columns.indexOf(field)] ?? '';
  const code = unitCode(cell('code'));
  const nameFa = unitName(cell('nameFa'));
  const nameEn = unitName(cell('nameEn'));
  const typedKind = cell('kind').trim();
  const kind = kindNamed(typedKind);
  const isKindRead = typedKind === '' || kind !== undefined;
  if (code && nameFa && nameEn && isKindRead) return { line, row: { code, nameFa, nameEn, kind } };
  const problem = (field: UnitField, value: unknown): UnitRowProblem[] =>
    value ? [] : [{ problem: cell(field).trim() === '' ? 'missing' : 'wrong', field }];
  return {
    line,
    problems: [
      ...problem('code', code),
      ...problem('nameFa', nameFa),
      ...problem('nameEn', nameEn),
      ...problem('kind', isKindRead),
    ],
  };
}

/** Whether something goes on in a unit, so that it is not closed. */
export const isInUse = (use: UnitUse): boolean => Object.values(use).some((count) => count > 0);
