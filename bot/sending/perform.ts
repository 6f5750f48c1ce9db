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

/**
 * Does what a reply says in a private chat, with all the messages that it takes; the id of the last one,
 * where there is one. Throws PartlySaid where only some of them have arrived.
 */
export async function perform(
  parts: TelegramParts,
  chatId: number,
  reply: Reply,
): Promise<number | undefined> {
  const { api } = parts;
  switch (reply.do) {
    case 'say':
      return say(parts, chatId, reply);
    case 'edit':
      return edit(parts, chatId, reply);
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
  parts: TelegramParts,
  chatId: number,
  { messageId, text, buttons = [], caption }: Edit,
): Promise<number | undefined> {
  const { api } = parts;
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
      return say(parts, chatId, { do: 'say', text, buttons });
    }
    // A first part that stands there already says nothing of the others.
    if (more.length === 0 || !/message is not modified/.test(error.description)) throw error;
  }
  if (more.length === 0) return undefined;
  const follows: Say = { do: 'say', text: more.join('\n'), buttons };
  return saying(follows, () => parts.gate.pass(nextTo(chatId), () => say(parts, chatId, follows)));
}

const notEditable =
  /message to edit not found|message can't be edited|there is no (text|caption) in the message/;

export type Say = Extract<Reply, { do: 'say' }>;

/** Whatever is longer than a message takes is said in several, the buttons below the last. */
async function say(parts: TelegramParts, chatId: number, reply: Say): Promise<number> {
  const { api } = parts;
  const { picture: drawn, document: sent, ...words } = reply;
  if ((drawn || sent) && !fits(reply.text, longest.caption)) {
    const file = { ...(drawn && { picture: drawn }), ...(sent && { document: sent }) };
    await say(parts, chatId, { do: 'say', text: '', ...file });
    return saying(words, () => parts.gate.pass(nextTo(chatId), () => say(parts, chatId, words)));
  }
  const markup = keyboard(reply);
  const rest = { parse_mode: 'HTML', ...(markup ? { reply_markup: markup } : {}) } as const;
  if (reply.picture) {
    const picture = new InputFile(await parts.drawPicture(reply.picture), 'picture.png');
    const message = await api.sendPhoto(chatId, picture, { caption: reply.text, ...rest });
    return message.message_id;
  }
  if (reply.media) {
    const { kind, fileId } = reply.media;
    const options = { caption: reply.text, ...rest };
    const message =
      kind === 'photo'
        ? await api.sendPhoto(chatId, fileId, options)
        : await api.sendDocument(chatId, fileId, options);
    return message.message_id;
  }
  if (sent) {
    const message = await sendFile(parts, chatId, sent, { caption: reply.text, ...rest }).catch(
      (error: unknown) => (isLost(error) ? undefined : Promise.reject(error)),
    );
    if (message) return message.message_id;
    // The rest of it, and its buttons, are of use all the same.
    const text = [reply.text, await parts.fileLost(BigInt(chatId))].filter(Boolean).join('\n\n');
    return say(parts, chatId, { ...words, text });
  }
  const preview = { link_preview_options: { is_disabled: true } };
  const link = reply.invitation === undefined ? [] : [parts.inviteLink(reply.invitation)];
  const [first = '', ...others] = inParts([reply.text, ...link].join('\n\n'));
  const send = (text: string, isLast: boolean) =>
    api.sendMessage(chatId, text, { parse_mode: 'HTML', ...(isLast ? rest : {}), ...preview });
  let { message_id: id } = await send(first, others.length === 0);
  for (const [index, text] of others.entries()) {
    const { invitation: _said, ...below } = words;
    const rest = { ...below, text: others.slice(index).join('\n') };
    const isLast = index === others.length - 1;
    id = await saying(rest, async () => {
      const message = await parts.gate.pass(nextTo(chatId), () => send(text, isLast));
      return message.message_id;
    });
  }
  return id;
}

/** No later attempt finds it: it was not restored with the database, or has rotted. */
const isLost = (error: unknown): boolean =>
  error instanceof FileStoreError && (error.fault === 'missing' || error.fault === 'damaged');

/** A further message of one answer: each counts for itself. */
const nextTo = (chatId: number) => ({ chatId: BigInt(chatId), urgency: 'reply' }) as const;

async function sendFile(
  { api, files, makeDocument }: TelegramParts,
  chatId: number,
  document: Document,
  options: NonNullable<Parameters<Api['sendDocument']>[2]>,
) {
  if (document.kind !== 'stored') {
    const made = new InputFile(await makeDocument(document, BigInt(chatId)), document.name);
    return api.sendDocument(chatId, made, options);
  }
  const kept = new InputFile(await files.get(document.key), document.name);
  return document.mime.startsWith('image/')
    ? api.sendPhoto(chatId, kept, options)
    : api.sendDocument(chatId, kept, options);
}

type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

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
