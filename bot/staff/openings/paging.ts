import type { Words } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';

/** Buttons to the pages before and after one; `data` goes before the number of the page. */
export const pageButtons = (
  { plain }: Words,
  data: string,
  { page, pages }: { readonly page: number; readonly pages: number },
): Button[] => [
  ...(page > 0 ? [{ text: plain('staff.inbox.previous'), data: `${data}:${page - 1}` }] : []),
  ...(page + 1 < pages ? [{ text: plain('staff.inbox.next'), data: `${data}:${page + 1}` }] : []),
];
