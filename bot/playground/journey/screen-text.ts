import { Html } from '../../view/language.ts';
import { withoutTags } from '../../view/plain.ts';

/** Stands in a text for what only the bot knows: a code, a date, the time left. */
export const any = new Html('\uE000');

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The mark that sets a line from the right is not seen. */
const withUnseenMarks = (pattern: string): string => pattern.replaceAll('\n', '\n\u200f?');

/** What a person sees of a text with HTML formatting, as a pattern; `any` matches whatever is there. */
export function patternOf(html: string): RegExp {
  const pattern = withoutTags(html).split(any.html).map(escapePattern).join('([\\s\\S]*?)');
  return new RegExp(withUnseenMarks(pattern));
}

/** What stands in a text where the pattern has `any`, in order. Throws where it does not match. */
export function readOff(html: string, text: string): string[] {
  const [, ...found] = patternOf(html).exec(text.replaceAll('\u200f', '')) ?? [];
  if (found.length === 0) throw new Error('the text on the screen is another');
  return found;
}

/** A button's text up to what only the bot knows. */
export const labelOf = (text: string) => {
  const [start = ''] = text.split(any.html);
  return (label: string) => label.startsWith(start);
};
