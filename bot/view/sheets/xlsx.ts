import ExcelJS from 'exceljs';
import { type Sheet, type SheetCell, type SheetColumn, sumOf } from './sheet.ts';

/** What the file says of itself. exceljs would fill in names and times of its own. */
export type XlsxProperties = { readonly author: string; readonly createdAt: Date };

/** Excel's own limits: 31 characters, and none of these signs. */
const NAME_LENGTH = 31;
const NAME_SIGNS = /[[\]*?:/\\']/g;

/** Column widths in characters; Sheba needs 26. */
const MIN_WIDTH = 10;
const MAX_WIDTH = 60;

/** On every Windows, with Persian letters; a font without a name becomes whatever a program likes. */
const FONT = { name: 'Tahoma', size: 10 } as const;

/** The largest whole number that a spreadsheet holds exactly: it keeps 15 digits. */
const MAX_AMOUNT = 999_999_999_999_999n;

/**
 * An XLSX of one sheet or several: header row frozen, filter over the rows, amounts as numbers, codes as text, and
 * below the rows the sums as formulas with their values.
 *
 * @throws {RangeError} where an amount or a sum is too large for a spreadsheet to hold exactly
 */
export async function writeXlsx(
  sheets: Sheet | readonly Sheet[],
  properties: XlsxProperties,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = properties.author;
  workbook.lastModifiedBy = properties.author;
  workbook.created = properties.createdAt;
  workbook.modified = properties.createdAt;
  for (const sheet of [sheets].flat()) addSheet(workbook, sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: ExcelJS.Workbook, sheet: Sheet): void {
  const name = sheet.name.replace(NAME_SIGNS, ' ').slice(0, NAME_LENGTH);
  const page = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1, rightToLeft: sheet.direction === 'rtl' }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  page.columns = sheet.columns.map((column, i) => ({
    width: widthOf(sheet, column, i),
    style: styleOf(column, sheet.direction),
  }));
  addHeader(page, sheet);
  for (const row of sheet.rows) page.addRow(row.map(contentOf));
  if (sheet.totalsLabel !== undefined) addTotals(page, sheet, sheet.totalsLabel);
}

function addHeader(page: ExcelJS.Worksheet, sheet: Sheet): void {
  const header = page.addRow(sheet.columns.map(({ title }) => title));
  header.font = { ...FONT, bold: true };
  header.eachCell((cell) => {
    cell.numFmt = '@';
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } };
  });
  page.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: 1 + sheet.rows.length, column: sheet.columns.length },
  };
}

function addTotals(page: ExcelJS.Worksheet, sheet: Sheet, label: string): void {
  const last = 1 + sheet.rows.length;
  const cells = sheet.columns.map((column, i) => {
    if (column.summed !== true) return i === 0 ? label : null;
    const letter = page.getColumn(i + 1).letter;
    return { formula: `SUM(${letter}2:${letter}${last})`, result: exact(sumOf(sheet, i)) };
  });
  const totals = page.addRow(cells);
  totals.font = { ...FONT, bold: true };
  totals.eachCell({ includeEmpty: true }, (cell) => {
    cell.border = { top: { style: 'thin' } };
  });
}

function styleOf({ kind }: SheetColumn, direction: Sheet['direction']): Partial<ExcelJS.Style> {
  if (kind === 'amount') return { font: FONT, numFmt: '#,##0', alignment: { horizontal: 'right' } };
  if (kind === 'code') {
    return { font: FONT, numFmt: '@', alignment: { horizontal: 'center', readingOrder: 'ltr' } };
  }
  const horizontal = direction === 'rtl' ? 'right' : 'left';
  return { font: FONT, numFmt: '@', alignment: { horizontal, readingOrder: direction } };
}

function contentOf(cell: SheetCell): string | number | null {
  return typeof cell === 'bigint' ? exact(cell) : cell;
}

function exact(amount: bigint): number {
  if (amount > MAX_AMOUNT || amount < -MAX_AMOUNT) {
    throw new RangeError('an amount has more digits than a spreadsheet keeps');
  }
  return Number(amount);
}

/** Wide enough for the longest content, thousands marks and the filter's button included. */
function widthOf(sheet: Sheet, column: SheetColumn, index: number): number {
  const lengths = sheet.rows.map((row) => String(row[index] ?? '').length);
  const longest = lengths.reduce((most, length) => Math.max(most, length), column.title.length + 3);
  const marks = column.kind === 'amount' ? 8 : 2;
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest + marks));
}
