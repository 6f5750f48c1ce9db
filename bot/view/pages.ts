import { idOf } from '../intake/tap-id.ts';
import type { Words } from './language.ts';
import { formatNumber } from './language.ts';

/** A button that comes back when it is tapped. */
type DataButton = { readonly text: string; readonly data: string };

/**
 * Turns the pages of a long list: to the first, back, on, and to the last, as far as there is one.
 * Pages count from 0.
 */
export function turnButtons(
  { plain, language }: Words,
  { page, pages }: { readonly page: number; readonly pages: number },
  dataOf: (page: number) => string,
): DataButton[] {
  const to = (target: number, text: string): DataButton => ({ text, data: dataOf(target) });
  const number = (target: number): string => formatNumber(target + 1, language);
  return [
    ...(page > 1 ? [to(0, `« ${number(0)}`)] : []),
    ...(page > 0 ? [to(page - 1, plain('staff.inbox.previous'))] : []),
    ...(page + 1 < pages ? [to(page + 1, plain('staff.inbox.next'))] : []),
    ...(page + 2 < pages ? [to(pages - 1, `${number(pages - 1)} »`)] : []),
  ];
}

/** Bytes that a button carries. */
const mostOfData = 64;

/**
 * Turns the pages of what was found for a text, which each button carries; none where it is too long
 * for that. `soughtIn` reads what they carry.
 */
export function turnFound(
  words: Words,
  list: { readonly page: number; readonly pages: number },
  name: string,
  text: string,
): DataButton[] {
  const turns = turnButtons(words, list, (page) =>
    [name, page, ...(text === '' ? [] : [text])].join(':'),
  );
  return turns.every(({ data }) => Buffer.byteLength(data) <= mostOfData) ? turns : [];
}

export const soughtIn = ([page, ...text]: readonly string[]): { page: number; text: string } => ({
  page: idOf(page),
  text: text.join(':'),
});
