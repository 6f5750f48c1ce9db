import { ok, refuse } from '../../../core/result.ts';
import { storable } from '../../../core/text.ts';
import { readCsvRows } from './read-csv.ts';
import { readXlsxRows } from './read-xlsx.ts';
import { type SheetRow, type SheetRows, sheetLimits } from './rows.ts';

export type SheetKind = 'xlsx' | 'csv';

/**
 * The first sheet as text: rows with at least one cell that is not blank, header included. Cells are
 * trimmed and fit for the database; whole numbers come without thousands marks or exponent, dates as
 * `2024-02-01`, formulas as their stored value. Letters and digits are otherwise as written. A cell
 * that is missing is ''.
 */
export async function readSheet(
  bytes: Uint8Array,
  { kind }: { readonly kind: SheetKind },
): Promise<SheetRows> {
  if (bytes.length === 0) return refuse('empty');
  if (bytes.length > sheetLimits.bytes) return refuse('tooLarge', { limit: sheetLimits.bytes });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const read = kind === 'xlsx' ? await readXlsxRows(buffer) : readCsvRows(buffer);
  return read.ok ? checked(read.rows) : read;
}

function checked(all: readonly SheetRow[]): SheetRows {
  const rows = all
    .map(({ line, cells }) => ({ line, cells: cells.map((cell) => storable(cell.trim())) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) return refuse('empty');
  if (rows.length > sheetLimits.rows) return refuse('tooManyRows', { limit: sheetLimits.rows });
  if (rows.some(({ cells }) => cells.length > sheetLimits.columns)) {
    return refuse('tooManyColumns', { limit: sheetLimits.columns });
  }
  if (rows.some(({ cells }) => cells.some((cell) => cell.length > sheetLimits.cellLength))) {
    return refuse('cellTooLong', { limit: sheetLimits.cellLength });
  }
  return ok({ rows });
}
