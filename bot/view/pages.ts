import type { Words } from './language.ts';
import { formatNumber } from './language.ts';
import type { Button } from './message.ts';

/**
 * Turns the pages of a long list: to the first, back, on, and to the last, as far as there is one.
 * Pages count from 0.
 */
export function turnButtons(
  { plain, language }: Words,
  { page, pages }: { readonly page: number; readonly pages: number },
  dataOf: (page: number) => string,
): Button[] {
  const to = (target: number, text: string): Button => ({ text, data: dataOf(target) });
  const number = (target: number): string => formatNumber(target + 1, language);
  return [
    ...(page > 1 ? [to(0, `« ${number(0)}`)] : []),
    ...(page > 0 ? [to(page - 1, plain('staff.inbox.previous'))] : []),
    ...(page + 1 < pages ? [to(page + 1, plain('staff.inbox.next'))] : []),
    ...(page + 2 < pages ? [to(pages - 1, `${number(pages - 1)} »`)] : []),
  ];
}
