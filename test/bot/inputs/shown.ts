import { captionText, messageText } from '../../../bot/playground/telegram/formatted-text.ts';
import { readMarkup } from '../../../bot/playground/telegram/keyboards.ts';
import { Parameters } from '../../../bot/playground/telegram/parameters.ts';
import type { Buttons, Reply, Toast } from '../../../bot/view/message.ts';

type Words = Extract<Reply, { text: string }>;

/** What a reader sees of a message or a popup. */
export interface Shown {
  readonly text: string;
  readonly buttons: Buttons;
}

/**
 * What the messenger makes of a message: its text without the markup.
 *
 * @throws {Refusal} where the messenger would not take it, as the local one says it
 */
export function shownOf(words: Words): Shown {
  const buttons = words.buttons ?? [];
  const keyboard = buttons.map((row) =>
    row.map((button) =>
      'url' in button
        ? { text: button.text, url: button.url }
        : { text: button.text, callback_data: button.data },
    ),
  );
  readMarkup(new Parameters({ reply_markup: { inline_keyboard: keyboard } }));
  const markup = { parse_mode: 'HTML' };
  const isCaption = words.do === 'say' ? words.picture || words.document : words.caption;
  const { text } = isCaption
    ? captionText(new Parameters({ caption: words.text, ...markup }))
    : messageText(new Parameters({ text: words.text, ...markup }));
  return { text, buttons };
}

const longestToast = 200;

/** What is wrong with the answer to a tap; undefined where the messenger takes it. */
export function faultOfToast(toast: Toast | undefined): string | undefined {
  if (!toast) return undefined;
  if (toast.text.trim() === '') return 'an answer to a tap is empty';
  return toast.text.length > longestToast
    ? `an answer to a tap has ${toast.text.length} characters: ${toast.text}`
    : undefined;
}
