import { bulkCounts } from '../../core/bulk/queries.ts';
import { bulkKinds } from '../../core/bulk/types.ts';
import { itemsOfUnit, unitNames } from '../../core/inbox/queries.ts';
import {
  type ItemSubject,
  inboxFilters,
  inboxOf,
  inboxPageSize,
  subjectsOf,
} from '../../core/staff/queries.ts';
import { can, waitsForSecond } from '../../core/staff/rules.ts';
import type { Person, WorkItem } from '../../core/staff/types.ts';
import { universitiesByIds } from '../../core/universities/queries.ts';
import { mayUse } from '../guide/commands.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay, ungrouped } from '../view/format.ts';
import { Html } from '../view/language.ts';
import type { Button, Buttons } from '../view/message.ts';
import { nameIn, showCode, titleIn } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { ticketNumber } from '../view/ticket.ts';
import { type InboxView, inboxButton, inboxData, inboxViewOf, wholeInbox } from './inbox-view.ts';
import { listPage } from './list-page.ts';
import { forOfficers, holdsRole, type Page, showPage } from './officer.ts';

/** What waits for this officer by everything that is held, a page at a time. */
export async function inboxPage(turn: Turn, view: InboxView = wholeInbox): Promise<Page> {
  const person = await turn.person();
  const { tx, now } = turn.work;
  const { filter, kind, unitId } = view;
  const inbox = await inboxOf(tx, person, {
    ...{ filter, page: view.page, now },
    ...(kind !== null && { kind }),
    ...(unitId !== null && { among: await itemsOfUnit(tx, person, unitId) }),
  });
  const subjects = await subjectsOf(
    tx,
    inbox.items.map(({ id }) => id),
  );
  const { html } = turn.words;
  const universities = await universitiesOf(turn, person, inbox.items);
  const entries = inbox.items.map((item) => ({
    data: `item:${item.id}`,
    line: (number: number) =>
      [
        itemLine(turn, item, subjects.get(item.id), number, person.accountId),
        ...whereLines(turn, universities.get(item.universityId)),
        ...(waitsForSecond(person, item) ? [html('staff.inbox.needsSecond')] : []),
      ].join('\n'),
  }));
  const { total, page, pages } = inbox;
  const isWhole = filter === 'all' && kind === null && unitId === null;
  const empty = isWhole ? 'staff.inbox.empty' : 'staff.inbox.emptyFilter';
  const title = total === 0 ? html(empty) : html('staff.inbox.title', { total });
  return listPage(turn, {
    ...{ page, pages, size: inboxPageSize, entries },
    head: [title, ...(await narrowedTo(turn, view))].join('\n'),
    turns: turnButtons(turn.words, inbox, (to) => inboxData({ ...view, page: to })),
    below: await buttonsOf(turn, { ...view, page }, person),
  });
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

type Named = Parameters<typeof nameIn>[1];

/** Of what items are, for who holds cartables at several universities; for others it goes without saying. */
async function universitiesOf(
  turn: Turn,
  { holdings }: Person,
  items: readonly WorkItem[],
): Promise<ReadonlyMap<number | null, Named>> {
  const held = new Set(holdings.map(({ universityId }) => universityId));
  if (held.size < 2 && !held.has(null)) return new Map();
  const ids = [...new Set(items.flatMap(({ universityId }) => universityId ?? []))];
  const universities = await universitiesByIds(turn.work.tx, ids);
  return new Map(universities.map((university) => [university.id, university]));
}

const whereLines = (
  { words: { html, language } }: Turn,
  university: Named | undefined,
): string[] =>
  university ? [html('staff.inbox.at', { university: nameIn(language, university) })] : [];

/** Whose or what an item is, in HTML: the name with the tracking code, or the opening's title. */
export function aboutItem(
  { words }: Turn,
  { kind, subjectId }: WorkItem,
  subject: ItemSubject | undefined,
): string {
  if (kind === 'approvePayRun') {
    return words.html('finance.runs.short', { run: ungrouped(subjectId, words.language) });
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

/** By which kind and unit the list is narrowed. */
async function narrowedTo(turn: Turn, { kind, unitId }: InboxView): Promise<string[]> {
  const { html, plain, language } = turn.words;
  const unit = unitId === null ? null : await unitNames(turn.work.tx, unitId);
  return [
    ...(kind === null ? [] : [html('staff.inbox.ofKind', { kind: plain(`staff.kinds.${kind}`) })]),
    ...(unit ? [html('staff.inbox.ofUnit', { unit: nameIn(language, unit) })] : []),
  ];
}

/** The ways on from the list. */
async function buttonsOf(turn: Turn, view: InboxView, person: Person): Promise<Buttons> {
  const { plain } = turn.words;
  const filters = inboxFilters
    .filter((other) => other !== view.filter)
    .map((filter) =>
      inboxButton(plain(`staff.inbox.filters.${filter}`), { ...view, filter, page: 0 }),
    );
  return [
    filters,
    narrowButtons(turn, view, person),
    await manyButtons(turn, view, person),
    [inboxButton(plain('staff.refresh'), view), ...otherScreens(turn, person)],
  ];
}

function narrowButtons({ words: { plain } }: Turn, view: InboxView, person: Person): Button[] {
  const isNarrow = view.kind !== null || view.unitId !== null;
  const whole = { ...view, page: 0, kind: null, unitId: null };
  return [
    { text: plain('staff.inbox.narrow'), data: `narrow:${view.filter}` },
    ...(isNarrow ? [inboxButton(plain('staff.inbox.widen'), whole)] : []),
    ...(mayUse(person, 'find') ? [{ text: plain('review.findButton'), data: 'find' }] : []),
  ];
}

/** Several at once: what can be decided together, and those for whom other things wait. */
async function manyButtons(turn: Turn, { kind }: InboxView, person: Person): Promise<Button[]> {
  const { plain } = turn.words;
  const counts = await bulkCounts(turn.work.tx, person, bulkKinds);
  const ready = bulkKinds.filter((one) => (counts[one] ?? 0) > 1);
  const chosen = ready.find((one) => one === kind) ?? (ready.length === 1 ? ready[0] : undefined);
  const reminds = person.holdings.some(
    ({ universityId }) => can(person, 'remindOthers', { universityId }).ok,
  );
  return [
    ...(ready.length > 0
      ? [{ text: plain('bulk.open'), data: chosen ? `bulk:${chosen}` : 'bulk' }]
      : []),
    ...(reminds ? [{ text: plain('bulk.remind.open'), data: 'remind' }] : []),
  ];
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

const openInbox = forOfficers(async (turn, args) => {
  showPage(turn, await inboxPage(turn, inboxViewOf(args)));
});

export const inboxScreens = {
  commands: { inbox: openInbox },
  taps: { inbox: openInbox },
  forms: [],
};
