import { type Sheet, type SheetCell, sumOf } from './sheet.ts';

/** By this Excel knows UTF-8. */
const BOM = '\ufeff';
const LINE_END = '\r\n';

/** What spreadsheets take for the start of a formula, also after blanks and in full-width forms. */
const FORMULA = /^[\s\u200b-\u200f\u2066-\u2069\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * UTF-8 with BOM, CRLF, commas, RFC 4180 quoting. A text that a spreadsheet would run as a formula gets
 * an apostrophe in front, which `readSheet` takes away again; amounts are plain digits, so that a
 * negative one stays a number.
 */
export function writeCsv(sheet: Sheet): Buffer {
  const rows = [sheet.columns.map(({ title }) => title), ...sheet.rows];
  if (sheet.totalsLabel !== undefined) rows.push(totalsOf(sheet, sheet.totalsLabel));
  const lines = rows.map((row) => row.map(fieldOf).join(',') + LINE_END);
  return Buffer.from(BOM + lines.join(''), 'utf8');
}

function totalsOf(sheet: Sheet, label: string): readonly SheetCell[] {
  return sheet.columns.map((column, i) => {
    if (column.summed === true) return sumOf(sheet, i);
    return i === 0 ? label : null;
  });
}

function fieldOf(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'bigint') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text as it was before `writeCsv` made it safe. */
export function withoutGuard(field: string): string {
  return field.startsWith("'") && FORMULA.test(field.slice(1)) ? field.slice(1) : field;
}
