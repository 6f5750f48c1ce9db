import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import { canonicalLink } from './links.ts';
import { isObject, type Parameters } from './parameters.ts';
import { badRequest } from './refusal.ts';

export type ReplyMarkup =
  | InlineKeyboardMarkup
  | ReplyKeyboardMarkup
  | ReplyKeyboardRemove
  | ForceReply;

/** Bytes of UTF-8, not characters: a Persian letter takes two. */
const CALLBACK_DATA_BYTES = 64;
const MAX_BUTTONS = 100;
const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/** Reads and checks `reply_markup`; undefined where there is none. */
export function readMarkup(parameters: Parameters): ReplyMarkup | undefined {
  const value = parameters.json('reply_markup', 'reply keyboard markup');
  if (value === undefined || value === '') return undefined;
  if (!isObject(value)) throw badRequest('object expected as reply markup');
  if (value.inline_keyboard !== undefined) return inlineKeyboard(value.inline_keyboard);
  if (value.keyboard !== undefined) return replyKeyboard(value);
  if (value.remove_keyboard === true) return { remove_keyboard: true };
  if (value.force_reply === true) return { ...value, force_reply: true };
  return undefined;
}

/** As readMarkup, for edits, where only an inline keyboard is allowed. */
export function readInlineMarkup(parameters: Parameters): InlineKeyboardMarkup | undefined {
  const markup = readMarkup(parameters);
  if (markup === undefined || 'inline_keyboard' in markup) return markup;
  throw badRequest('inline keyboard expected');
}

function inlineKeyboard(value: unknown): InlineKeyboardMarkup {
  const rows = rowsOf(value, 'inline_keyboard', 'InlineKeyboardMarkup');
  const keyboard = rows.map((row) => row.map(inlineButton)).filter((row) => row.length > 0);
  if (keyboard.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long');
  return { inline_keyboard: keyboard };
}

function inlineButton(value: unknown): InlineKeyboardButton {
  const fail = (reason: string) => badRequest(`can't parse inline keyboard button: ${reason}`);
  if (!isObject(value)) throw fail('expected an Object');
  const { text } = value;
  if (text === undefined) throw fail('Can\'t find field "text"');
  if (typeof text !== 'string') throw fail('Field "text" must be of type String');
  if (!ACTIONS.some((action) => value[action] !== undefined)) {
    throw fail('Text buttons are unallowed in the inline keyboard');
  }
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  checkData(value.callback_data);
  return { ...value, ...checkedUrl(value.url), text } as InlineKeyboardButton;
}

function checkData(data: unknown): void {
  if (data === undefined) return;
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  if (bytes < 1 || bytes > CALLBACK_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
}

function checkedUrl(url: unknown): { url?: string } {
  if (url === undefined) return {};
  const link = typeof url === 'string' ? canonicalLink(url) : undefined;
  if (link === undefined) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return { url: link };
}

function replyKeyboard(value: Record<string, unknown>): ReplyKeyboardMarkup {
  const keyboard = rowsOf(value.keyboard, 'keyboard', 'ReplyKeyboardMarkup')
    .map((row) => row.map(keyboardButton))
    .filter((row) => row.length > 0);
  return { ...value, keyboard };
}

function keyboardButton(value: unknown): KeyboardButton {
  const button = typeof value === 'string' ? { text: value } : value;
  const fail = (reason: string) => badRequest(`can't parse keyboard button: ${reason}`);
  if (!isObject(button)) throw fail('KeyboardButton must be an Object');
  if (button.text === undefined) throw fail('Can\'t find field "text"');
  if (typeof button.text !== 'string') throw fail('Field "text" must be of type String');
  if (button.text.trim() === '') throw badRequest('keyboard button text must be non-empty');
  return { ...button, text: button.text };
}

function rowsOf(value: unknown, field: string, type: string): unknown[][] {
  const isRows = Array.isArray(value) && value.every((row) => Array.isArray(row));
  if (!isRows) throw badRequest(`field "${field}" of the ${type} must be an Array of Arrays`);
  return value;
}
