import { type Api, GrammyError, HttpError, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import { type FileStore, FileStoreError } from '../../core/files/gateway.ts';
import { pauseNamed } from '../../core/outbox/commands.ts';
import type { SendOutcome } from '../../core/outbox/types.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Counting } from '../figures.ts';
import { DocumentGone } from '../view/documents.ts';
import type { Button, Buttons, Document, Picture, Reply } from '../view/message.ts';
import { fits, inParts, longest } from './long-text.ts';
import type { Gate } from './rate/gate.ts';
import type { Urgency } from './rate/places.ts';

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

/** How one reply is sent. */
export interface Sending {
  /** From 1 on. */
  readonly attempt: number;
  readonly urgency: Urgency;
  /** How long it may wait for its turn; then it is left for later. */
  readonly patienceMs: number;
}

/**
 * Sends one reply and says how it went. Throws nothing that the messenger or the network does. A
 * second attempt begins with a question that changes nothing: while even that fails, waiting costs
 * no attempt, and what may have arrived is not sent over and over through an outage.
 */
export async function sendReply(
  parts: TelegramParts,
  chatId: bigint,
  reply: Reply,
  { attempt, urgency, patienceMs }: Sending,
): Promise<SendOutcome> {
  if (attempt > 1 && !(await inReach(parts.api))) return outOfReach(parts.now());
  const send = async () => {
    const done = await attemptOnce(parts, chatId, reply, attempt);
    parts.figures.sending({ kind: urgency, channel: 'telegram', state: done.state });
    return done;
  };
  // Only what becomes a message counts as one.
  if (reply.do !== 'say') return send();
  const outcome = await parts.gate.pass({ chatId, urgency, patienceMs }, send);
  return outcome ?? noTurn(parts.now());
}

async function attemptOnce(
  parts: TelegramParts,
  chatId: bigint,
  reply: Reply,
  attempt: number,
): Promise<SendOutcome> {
  try {
    const messageId = await perform(parts, Number(chatId), reply);
    return messageId === undefined
      ? { state: 'sent' }
      : { state: 'sent', providerId: String(messageId) };
  } catch (error) {
    const { cause, rest } = error instanceof PartlySaid ? error : { cause: error };
    await holdIfTold(parts, cause);
    const outcome = outcomeOf(cause, parts.now(), attempt);
    return rest && outcome.state === 'pending' ? { ...outcome, rest: asJson(rest) } : outcome;
  }
}

/** Of several messages some have arrived: only the rest is said again. */
class PartlySaid extends Error {
  override name = 'PartlySaid';
  readonly rest: Say;
  constructor(rest: Say, cause: unknown) {
    super('not all of it was said', { cause });
    this.rest = rest;
  }
}

const asJson = (rest: Say) => JSON.parse(JSON.stringify(rest)) as Prisma.InputJsonObject;

/** Says what follows on what has arrived; of a follower that itself arrives in parts, the rest is its own. */
const saying = (rest: Say, say: () => Promise<number>): Promise<number> =>
  say().catch((error: unknown) => {
    throw error instanceof PartlySaid ? error : new PartlySaid(rest, error);
  });

/** Where the messenger named a pause, it is kept by everybody. */
export async function holdIfTold(
  { gate, figures }: Pick<TelegramParts, 'gate' | 'figures'>,
  error: unknown,
): Promise<void> {
  const seconds = pauseIn(error);
  if (seconds === undefined) return;
  figures.flood();
  await gate.hold(seconds * 1000);
}

const pauseIn = (error: unknown): number | undefined =>
  error instanceof GrammyError && error.error_code === 429
    ? (error.parameters.retry_after ?? 1)
    : undefined;

const noTurn = (now: Date): SendOutcome => ({
  state: 'pending',
  dueAt: now,
  error: 'no turn',
  untouched: true,
});

const inReach = (api: Api): Promise<boolean> =>
  api.getMe().then(
    () => true,
    (error) => !(error instanceof HttpError || (error as GrammyError).error_code >= 500),
  );

const outOfReachMs = 10_000;

const outOfReach = (now: Date): SendOutcome => ({
  state: 'pending',
  dueAt: new Date(now.getTime() + outOfReachMs),
  error: 'out of reach',
  untouched: true,
});

async function perform(
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

type Say = Extract<Reply, { do: 'say' }>;

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

/** The messenger's own words for "what you want is so already, or cannot be any more". */
const nothingToDo =
  /message is not modified|message to (edit|delete) not found|message can't be (edited|deleted)/;

/** A person who cannot be written to until they write again. */
export const gone =
  /chat not found|user is deactivated|bot was blocked|can't initiate conversation/;

/**
 * - 429: nobody got it; after `retry_after`.
 * - A broken connection or 5xx: it may have arrived. Replies and notices are sent again all the same:
 *   twice is a nuisance, never is a fault.
 */
export function outcomeOf(error: unknown, now: Date, attempt: number): SendOutcome {
  const later = (seconds: number, word: string) => ({
    state: 'pending' as const,
    dueAt: new Date(now.getTime() + seconds * 1000),
    error: word,
  });
  if (error instanceof DocumentGone) return { state: 'failed', error: 'gone' };
  if (error instanceof HttpError) return later(backOff(attempt), 'network');
  if (!(error instanceof GrammyError)) return later(backOff(attempt), `not made: ${nameOf(error)}`);
  const { error_code: code, description } = error;
  const pause = pauseIn(error);
  if (pause !== undefined) return { ...later(pause, pauseNamed), untouched: true };
  if (code >= 500) return later(backOff(attempt), `status ${code}`);
  if (nothingToDo.test(description)) return { state: 'sent' };
  if (code === 403 || gone.test(description))
    return { state: 'unreachable', error: `status ${code}` };
  return { state: 'failed', error: `status ${code}` };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Seconds before the next attempt: 1, 2, 4, … at most 60. */
export const backOff = (attempt: number): number => Math.min(60, 2 ** (attempt - 1));
