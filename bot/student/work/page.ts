import { type ListedWork, type OwnWork, ownWork, worksOf } from '../../../core/earnings/queries.ts';
import { isLive } from '../../../core/placements/rules.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatHours } from '../../view/format.ts';
import { formatNumber } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { nameIn, termName } from '../../view/names.ts';
import { entryPages, ownWorkText } from '../../view/own-work.ts';
import { stepButtons } from '../../view/own-work-buttons.ts';

/** The own placement, or undefined: then it was said that there is none such. */
export async function workOf(turn: Turn, placementId: number): Promise<OwnWork | undefined> {
  const { accountId } = turn.session;
  const found =
    accountId === null ? undefined : await ownWork(turn.work, { accountId, placementId });
  if (!found) turn.say(turn.words.html('work.refused.notFound'));
  return found;
}

interface Page {
  readonly text: string;
  readonly buttons: Buttons;
}

async function pageOf(turn: Turn, work: OwnWork, wanted: number): Promise<Page> {
  const page = Math.min(Math.max(0, wanted), entryPages(work) - 1);
  return {
    text: ownWorkText(work, page, turn.words),
    buttons: [
      ...stepButtons(work, turn.words),
      ...turning(turn, work, page),
      ...(await around(turn, work)),
    ],
  };
}

function turning({ words: { plain } }: Turn, work: OwnWork, page: number): Buttons {
  const open = (key: 'newer' | 'older', to: number): Button => ({
    text: plain(`work.buttons.${key}`),
    data: `placement:open:${work.placementId}:${to}`,
  });
  const row = [
    ...(page > 0 ? [open('newer', page - 1)] : []),
    ...(page + 1 < entryPages(work) ? [open('older', page + 1)] : []),
  ];
  return row.length > 0 ? [row] : [];
}

async function around({ work, session, words: { plain } }: Turn, shown: OwnWork): Promise<Buttons> {
  const works = await worksOf(work.tx, session.accountId ?? 0);
  const { placementId: id } = shown;
  return [
    [
      { text: plain('work.buttons.payments'), data: 'payments' },
      { text: plain('work.buttons.bank'), data: 'bank' },
    ],
    [
      { text: plain('work.buttons.refresh'), data: `placement:open:${id}:0` },
      ...(works.length > 1 ? [{ text: plain('work.buttons.past'), data: 'placement:past' }] : []),
    ],
  ];
}

/** Shows a placement below what was said before. */
export async function sayWork(turn: Turn, placementId: number): Promise<void> {
  const work = await workOf(turn, placementId);
  if (!work) return;
  const { text, buttons } = await pageOf(turn, work, 0);
  turn.say(text, { buttons });
}

/** Shows a placement, or another page of its entries, in the place of the tapped page. */
export async function drawWork(turn: Turn, placementId: number, wanted: number): Promise<void> {
  const work = await workOf(turn, placementId);
  if (!work) return;
  const { text, buttons } = await pageOf(turn, work, wanted);
  turn.redraw(text, buttons);
}

/** The placement that is live, or else the latest that came to something. */
export async function sayPresentWork(turn: Turn): Promise<void> {
  const { html } = turn.words;
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(html('errors.signInFirst'));
  const works = await worksOf(turn.work.tx, accountId);
  const present =
    works.find(({ state }) => isLive(state)) ??
    works.find(({ state }) => state !== 'declined' && state !== 'expired') ??
    works[0];
  if (!present) return turn.say(html('work.none'));
  await sayWork(turn, present.placementId);
}

const shownWorks = 12;

/** Every placement of the student, the newest first, each with a button. */
export async function drawPast(turn: Turn): Promise<void> {
  const { html, language } = turn.words;
  const works = await worksOf(turn.work.tx, turn.session.accountId ?? 0);
  if (works.length === 0) return turn.say(html('work.none'));
  const shown = works.slice(0, shownWorks);
  const numbers = shown.map(({ placementId }, index) => ({
    text: formatNumber(index + 1, language),
    data: `placement:open:${placementId}:0`,
  }));
  const lines = shown.map((work, index) => workLine(turn, work, index + 1));
  const rows = [numbers.slice(0, 4), numbers.slice(4, 8), numbers.slice(8)];
  turn.redraw(
    [html('work.past'), ...lines].join('\n\n'),
    rows.filter((row) => row.length > 0),
  );
}

function workLine({ words }: Turn, work: ListedWork, number: number): string {
  const { html, plain, language } = words;
  return html('work.pastLine', {
    number,
    unit: nameIn(language, work.unit),
    term: termName(work.term, words),
    state: plain(`terms.placementStates.${work.state}`),
    hours: formatHours(work.enteredMinutes, language),
  });
}
