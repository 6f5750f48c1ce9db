import type { Refusal } from '../../core/result.ts';
import { refuse } from '../../core/result.ts';
import { DownloadFailed } from '../intake/download.ts';
import type { Input } from '../intake/incoming.ts';
import type { Outside } from '../intake/outside.ts';
import { readSheet } from '../view/sheets/read.ts';
import { type SheetRows, sheetLimits } from '../view/sheets/rows.ts';

export type ReceivedSheet = SheetRows | Refusal<'downloadFailed'>;

/** Every XLSX file is a zip archive, and begins as one. */
const zipMark = [0x50, 0x4b];

/** What kind of sheet a file is, by its content: names are the sender's word. */
export const sheetKind = (bytes: Uint8Array): 'xlsx' | 'csv' =>
  zipMark.every((byte, index) => bytes[index] === byte) ? 'xlsx' : 'csv';

/** Fetches a sent sheet and reads its rows, before the unit of work. Undefined: no file was sent. */
export async function receiveSheet(
  outside: Outside,
  input: Input,
): Promise<ReceivedSheet | undefined> {
  if (input.kind !== 'file') return undefined;
  try {
    const download = await outside.download(input.file, sheetLimits.bytes);
    if (!download.ok) return refuse('tooLarge', { limit: sheetLimits.bytes });
    return await readSheet(download.bytes, { kind: sheetKind(download.bytes) });
  } catch (error) {
    if (error instanceof DownloadFailed) return refuse('downloadFailed');
    throw error;
  }
}
