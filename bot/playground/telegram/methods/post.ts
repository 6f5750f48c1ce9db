import type { Message } from 'grammy/types';
import { type Dialog, type Envelope, withoutReply } from '../dialog.ts';
import { type ReplyMarkup, readMarkup } from '../keyboards.ts';
import { isObject } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { type Call, openDialog } from './call.ts';

type Extras = Partial<Pick<Message, 'reply_markup' | 'reply_to_message' | 'has_protected_content'>>;

/** Sends a message of the bot, with the keyboard and the reply that the call asks for. */
export function post<Content extends object>(
  call: Call,
  content: Content,
): Envelope & Content & Extras {
  const dialog = openDialog(call);
  const markup = readMarkup(call.parameters);
  const extras = { ...inlinePart(markup), ...replyPart(call, dialog), ...protection(call) };
  return deliver(call, dialog, { ...content, ...extras }, markup);
}

/** Puts the message into the chat, and its reply keyboard on the screen. */
export function deliver<Content extends object>(
  call: Call,
  dialog: Dialog,
  content: Content,
  markup: ReplyMarkup | undefined,
): Envelope & Content {
  dialog.show(markup);
  call.world.record.addMessage(dialog.id);
  return dialog.add(call.bot.user, content);
}

export function inlinePart(markup: ReplyMarkup | undefined): Pick<Extras, 'reply_markup'> {
  const shown = markup && 'inline_keyboard' in markup && markup.inline_keyboard.length > 0;
  return shown ? { reply_markup: markup } : {};
}

function protection({ parameters }: Call): Pick<Extras, 'has_protected_content'> {
  return parameters.flag('protect_content') ? { has_protected_content: true } : {};
}

function replyPart({ parameters }: Call, dialog: Dialog): Pick<Extras, 'reply_to_message'> {
  const given = parameters.json('reply_parameters', 'reply parameters');
  const reply = isObject(given) ? given : {};
  const id = Number(reply.message_id ?? parameters.integer('reply_to_message_id') ?? 0);
  if (id === 0) return {};
  const original = dialog.get(id);
  if (original) return { reply_to_message: withoutReply(original) };
  const anyway =
    reply.allow_sending_without_reply === true || parameters.flag('allow_sending_without_reply');
  if (!anyway) throw badRequest('message to be replied not found');
  return {};
}
