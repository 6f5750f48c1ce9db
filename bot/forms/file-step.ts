import { keepFile } from '../../core/files/commands.ts';
import { FileStoreError, type KeptFile } from '../../core/files/gateway.ts';
import {
  acceptAnnounced,
  acceptFile,
  type FileRefusal,
  MAX_FILE_BYTES,
} from '../../core/files/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { DownloadFailed } from '../intake/download.ts';
import type { Input } from '../intake/incoming.ts';
import type { Outside } from '../intake/outside.ts';
import type { Turn } from '../intake/turn.ts';
import { explainFile } from '../view/reasons/files.ts';
import type { Answer } from './form.ts';

export type Received = Result<
  { readonly stored: KeptFile },
  FileRefusal | Refusal<'storeDown' | 'downloadFailed'>
>;

/**
 * Fetches a sent file, checks it by its content, and puts it in the store: all before the unit of
 * work. `kept` is how many the person sent before for the same purpose.
 */
export async function receiveFile(
  outside: Outside,
  input: Input,
  kept: number,
): Promise<Received | undefined> {
  if (input.kind !== 'file') return undefined;
  const announced = acceptAnnounced({ size: input.file.size ?? 1, kept });
  if (!announced.ok) return announced;
  try {
    const download = await outside.download(input.file, MAX_FILE_BYTES);
    if (!download.ok)
      return refuse('tooLarge', { size: input.file.size ?? 0, limit: MAX_FILE_BYTES });
    const accepted = await acceptFile({ bytes: download.bytes, kept });
    return accepted.ok ? ok({ stored: await outside.files.put(download.bytes) }) : accepted;
  } catch (error) {
    if (error instanceof FileStoreError) return refuse('storeDown');
    if (error instanceof DownloadFailed) return refuse('downloadFailed');
    throw error;
  }
}

/**
 * The id of the file that was received, or the civil word to what was no good file. `strangers`: who
 * has no account may send one too.
 */
export async function keepReceived(
  turn: Turn,
  received: Received | undefined,
  { strangers = false }: { readonly strangers?: boolean } = {},
): Promise<{ fileId: number } | Extract<Answer<never>, { do: 'stay' }>> {
  if (!received) return { do: 'stay', say: turn.words.html('forms.sendFile') };
  if (!received.ok) return { do: 'stay', say: explainFile(turn, received) };
  const { stored } = received;
  const kept = await keepFile(turn.work, await turn.person(), { stored, strangers });
  if (!kept.ok) return { do: 'stay', say: turn.words.html('errors.signInFirst') };
  return { fileId: kept.fileId };
}
