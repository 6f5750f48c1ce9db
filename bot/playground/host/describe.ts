import type { InlineKeyboardButton, Message, MessageEntity } from 'grammy/types';
import type { PersonChat } from '../telegram/chat.ts';
import type { SeenMessage } from '../telegram/seen-message.ts';
import type { WireButton, WireEntity, WireFile, WireHead, WireMessage } from './wire.ts';

const shortened = 80;

/** A message as the page shows it: its formatting as places in the text, never as HTML. */
export function describeMessage(chatId: number, message: SeenMessage): WireMessage {
  const { id, mine, date, edited, text, entities, buttons, raw } = message;
  return {
    id,
    mine,
    date,
    edited,
    text,
    entities: entities.map(describeEntity),
    buttons: buttons.map((row) => row.map(describeButton)),
    ...filePart(chatId, message),
    ...contactPart(raw),
    ...(raw.location
      ? { place: { latitude: raw.location.latitude, longitude: raw.location.longitude } }
      : {}),
    ...answersPart(raw),
  };
}

/** What stands around the messages: the keys, the commands, whether the bot is blocked. */
export function describeHead(chat: PersonChat): WireHead {
  const { keyboard } = chat;
  const placeholder = keyboard?.input_field_placeholder;
  return {
    id: chat.id,
    blocked: chat.blocked,
    commands: chat.commands.map(({ command, description }) => ({ command, description })),
    ...(keyboard ? { keyboard: keyboard.keyboard.map((row) => row.map(describeKey)) } : {}),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}

function describeEntity(entity: MessageEntity): WireEntity {
  const { type, offset, length } = entity;
  return { type, offset, length, ...('url' in entity ? { url: entity.url } : {}) };
}

function describeButton(button: InlineKeyboardButton): WireButton {
  const { text } = button;
  if ('callback_data' in button) return { text, data: button.callback_data };
  if ('url' in button) return { text, url: button.url };
  if ('copy_text' in button) return { text, copy: button.copy_text.text };
  return { text };
}

function describeKey(key: string | { text: string; request_contact?: boolean }) {
  if (typeof key === 'string') return { text: key, contact: false };
  return { text: key.text, contact: key.request_contact === true };
}

function filePart(chatId: number, { id, file }: SeenMessage): { file?: WireFile } {
  if (!file) return {};
  const { kind, size, width, height, fileId, fileName } = file;
  // The id's end makes another address of a file that an edit put in the place of the first.
  const address = `/files/${chatId}/${id}/${fileId.slice(-12)}`;
  const pixels = width === undefined || height === undefined ? {} : { width, height };
  return { file: { kind, address, size, name: fileName ?? '', ...pixels } };
}

function contactPart({ contact }: Message): Pick<WireMessage, 'contact'> {
  if (!contact) return {};
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return { contact: { name, phone: `+${contact.phone_number.replace(/^\+/, '')}` } };
}

function answersPart({ reply_to_message: original }: Message): Pick<WireMessage, 'answers'> {
  if (!original) return {};
  return { answers: (original.text ?? original.caption ?? '…').slice(0, shortened) };
}
