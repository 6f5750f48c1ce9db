import { Html } from '../../view/language.ts';

/** Stands in a text for what only the bot knows: a code, a date, the time left. */
export const any = new Html('\uE000');

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a person sees of a text with HTML formatting, as a pattern; `any` matches whatever is there. */
export function patternOf(html: string): RegExp {
  const text = html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return new RegExp(text.split('\uE000').map(escapePattern).join('[\\s\\S]*?'));
}
