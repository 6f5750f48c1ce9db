import type { Contact, Message, Sticker, Voice } from 'grammy/types';
import { cleanText, type FormattedText } from './clean-text.ts';
import type { PersonAccount } from './dialog.ts';
import { findEntities } from './entities.ts';
import type { FileStore } from './files.ts';
import { TEXT_LIMIT } from './formatted-text.ts';

/** `userId` where the contact is a Telegram user. */
export interface OtherContact {
  phone: string;
  firstName: string;
  lastName?: string;
  userId?: number;
}

const typed = (text: string): FormattedText => findEntities(cleanText({ text, entities: [] }));

/** What a client sends for a typed text. Throws for what a client does not send. */
export function textContent(text: string): { text: string } & Pick<Message, 'entities'> {
  const { text: cleaned, entities } = typed(text);
  if (cleaned === '') throw new Error('a client does not send an empty message');
  if (cleaned.length > TEXT_LIMIT) throw new Error(`a client cuts messages at ${TEXT_LIMIT}`);
  return entities.length > 0 ? { text: cleaned, entities } : { text: cleaned };
}

export function captionContent(
  caption: string | undefined,
): Pick<Message, 'caption' | 'caption_entities'> {
  const { text, entities } = typed(caption ?? '');
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}

export function ownContact({ user, phone }: PersonAccount): Contact {
  const { id, first_name, last_name } = user;
  const name = { first_name, ...(last_name === undefined ? {} : { last_name }) };
  return { phone_number: phone, ...name, user_id: id };
}

export function otherContact({ phone, firstName, lastName, userId }: OtherContact): Contact {
  return {
    phone_number: phone,
    first_name: firstName,
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}

export function stickerContent(files: FileStore, botId: number, emoji: string): Sticker {
  const file = files.add('sticker', Buffer.from(emoji), 'sticker.webp');
  const { file_name: _name, mime_type: _type, ...identity } = files.document(botId, file);
  const flags = { is_animated: false, is_video: false, type: 'regular' as const };
  return { ...identity, ...flags, width: 512, height: 512, emoji };
}

/** @param duration seconds */
export function voiceContent(
  files: FileStore,
  botId: number,
  bytes: Uint8Array,
  duration: number,
): Voice {
  const file = files.add('voice', Buffer.from(bytes), 'voice.oga', 'audio/ogg');
  const { file_name: _name, ...voice } = files.document(botId, file);
  return { ...voice, duration };
}
