/**
 * What a column holds, and so how it is written:
 * - `text`: words.
 * - `code`: digits that are no number (Sheba, identity and student numbers); never lose a zero.
 * - `amount`: whole rial or another whole number, with thousands apart where the format can.
 */
export type ColumnKind = 'text' | 'code' | 'amount';

export type SheetColumn = {
  readonly title: string;
  readonly kind: ColumnKind;
  /** Whether the totals row has this column's sum; amounts only. */
  readonly summed?: boolean;
};

/** `null` leaves the cell empty. Amounts are bigint, words and codes string. */
export type SheetCell = string | bigint | null;

/** A table with all its words given by the caller. Each row has a cell for each column, in order. */
export type Sheet = {
  readonly name: string;
  readonly direction: 'rtl' | 'ltr';
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Stands in the totals row's first cell; no totals row without it. */
  readonly totalsLabel?: string;
};

/** The sum of a column, exact at any size. */
export function sumOf(sheet: Sheet, column: number): bigint {
  return sheet.rows.reduce((sum, row) => {
    const cell = row[column];
    return typeof cell === 'bigint' ? sum + cell : sum;
  }, 0n);
}
