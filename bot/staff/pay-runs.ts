import { accountsWaiting } from '../../core/bank/queries.ts';
import { payPlacesOf } from '../../core/pay/queries/places.ts';
import { payRunsOf, runsOnPage } from '../../core/pay/queries.ts';
import { returnedWaiting } from '../../core/returns/queries.ts';
import { can } from '../../core/staff/rules.ts';
import { termOf } from '../../core/terms/queries.ts';
import { digits } from '../../core/text.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { ungrouped } from '../view/format.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { nameIn, termName } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';
import { fileRefusalForm } from './pay-file-refusal.ts';
import { payLineScreens } from './pay-line.ts';
import { payListScreens } from './pay-lists.ts';
import { resultCorrectionScreens } from './pay-result-correction.ts';
import { resultsForm } from './pay-results.ts';
import { draft, payRunScreens } from './pay-run.ts';
import { openPayRun } from './pay-run-page.ts';
import { payerScreens } from './payer.ts';
import { rateScreens } from './rates.ts';
import { openRates } from './rates-page.ts';

type PayPlace = Awaited<ReturnType<typeof payPlacesOf>>[number];

/** The runs of the university whose pay this officer has in hand. */
async function openPayRuns(turn: Turn, page: number): Promise<void> {
  const { tx, now } = turn.work;
  const person = await turn.person();
  const places = await payPlacesOf(tx, person, now);
  if (places.length === 0) return declineTo(turn, turn.words.html('finance.runs.notFinance'));
  const sections = await Promise.all(places.map((place) => placeSection(turn, place, page)));
  const returned = await returnedWaiting(tx, person, { page: 0, now });
  const accounts = await accountsWaiting(tx, person, { page: 0, now });
  const { plain } = turn.words;
  const queue = (key: 'accounts' | 'returned', { total }: { total: number }): Button[] =>
    total > 0 ? [{ text: plain(`finance.queues.${key}`, { count: total }), data: `${key}:0` }] : [];
  showPage(turn, {
    text: sections.map(({ text }) => text).join('\n\n'),
    buttons: [
      ...sections.flatMap(({ buttons }) => buttons),
      [...queue('accounts', accounts), ...queue('returned', returned)],
      [{ text: plain('finance.rates.open'), data: 'rates' }],
    ].filter((row) => row.length > 0),
  });
}

/** The terms that are offered for a draft at once; older ones with unpaid work are one tap away. */
const shownTerms = 4;

function draftButtons({ words }: Turn, { university, terms }: PayPlace, from: number, to?: number) {
  return terms.slice(from, to).map((term): Button[] => [
    {
      text: words.plain('finance.runs.draft', { term: termName(term, words) }),
      data: `draftrun:${university.id}:${term.id}`,
    },
  ]);
}

function olderButton({ words }: Turn, { university, terms }: PayPlace): Button[] {
  const count = terms.length - shownTerms;
  if (count <= 0) return [];
  const text = words.plain('finance.runs.older', { count });
  return [{ text, data: `olderterms:${university.id}` }];
}

/** Work of these terms is unpaid still, as when the bank returned it late. */
const openOlderTerms = forOfficers(async (turn, [id]) => {
  const { html, plain, language } = turn.words;
  const places = await payPlacesOf(turn.work.tx, await turn.person(), turn.work.now);
  const place = places.find(({ university }) => university.id === idOf(id));
  if (!place?.mayDraft) return declineTo(turn, html('finance.runs.notFinance'));
  showPage(turn, {
    text: html('finance.runs.olderTitle', { university: nameIn(language, place.university) }),
    buttons: [
      ...draftButtons(turn, place, shownTerms),
      [{ text: plain('finance.runs.back'), data: 'payruns' }],
    ],
  });
});

async function placeSection(
  turn: Turn,
  place: PayPlace,
  wanted: number,
): Promise<{ text: string; buttons: Button[][] }> {
  const { html, plain, language } = turn.words;
  const { university, mayDraft } = place;
  const { id: universityId } = university;
  const list = await payRunsOf(turn.work.tx, { universityId, page: wanted });
  const first = list.page * runsOnPage + 1;
  const lines = list.runs.map(({ id, state, term: of, _count }, index) =>
    html('finance.runs.line', {
      number: formatNumber(first + index, language),
      run: ungrouped(id, language),
      term: termName(termOf(of), turn.words),
      state: plain(`terms.payRunStates.${state}`),
      count: _count.lines,
    }),
  );
  const title = html('finance.runs.title', { university: nameIn(language, university) });
  const text = [title, ...(lines.length > 0 ? lines : [html('finance.runs.empty')])].join('\n\n');
  const numbers = list.runs.map(({ id }, index) => ({
    text: formatNumber(first + index, language),
    data: `payrun:${id}`,
  }));
  const turns = turnButtons(turn.words, list, (to) => `payruns:${to}`);
  if (!mayDraft) return { text, buttons: [numbers, turns] };
  const drafts = [...draftButtons(turn, place, 0, shownTerms), olderButton(turn, place)];
  const payer = [{ text: plain('finance.payer.open'), data: `payer:${universityId}` }];
  return { text, buttons: [numbers, turns, ...drafts, payer] };
}

const openRuns = forOfficers((turn, [page]) => openPayRuns(turn, idOf(page)));

/** `/payrun` shows the runs, `/payrun 12` one of them. */
const byCommand = forOfficers(async (turn, [typed]) => {
  const runId = idOf(digits(typed ?? ''));
  if (runId > 0) return openPayRun(turn, runId);
  // Who sets the rates has no runs: those are the universities'.
  const person = await turn.person();
  const hasRuns = person.holdings.some(
    ({ universityId }) => can(person, 'approvePayRun', { universityId }).ok,
  );
  return !hasRuns && can(person, 'setRate', {}).ok ? openRates(turn) : openPayRuns(turn, 0);
});

export const payScreens = {
  commands: { payrun: byCommand },
  taps: {
    ...payRunScreens.taps,
    ...payListScreens.taps,
    ...payLineScreens.taps,
    ...resultCorrectionScreens.taps,
    ...payerScreens.taps,
    ...rateScreens.taps,
    payruns: openRuns,
    olderterms: openOlderTerms,
    draftrun: forOfficers((turn, [universityId, termId]) =>
      draft(turn, idOf(universityId), idOf(termId)),
    ),
  },
  forms: [
    resultsForm,
    fileRefusalForm,
    ...resultCorrectionScreens.forms,
    ...payerScreens.forms,
    ...rateScreens.forms,
  ],
};
