import type { InlineKeyboardButton, Message, MessageEntity, PhotoSize } from 'grammy/types';
import type { PrivateMessage } from './dialog.ts';

interface SeenFile {
  kind: 'photo' | 'document' | 'sticker' | 'voice';
  fileId: string;
  /** Bytes. */
  size: number;
  fileName?: string;
  mimeType?: string;
  /** Pixels, of pictures. */
  width?: number;
  height?: number;
}

/** A message as the person sees it. Plain data. */
export interface SeenMessage {
  id: number;
  /** Sent by the person, not by the bot. */
  mine: boolean;
  /** Seconds since 1970. */
  date: number;
  edited: boolean;
  /** The text, or the caption; '' where there is neither. */
  text: string;
  entities: MessageEntity[];
  /** The inline keyboard, row by row; empty where there is none. */
  buttons: InlineKeyboardButton[][];
  file?: SeenFile;
  /** The message as the bot knows it. */
  raw: Message;
}

export function seen(message: PrivateMessage): SeenMessage {
  const file = fileOf(message);
  return {
    id: message.message_id,
    mine: !message.from.is_bot,
    date: message.date,
    edited: message.edit_date !== undefined,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: message.reply_markup?.inline_keyboard ?? [],
    ...(file ? { file } : {}),
    raw: message,
  };
}

function fileOf({ photo, document, sticker, voice }: Message): SeenFile | undefined {
  const picture = photo?.at(-1);
  if (picture) return { kind: 'photo', ...pictureFields(picture) };
  if (sticker) return { kind: 'sticker', ...pictureFields(sticker) };
  const file = document ?? voice;
  if (!file) return undefined;
  return {
    kind: document ? 'document' : 'voice',
    fileId: file.file_id,
    size: file.file_size ?? 0,
    ...(document?.file_name === undefined ? {} : { fileName: document.file_name }),
    ...(file.mime_type === undefined ? {} : { mimeType: file.mime_type }),
  };
}

function pictureFields({ file_id, file_size = 0, width, height }: PhotoSize) {
  return { fileId: file_id, size: file_size, width, height };
}

/** A message in one line, for errors that people read. */
export function describeMessage({ id, mine, text, buttons, file }: SeenMessage): string {
  const who = mine ? 'person' : 'bot';
  const what = file ? `[${file.kind}] ${text}` : text;
  const labels = buttons.flat().map((button) => `[${button.text}]`);
  return `  #${id} ${who}: ${[JSON.stringify(what), ...labels].join(' ')}`;
}
