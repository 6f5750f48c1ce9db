import type { Contact, InlineKeyboardButton, Message, ReplyKeyboardMarkup } from 'grammy/types';
import type { PrivateMessage } from './dialog.ts';
import { textContent } from './outgoing.ts';

/** An inline button, its text, or callback data (also such as no button on screen has). */
export type ButtonChoice = InlineKeyboardButton | string | { data: string };

/**
 * The callback data of the button meant, and the message it is on: the first of `onScreen`
 * that has it. Throws, with the labels on screen, where there is none.
 */
export function findButton(
  onScreen: readonly PrivateMessage[],
  choice: ButtonChoice,
): { source: PrivateMessage; data: string } {
  const withKeyboard = onScreen.filter((message) => message.reply_markup);
  if (typeof choice === 'object' && 'data' in choice) {
    const { data } = choice;
    const source = withKeyboard.find((message) => hasData(message, data)) ?? withKeyboard[0];
    if (source) return { source, data };
    throw new Error('there is no inline keyboard on screen');
  }
  const label = typeof choice === 'string' ? choice : choice.text;
  for (const source of withKeyboard) {
    const button = buttonsOf(source).find((candidate) => isMeant(candidate, choice));
    if (button && 'callback_data' in button) return { source, data: button.callback_data };
    if (button) throw new Error(`the button "${label}" sends nothing to the bot`);
  }
  const labels = withKeyboard.flatMap(buttonsOf).map(({ text }) => `"${text}"`);
  throw new Error(`there is no button "${label}"; there are: ${labels.join(', ') || 'none'}`);
}

/** What a key of the reply keyboard sends. Throws, with the keys there are, where it is missing. */
export function pressedContent(
  keyboard: ReplyKeyboardMarkup | undefined,
  label: string,
  ownContact: Contact,
): Partial<Message> {
  const keys = (keyboard?.keyboard ?? [])
    .flat()
    .map((key) => (typeof key === 'string' ? { text: key } : key));
  const key = keys.find(({ text }) => text === label);
  if (!key) {
    const labels = keys.map(({ text }) => `"${text}"`).join(', ');
    throw new Error(`there is no key "${label}"; there are: ${labels || 'none'}`);
  }
  if ('request_contact' in key && key.request_contact) return { contact: ownContact };
  return textContent(label);
}

const buttonsOf = (message: PrivateMessage) => message.reply_markup?.inline_keyboard.flat() ?? [];

function isMeant(button: InlineKeyboardButton, choice: InlineKeyboardButton | string): boolean {
  if (typeof choice === 'string') return button.text === choice;
  if (!('callback_data' in choice)) return button.text === choice.text;
  return 'callback_data' in button && button.callback_data === choice.callback_data;
}

const hasData = (message: PrivateMessage, data: string) =>
  buttonsOf(message).some((button) => 'callback_data' in button && button.callback_data === data);
