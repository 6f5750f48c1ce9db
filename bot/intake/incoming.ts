import type { Message, Update } from 'grammy/types';
import { storable } from '../../core/text.ts';

/** A file that a person sent; its bytes are fetched before the unit of work. */
export interface SentFile {
  readonly kind: 'photo' | 'document';
  readonly fileId: string;
  readonly size: number | undefined;
}

/** What a person did. */
export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | {
      readonly kind: 'tap';
      readonly queryId: string;
      readonly name: string;
      readonly args: readonly string[];
    }
  | { readonly kind: 'file'; readonly file: SentFile; readonly caption: string }
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean }
  | { readonly kind: 'other' };

export interface Incoming {
  readonly updateId: number;
  readonly chatId: bigint;
  /** The message that was sent, or that holds the tapped button. */
  readonly messageId: number | undefined;
  readonly input: Input;
  /** The messenger's guess of the person's language, for the first greeting. */
  readonly languageCode: string | undefined;
}

/** Whether it is for the form at hand, where there is one: not a command, and not a button of something else. */
export const answersForm = (input: Input): boolean =>
  input.kind !== 'command' && (input.kind !== 'tap' || input.name === 'f');

/** Undefined for what is no affair of ours: groups, channels, edits, membership changes. */
export function readUpdate(update: Update): Incoming | undefined {
  const query = update.callback_query;
  const message = query?.message ?? update.message;
  const from = query?.from ?? update.message?.from;
  if (!message || !from || message.chat.type !== 'private') return undefined;
  return {
    updateId: update.update_id,
    chatId: BigInt(message.chat.id),
    messageId: message.message_id,
    languageCode: from.language_code,
    input: query ? readTap(query.id, query.data ?? '') : readMessage(message as Message, from.id),
  };
}

function readTap(queryId: string, data: string): Input {
  const [name = '', ...args] = storable(data).split(':');
  return { kind: 'tap', queryId, name, args };
}

function readMessage(message: Message, senderId: number): Input {
  if (message.text !== undefined) return readText(storable(message.text));
  const file = sentFile(message);
  if (file) return { kind: 'file', file, caption: storable(message.caption ?? '') };
  if (message.contact) {
    const { phone_number: phone, user_id: owner } = message.contact;
    return { kind: 'contact', phone: storable(phone), own: owner === senderId };
  }
  return { kind: 'other' };
}

function readText(text: string): Input {
  const command = /^\/([a-z_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text);
  if (!command?.[1]) return { kind: 'text', text };
  return { kind: 'command', name: command[1].toLowerCase(), argument: command[2]?.trim() ?? '' };
}

/** A photo comes in several sizes; the last is the largest. */
function sentFile(message: Message): SentFile | undefined {
  const file = message.document ?? message.photo?.at(-1);
  const kind = message.document ? 'document' : 'photo';
  return file && { kind, fileId: file.file_id, size: file.file_size };
}
