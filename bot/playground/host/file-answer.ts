import { fileTypeFromBuffer } from 'file-type';
import type { Context } from 'hono';
import type { PersonChat } from '../telegram/chat.ts';

/** What a browser may show; all else is only saved. */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** The file of a message: a picture to be shown, by its content and not by its name, or a download. */
export async function sendFile(
  context: Context,
  chat: PersonChat | undefined,
  messageId: number,
): Promise<Response> {
  const message = chat?.messages.find(({ id }) => id === messageId);
  if (!chat || !message?.file) return context.notFound();
  const bytes = Uint8Array.from(chat.download(message));
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  const isPicture = message.file.kind === 'photo' && shown.has(type);
  const name = encodeURIComponent(message.file.fileName ?? `${message.file.kind}-${messageId}`);
  return context.body(bytes, 200, {
    'content-type': isPicture ? type : 'application/octet-stream',
    'content-disposition': isPicture ? 'inline' : `attachment; filename*=UTF-8''${name}`,
    'cache-control': 'private, max-age=3600',
  });
}
