import { fieldOfHeading, parseSheetRow, type SheetRow } from '../schema.ts';
import {
  type FieldBesides,
  fieldsBesides,
  neededFields,
  type RowProblem,
  type Sheet,
  type SheetField,
} from '../types.ts';

/** A row of which every cell was read, or what is wrong with its cells. */
export type ReadRow = {
  readonly line: number;
  readonly row: SheetRow | undefined;
  readonly problems: readonly RowProblem[];
};

/** A row with the university that it is about, where that is known. */
export type Judged = ReadRow & {
  readonly universityId: number | undefined;
  /** Who has the row's student number in the table until now, and is given another by the sheet. */
  readonly handedOnBy?: string;
  /** The wrong identity number under which the row's person is in the table until now. */
  readonly insteadOf?: string;
};

type Read =
  | {
      readonly ok: true;
      readonly rows: readonly ReadRow[];
      /** Of which the sheet says nothing, for it has no such column. */
      readonly unsaid: readonly FieldBesides[];
    }
  | { readonly ok: false; readonly fields: readonly SheetField[] };

/** The columns that a sheet has to have, and those that it may have besides. */
export function sheetColumns(universityKnown: boolean): {
  readonly needed: readonly SheetField[];
  readonly besides: readonly SheetField[];
} {
  return {
    needed: neededFields.filter((field) => !universityKnown || field !== 'university'),
    besides: fieldsBesides,
  };
}

/** Finds the columns by their headings, in any order, and reads the rows that are not empty. */
export function readSheet({ headings, rows }: Sheet, universityKnown: boolean): Read {
  const columns = headings.map((heading) => fieldOfHeading(heading));
  const fields = sheetColumns(universityKnown).needed.filter((field) => !columns.includes(field));
  if (fields.length > 0) return { ok: false, fields };
  const read = rows.map((cells, index) => readRow(columns, cells, index + 2));
  return {
    ok: true,
    rows: read.filter((row) => row !== undefined),
    unsaid: fieldsBesides.filter((field) => !columns.includes(field)),
  };
}

function readRow(
  columns: readonly (SheetField | undefined)[],
  cells: readonly string[],
  line: number,
): ReadRow | undefined {
  if (cells.every((cell) => cell.trim() === '')) return undefined;
  const named = columns.flatMap((field, index) =>
    field === undefined ? [] : [[field, cells[index] ?? ''] as const],
  );
  const parsed = parseSheetRow(Object.fromEntries(named));
  if (parsed.success) return { line, row: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(
    ({ path, message }): RowProblem => ({
      problem: message === 'missing' ? 'missing' : 'wrong',
      field: path[0] as SheetField,
    }),
  );
  return { line, row: undefined, problems };
}
