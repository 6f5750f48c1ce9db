import {
  type Inbox,
  type InboxFilter,
  type ItemSubject,
  inboxFilters,
  inboxOf,
  inboxPageSize,
  subjectsOf,
} from '../../core/staff/queries.ts';
import type { Person, WorkItem } from '../../core/staff/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay } from '../view/format.ts';
import { formatNumber, Html } from '../view/language.ts';
import type { Button, Buttons } from '../view/message.ts';
import { showCode, titleIn } from '../view/names.ts';
import { ticketNumber } from '../view/ticket.ts';
import { forOfficers, holdsRole, type Page, showPage } from './officer.ts';

type View = { readonly filter: InboxFilter; readonly page: number };

const inboxButton = (text: string, { filter, page }: View): Button => ({
  text,
  data: `inbox:${filter}:${page}`,
});

/** What waits for this officer by everything that is held, a page at a time. */
export async function inboxPage(turn: Turn, { filter, page }: View): Promise<Page> {
  const person = await turn.person();
  const { tx, now } = turn.work;
  const inbox = await inboxOf(tx, person, { filter, page, now });
  const subjects = await subjectsOf(
    tx,
    inbox.items.map(({ id }) => id),
  );
  const { html } = turn.words;
  const lines = inbox.items.map((item, index) => {
    const number = inbox.page * inboxPageSize + index + 1;
    return itemLine(turn, item, subjects.get(item.id), number, person.accountId);
  });
  const { total, pages } = inbox;
  const empty = filter === 'all' ? 'staff.inbox.empty' : 'staff.inbox.emptyFilter';
  const head = total === 0 ? html(empty) : html('staff.inbox.title', { total });
  const foot = pages > 1 ? [html('staff.inbox.page', { page: inbox.page + 1, pages })] : [];
  return {
    text: [head, ...lines, ...foot].join('\n\n'),
    buttons: buttonsOf(turn, inbox, { filter, person }),
  };
}

function itemLine(
  turn: Turn,
  item: WorkItem,
  subject: ItemSubject | undefined,
  number: number,
  accountId: number | null,
): string {
  const { html, plain, language } = turn.words;
  const overdue = item.dueAt < turn.work.now;
  const line = html(overdue ? 'staff.inbox.overdueLine' : 'staff.inbox.line', {
    number,
    kind: plain(`staff.kinds.${item.kind}`),
    about: new Html(aboutItem(turn, item, subject)),
    since: formatDay(item.openedAt, language),
    due: formatDay(item.dueAt, language),
  });
  if (item.claimedById === null) return line;
  const mine = item.claimedById === accountId;
  return line + html(mine ? 'staff.inbox.mine' : 'staff.inbox.claimed');
}

/** Whose or what an item is, in HTML: the name with the tracking code, or the opening's title. */
export function aboutItem(
  { words }: Turn,
  { kind, subjectId }: WorkItem,
  subject: ItemSubject | undefined,
): string {
  if (kind === 'approvePayRun') {
    return words.html('finance.runs.short', { run: String(subjectId) });
  }
  if (!subject) return '—';
  const { name, trackingCode, titleFa, titleEn } = subject;
  const ticket =
    kind === 'answerTicket'
      ? [words.html('support.staff.about', { ticket: ticketNumber(subjectId) })]
      : [];
  const title =
    titleFa !== null && titleEn !== null ? titleIn(words.language, { titleFa, titleEn }) : null;
  const parts = [
    ...ticket,
    ...(name === null ? [] : [words.html('staff.person', { name })]),
    ...(title === null ? [] : [words.html('staff.person', { name: title })]),
    ...(trackingCode === null ? [] : [showCode(trackingCode).html]),
  ];
  return parts.join(' · ') || '—';
}

function buttonsOf(
  turn: Turn,
  inbox: Inbox,
  { filter, person }: { readonly filter: InboxFilter; readonly person: Person },
): Buttons {
  const { plain, language } = turn.words;
  const { items, page, pages } = inbox;
  const numbers = items.map(({ id }, index) => ({
    text: formatNumber(page * inboxPageSize + index + 1, language),
    data: `item:${id}`,
  }));
  const turns = [
    ...(page > 0 ? [inboxButton(plain('staff.inbox.previous'), { filter, page: page - 1 })] : []),
    ...(page + 1 < pages
      ? [inboxButton(plain('staff.inbox.next'), { filter, page: page + 1 })]
      : []),
  ];
  const others = inboxFilters.filter((other) => other !== filter);
  const filters = others.map((other) =>
    inboxButton(plain(`staff.inbox.filters.${other}`), { filter: other, page: 0 }),
  );
  const refresh = inboxButton(plain('staff.refresh'), { filter, page });
  const rows = [
    numbers.slice(0, 4),
    numbers.slice(4),
    turns,
    filters,
    [refresh, ...otherScreens(turn, person)],
  ];
  return rows.filter((row) => row.length > 0);
}

/** The lists that an officer works through besides the inbox. */
function otherScreens({ words: { plain } }: Turn, person: Person): Button[] {
  const places = holdsRole(person, 'unitOfficer') || holdsRole(person, 'expert');
  const allows = holdsRole(person, 'studentDeputy');
  const pays = holdsRole(person, 'finance') || allows;
  return [
    ...(places ? [{ text: plain('staff.openings'), data: 'openings:0' }] : []),
    ...(pays ? [{ text: plain('staff.payRuns'), data: 'payruns' }] : []),
    ...(allows ? [{ text: plain('review.discretion.title'), data: 'discretion' }] : []),
  ];
}

const filterOf = (word: string | undefined): InboxFilter =>
  inboxFilters.find((filter) => filter === word) ?? 'all';

const openInbox = forOfficers(async (turn, [filter, page]) => {
  showPage(turn, await inboxPage(turn, { filter: filterOf(filter), page: idOf(page) }));
});

export const inboxScreens = {
  commands: { inbox: openInbox },
  taps: { inbox: openInbox },
  forms: [],
};
