import { accountsWaiting } from '../../core/bank/queries.ts';
import { payPlacesOf, payRunsOf, runsOnPage } from '../../core/pay/queries.ts';
import { returnedWaiting } from '../../core/returns/queries.ts';
import { can } from '../../core/staff/rules.ts';
import { termOf } from '../../core/terms/queries.ts';
import { digits } from '../../core/text.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { nameIn, termName } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';
import { payLineScreens } from './pay-line.ts';
import { payListScreens } from './pay-lists.ts';
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

/** The terms that are offered for a draft; older ones are settled long since. */
const shownTerms = 4;

async function placeSection(
  turn: Turn,
  { university, terms, mayDraft }: PayPlace,
  wanted: number,
): Promise<{ text: string; buttons: Button[][] }> {
  const { html, plain, language } = turn.words;
  const { id: universityId } = university;
  const list = await payRunsOf(turn.work.tx, { universityId, page: wanted });
  const first = list.page * runsOnPage + 1;
  const lines = list.runs.map(({ id, state, term: of, _count }, index) =>
    html('finance.runs.line', {
      number: formatNumber(first + index, language),
      run: String(id),
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
  const drafts = terms.slice(0, mayDraft ? shownTerms : 0).map((term) => [
    {
      text: plain('finance.runs.draft', { term: termName(term, turn.words) }),
      data: `draftrun:${universityId}:${term.id}`,
    },
  ]);
  const payer = mayDraft
    ? [{ text: plain('finance.payer.open'), data: `payer:${universityId}` }]
    : [];
  const turns = turnButtons(turn.words, list, (to) => `payruns:${to}`);
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
    ...payerScreens.taps,
    ...rateScreens.taps,
    payruns: openRuns,
    draftrun: forOfficers((turn, [universityId, termId]) =>
      draft(turn, idOf(universityId), idOf(termId)),
    ),
  },
  forms: [resultsForm, ...payerScreens.forms, ...rateScreens.forms],
};
