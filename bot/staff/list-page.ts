import type { Turn } from '../intake/turn.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import type { Page } from './officer.ts';

/** What stands under one number of a list. */
export interface Entry {
  readonly line: (number: number) => string;
  /** What the button of its number carries; without it there is none. */
  readonly data?: string | undefined;
}

export interface List {
  readonly head: string;
  readonly entries: readonly Entry[];
  /** Stands in their place where there is none. */
  readonly none?: string;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Entries on a page. */
  readonly size: number;
  /** The buttons that turn pages. */
  readonly turns: readonly Button[];
  readonly below: readonly (readonly Button[])[];
}

/** A page of a numbered list: a tap on a number opens what stands under it. */
export function listPage(
  { words: { html, language } }: Turn,
  { head, entries, none, page, pages, size, turns, below }: List,
): Page {
  const first = page * size + 1;
  const lines = entries.map(({ line }, index) => line(first + index));
  const numbers = entries.flatMap(({ data }, index) =>
    data === undefined ? [] : [{ text: formatNumber(first + index, language), data }],
  );
  const foot = pages > 1 ? [html('staff.inbox.page', { page: page + 1, pages })] : [];
  const shown = lines.length === 0 && none !== undefined ? [none] : lines;
  return {
    text: [head, ...shown, ...foot].join('\n\n'),
    buttons: [numbers.slice(0, 4), numbers.slice(4), turns, ...below].filter(
      (row) => row.length > 0,
    ),
  };
}
