import type { Api } from 'grammy';
import { ok, refuse } from '../../core/result.ts';
import type { Outside } from './outside.ts';

const timeoutMs = 30_000;

/** A file could not be fetched from the messenger. The text names neither file nor address. */
export class DownloadFailed extends Error {
  override name = 'DownloadFailed';
}

/**
 * Fetches files from the messenger. The address holds the bot's token, so it appears nowhere, an
 * error's text included; the size is checked before the first byte and again while they come.
 */
export function createDownload(api: Api, apiRoot: string, token: string): Outside['download'] {
  return async (file, limitBytes) => {
    if (file.size !== undefined && file.size > limitBytes) return refuse('tooLarge');
    try {
      const { file_path: path, file_size: size } = await api.getFile(file.fileId);
      if (size !== undefined && size > limitBytes) return refuse('tooLarge');
      const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, {
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new DownloadFailed(`status ${response.status}`);
      const bytes = await readUpTo(response, limitBytes);
      return bytes ? ok({ bytes }) : refuse('tooLarge');
    } catch (error) {
      throw error instanceof DownloadFailed ? error : new DownloadFailed('the transfer broke off');
    }
  };
}

/** Undefined as soon as more comes than was announced; the rest is not read. */
async function readUpTo(response: Response, limitBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
