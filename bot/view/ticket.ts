import type { TicketMessage, TicketView } from '../../core/support/queries.ts';
import { reopenDays } from '../../core/support/rules.ts';
import { fileName } from './file-name.ts';
import { formatDay, formatInstant } from './format.ts';
import { copyable, escapeHtml, Html, type Words } from './language.ts';
import type { Button, Document } from './message.ts';

/** The number by which a person and support speak of a ticket; a tap copies it. */
export const ticketNumber = (id: number): Html => new Html(copyable(String(id)));

/** Somebody's own words, apart from ours; each of their lines has its own direction. */
export const quoted = (text: string, html: Words['html']): string =>
  html('support.said', { text: new Html(escapeHtml(text)) });

/** Characters of an exchange on one page: a message holds 4,096, and its head needs some. */
const mostOnPage = 3_200;
/** Characters that stand around a message: who wrote it, when, and how many files. */
const aroundMessage = 100;

/** The pages of an exchange, the oldest first. What stands on a page stays there as more comes. */
export function pagesOf<Message extends { readonly text: string }>(
  messages: readonly Message[],
): Message[][] {
  const pages: Message[][] = [];
  let left = 0;
  for (const message of messages) {
    const size = message.text.length + aroundMessage;
    const last = pages.at(-1);
    if (last && size <= left) last.push(message);
    else pages.push([message]);
    left = (last && size <= left ? left : mostOnPage) - size;
  }
  return pages;
}

/** Who wrote what no officer did: "you" to the person, another word to officers. */
type Writer = 'support.you' | 'support.staff.writer';

/** One page of an exchange as it is shown. */
export interface ExchangePage {
  readonly text: string;
  readonly page: number;
  readonly pages: number;
  /** How many files came with its messages. */
  readonly files: number;
}

/** A page of an exchange, counted from 0 and brought into range; the last where none is told. */
export function exchangePage(
  { messages }: TicketView,
  words: Words,
  { writer, page }: { readonly writer: Writer; readonly page: string | undefined },
): ExchangePage {
  const { shown, number, pages } = pickPage(messages, page);
  return {
    text: [
      ...shown.map((message) => messageText(message, words, writer)),
      ...(pages > 1 ? [words.html('support.page', { page: number + 1, pages })] : []),
    ].join('\n\n'),
    page: number,
    pages,
    files: shown.reduce((sum, { files }) => sum + files.length, 0),
  };
}

function pickPage(messages: readonly TicketMessage[], page: string | undefined) {
  const all = pagesOf(messages);
  const asked = page === undefined || page === '' ? Number.NaN : Number(page);
  const last = Math.max(0, all.length - 1);
  const number = Number.isInteger(asked) ? Math.min(Math.max(0, asked), last) : last;
  return { shown: all[number] ?? [], number, pages: Math.max(1, all.length) };
}

function messageText(message: TicketMessage, { html, plain, language }: Words, writer: Writer) {
  const { role, text, files } = message;
  const at = formatInstant(message.at, language);
  return [
    role === null
      ? html(writer, { at })
      : html('support.officer', { role: plain(`terms.roles.${role}`), at }),
    quoted(text, html),
    ...(files.length > 0 ? [html('support.attached', { files: files.length })] : []),
  ].join('\n');
}

/** The files that came with a page of an exchange and are still kept, each with its caption. */
export function filesOfPage(
  { id, messages }: TicketView,
  { html, plain, language }: Words,
  { writer, page }: { readonly writer: Writer; readonly page: string | undefined },
): { readonly text: string; readonly document: Document }[] {
  const name = plain(writer === 'support.you' ? 'support.fromYou' : 'support.staff.fromWriter');
  return pickPage(messages, page).shown.flatMap(({ role, at, files, id: messageId }) =>
    files
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ key, mime }, index) => ({
        text: html('support.fileCaption', {
          ticket: ticketNumber(id),
          by: role === null ? name : plain(`terms.roles.${role}`),
          at: formatInstant(at, language),
        }),
        document: {
          kind: 'stored' as const,
          key,
          mime,
          name: fileName(`support-${messageId}-${index + 1}`, mime),
        },
      })),
  );
}

/** Turns pages: `<data>:<page>`. */
export function pageButtons(
  { plain }: Words,
  data: string,
  { page, pages }: { readonly page: number; readonly pages: number },
): Button[] {
  return [
    ...(page > 0 ? [{ text: plain('support.previous'), data: `${data}:${page - 1}` }] : []),
    ...(page + 1 < pages ? [{ text: plain('support.next'), data: `${data}:${page + 1}` }] : []),
  ];
}

/** How a ticket stands, as the person who asks reads it. */
export function ticketState(ticket: TicketView, words: Words, now: Date): string {
  const { html, plain, language } = words;
  const { state, role, reopenUntil } = ticket;
  if (state === 'open') return html('support.open', { role: plain(`terms.roles.${role}`) });
  if (state === 'answered') return html('support.answered', { days: reopenDays });
  return reopenUntil && now <= reopenUntil
    ? html('support.closed', { until: formatDay(reopenUntil, language) })
    : html('support.closedLong');
}
