import ExcelJS from 'exceljs';
import { ok, refuse } from '../../../core/result.ts';
import { type SheetRefusal, type SheetRow, type SheetRows, sheetLimits } from './rows.ts';
import { unzip } from './unzip.ts';

/** All of a sheet but its cells. Some cost memory by the range that they name, whatever is in it. */
const ignoreNodes = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'autoFilter',
  'mergeCells',
  'rowBreaks',
  'hyperlinks',
  'pageMargins',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'printOptions',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
];

/**
 * The rows of the first sheet. The file is unpacked and counted before exceljs sees it, which would
 * unpack and build whatever it is given.
 */
export async function readXlsxRows(bytes: Buffer): Promise<SheetRows> {
  const unzipped = await unzip(bytes, sheetLimits.unpackedBytes);
  if (!unzipped.ok) {
    if (unzipped.reason === 'unreadable') return refuse('unreadable');
    return refuse('tooLarge', { limit: sheetLimits.bytes });
  }
  const excess = countExcess(unzipped.entries);
  if (excess !== undefined) return excess;
  const page = await load(bytes);
  return page === undefined ? refuse('unreadable') : ok({ rows: rowsOf(page) });
}

function countExcess(entries: ReadonlyMap<string, Buffer>): SheetRefusal | undefined {
  let rows = 0;
  let cells = 0;
  for (const [name, data] of entries) {
    if (!/worksheets\/[^/]*\.xml$/i.test(name)) continue;
    const xml = data.toString('latin1');
    rows += countOf(xml, /<(?:\w+:)?row[\s/>]/g);
    cells += countOf(xml, /<(?:\w+:)?c[\s/>]/g);
  }
  if (rows > sheetLimits.rows) return refuse('tooManyRows', { limit: sheetLimits.rows });
  if (cells > sheetLimits.cells) return refuse('tooManyCells', { limit: sheetLimits.cells });
  return undefined;
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  while (pattern.exec(text) !== null) count += 1;
  return count;
}

/** Undefined where exceljs cannot make a workbook of it; what it throws then has no type. */
async function load(bytes: Buffer): Promise<ExcelJS.Worksheet | undefined> {
  const workbook = new ExcelJS.Workbook();
  try {
    // Its type is that of an older Node: an ArrayBuffer of exactly the file.
    await workbook.xlsx.load(new Uint8Array(bytes).buffer, { ignoreNodes });
  } catch {
    return undefined;
  }
  return workbook.worksheets[0];
}

function rowsOf(page: ExcelJS.Worksheet): readonly SheetRow[] {
  const rows: SheetRow[] = [];
  page.eachRow({ includeEmpty: false }, (row, line) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      if (column > sheetLimits.columns) cells.length = sheetLimits.columns + 1;
      else cells[column - 1] = textOf(cell.value);
    });
    rows.push({ line, cells: Array.from(cells, (cell) => cell ?? '') });
  });
  return rows;
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return textOfNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('text' in value) return textOf(value.text);
  return 'result' in value ? textOf(value.result) : '';
}

/** A spreadsheet keeps 15 digits: those after are noise of its arithmetic (17.330000000000002). */
function textOfNumber(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}
