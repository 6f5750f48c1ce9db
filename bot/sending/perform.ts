import { type Api, GrammyError, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import { type FileStore, FileStoreError } from '../../core/files/gateway.ts';
import type { Counting } from '../figures.ts';
import type { Button, Buttons, Document, Picture, Reply } from '../view/message.ts';
import { fits, inParts, longest } from './long-text.ts';
import type { Gate } from './rate/gate.ts';

export interface TelegramParts {
  readonly api: Api;
  readonly gate: Gate;
  readonly figures: Counting;
  readonly files: FileStore;
  readonly now: () => Date;
  readonly drawPicture: (picture: Picture) => Promise<Uint8Array>;
  /** The link of an invitation, by its id. */
  readonly inviteLink: (invitationId: string) => string;
  /** Makes the bytes of a document that is not kept in the store. */
  readonly makeDocument: (
    document: Exclude<Document, { kind: 'stored' }>,
    chatId: bigint,
  ) => Promise<Uint8Array>;
  /** Says to this chat that a file which was kept is not there any more. */
  readonly fileLost: (chatId: bigint) => Promise<string>;
}

/** A chat, and all that is needed to write to it. */
export interface Place extends TelegramParts {
  readonly chatId: number;
  /** Runs what sends one message when its turn has come; what is no message has no turn. */
  readonly turn: <Value>(send: () => Promise<Value>) => Promise<Value>;
}

/**
 * Does what a reply says in a private chat, with all the messages that it takes; the id of the last one,
 * where there is one. Throws PartlySaid where only some of them have arrived.
 */
export async function perform(at: Place, reply: Reply): Promise<number | undefined> {
  const { api, chatId } = at;
  switch (reply.do) {
    case 'say':
      return say(at, reply);
    case 'edit':
      return edit(at, reply);
    case 'dropButtons':
      await api.editMessageReplyMarkup(chatId, reply.messageId);
      return undefined;
    case 'delete':
      await api.deleteMessage(chatId, reply.messageId);
      return undefined;
  }
}

/** Of several messages some have arrived: only the rest is said again. */
export class PartlySaid extends Error {
  override name = 'PartlySaid';
  readonly rest: Say;
  constructor(rest: Say, cause: unknown) {
    super('not all of it was said', { cause });
    this.rest = rest;
  }
}

/** Says what follows on what has arrived; of a follower that itself arrives in parts, the rest is its own. */
const saying = (rest: Say, say: () => Promise<number>): Promise<number> =>
  say().catch((error: unknown) => {
    throw error instanceof PartlySaid ? error : new PartlySaid(rest, error);
  });

type Edit = Extract<Reply, { do: 'edit' }>;

/** What cannot be changed any more is said anew: the person would go on before an old screen. */
async function edit(
  at: Place,
  { messageId, text, buttons = [], caption }: Edit,
): Promise<number | undefined> {
  const { api, chatId } = at;
  const [first = text, ...more] = caption ? [text] : inParts(text);
  // The buttons stand below the whole of it.
  const markup = inlineKeyboard(more.length > 0 ? [] : buttons);
  const rest = { parse_mode: 'HTML', reply_markup: markup } as const;
  try {
    if (caption) await api.editMessageCaption(chatId, messageId, { caption: text, ...rest });
    else await api.editMessageText(chatId, messageId, first, rest);
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    if (notEditable.test(error.description)) {
      return say(at, { do: 'say', text, buttons });
    }
    // A first part that stands there already says nothing of the others.
    if (more.length === 0 || !/message is not modified/.test(error.description)) throw error;
  }
  if (more.length === 0) return undefined;
  const follows: Say = { do: 'say', text: more.join('\n'), buttons };
  return saying(follows, () => say(at, follows));
}

const notEditable =
  /message to edit not found|message can't be edited|there is no (text|caption) in the message/;

export type Say = Extract<Reply, { do: 'say' }>;

/** Whatever is longer than a message takes is said in several, the buttons below the last. */
async function say(at: Place, reply: Say): Promise<number> {
  const { api, chatId, turn } = at;
  const { picture: drawn, document: sent, ...words } = reply;
  if ((drawn || sent) && !fits(reply.text, longest.caption)) {
    const file = { ...(drawn && { picture: drawn }), ...(sent && { document: sent }) };
    await say(at, { do: 'say', text: '', ...file });
    return saying(words, () => say(at, words));
  }
  const options = { caption: reply.text, parse_mode: 'HTML', ...markupOf(reply) } as const;
  const sendAs = (isPicture: boolean, file: InputFile | string): Promise<Sent> =>
    isPicture ? api.sendPhoto(chatId, file, options) : api.sendDocument(chatId, file, options);
  if (drawn) {
    const picture = new InputFile(await at.drawPicture(drawn), 'picture.png');
    return idOf(turn(() => sendAs(true, picture)));
  }
  if (reply.media) {
    const { kind, fileId } = reply.media;
    return idOf(turn(() => sendAs(kind === 'photo', fileId)));
  }
  if (sent) {
    const bytes = await bytesOf(at, sent);
    // The rest of it, and its buttons, are of use all the same.
    if (!bytes) {
      const lost = await at.fileLost(BigInt(chatId));
      return say(at, { ...words, text: [reply.text, lost].filter(Boolean).join('\n\n') });
    }
    const file = new InputFile(bytes, sent.name);
    const isPicture = sent.kind === 'stored' && sent.mime.startsWith('image/');
    return idOf(turn(() => sendAs(isPicture, file)));
  }
  return sayText(at, reply);
}

/** In as many messages as it takes. */
async function sayText(at: Place, reply: Say): Promise<number> {
  const { api, chatId, turn } = at;
  const link = reply.invitation === undefined ? [] : [at.inviteLink(reply.invitation)];
  const texts = inParts([reply.text, ...link].join('\n\n'));
  const last = texts.length - 1;
  const send = (index: number) =>
    api.sendMessage(chatId, texts[index] ?? '', {
      parse_mode: 'HTML',
      ...(index === last ? markupOf(reply) : {}),
      link_preview_options: { is_disabled: true },
    });
  let id = await idOf(turn(() => send(0)));
  for (let index = 1; index <= last; index += 1) {
    const next = () => idOf(turn(() => send(index)));
    const rest = { ...reply, text: texts.slice(index).join('\n') };
    // A link of an invitation is written down nowhere, so not as a rest either.
    id = await (link.length > 0 ? next() : saying(rest, next));
  }
  return id;
}

/** No later attempt finds it: it was not restored with the database, or has rotted. */
const isLost = (error: unknown): boolean =>
  error instanceof FileStoreError && (error.fault === 'missing' || error.fault === 'damaged');

/** Undefined where it is lost. */
async function bytesOf(
  { files, makeDocument, chatId }: Place,
  document: Document,
): Promise<Uint8Array | undefined> {
  if (document.kind !== 'stored') return makeDocument(document, BigInt(chatId));
  try {
    return await files.get(document.key);
  } catch (error) {
    if (isLost(error)) return undefined;
    throw error;
  }
}

interface Sent {
  readonly message_id: number;
}

const idOf = async (sent: Promise<Sent>): Promise<number> => (await sent).message_id;

type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

const markupOf = (reply: Say) => {
  const markup = keyboard(reply);
  return markup ? { reply_markup: markup } : {};
};

function keyboard({ buttons, askContact, dropKeyboard }: Say): Markup | undefined {
  if (askContact) {
    return {
      keyboard: [[{ text: askContact, request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    };
  }
  if (dropKeyboard) return { remove_keyboard: true };
  return buttons && buttons.length > 0 ? inlineKeyboard(buttons) : undefined;
}

export const inlineKeyboard = (buttons: Buttons): InlineKeyboardMarkup => ({
  inline_keyboard: buttons.map((row) => row.map(inlineButton)),
});

const inlineButton = (button: Button) =>
  'url' in button
    ? { text: button.text, url: button.url }
    : { text: button.text, callback_data: button.data };
