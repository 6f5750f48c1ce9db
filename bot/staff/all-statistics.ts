import { universityNumbers } from '../../core/statistics/queries.ts';
import { currentTerm, termsOf } from '../../core/terms/queries.ts';
import type { ListedTerm } from '../../core/terms/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { termName } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { allText, universitiesOnPage } from '../view/statistics.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';
import { universitiesFor } from './setup/reach.ts';

type Reach = ReturnType<typeof universitiesFor>;

/** The universities of an officer who sees the numbers of several; otherwise says why not. */
async function reachOf(turn: Turn): Promise<Reach | undefined> {
  const reach = universitiesFor(await turn.person(), 'readStatistics');
  if (seesSeveral(reach)) return reach;
  return void declineTo(turn, turn.words.html('errors.notAllowed'));
}

export const seesSeveral = (reach: Reach): boolean => reach === 'all' || reach.length > 1;

/** The button to the sum, for who sees several universities. */
export const allButton = ({ words: { plain } }: Turn): Button => ({
  text: plain('statistics.all.open'),
  data: 'statsall:0',
});

interface Shown {
  readonly reach: Reach;
  readonly term: ListedTerm;
  readonly terms: readonly ListedTerm[];
}

/** The term that is asked for, or the present one; says so where there is none. */
async function shownFor(turn: Turn, termId: number): Promise<Shown | undefined> {
  const { tx, now } = turn.work;
  const reach = await reachOf(turn);
  if (!reach) return undefined;
  const terms = await termsOf(tx, reach);
  const term = terms.find(({ id }) => id === termId) ?? (await currentTerm(tx, reach, now));
  if (term) return { reach, term, terms };
  return void declineTo(turn, turn.words.html('statistics.noUniversity'));
}

/** As many as are asked for; older ones are in the files. */
const shownTerms = 3;

/** `statsall:<term>:<page>`: the sum of all universities, and each of them with its own. */
const openAll = forOfficers(async (turn, [wantedTerm, wanted]) => {
  const shown = await shownFor(turn, idOf(wantedTerm));
  if (!shown) return;
  const { plain, language } = turn.words;
  const { term, terms, reach } = shown;
  const { tx, now } = turn.work;
  const numbers = await universityNumbers(tx, { ids: reach, termId: term.id }, now);
  const { text, page, pages } = allText(numbers, { term, page: idOf(wanted) }, turn.words);
  const first = page * universitiesOnPage;
  const ones = numbers.slice(first, first + universitiesOnPage).map(({ university }, index) => ({
    text: formatNumber(first + index + 1, language),
    data: `statistics:${university.id}:${term.id}`,
  }));
  const others = terms.filter(({ id }) => id !== term.id).slice(0, shownTerms);
  const rows = [
    ones.slice(0, 4),
    ones.slice(4),
    turnButtons(turn.words, { page, pages }, (to) => `statsall:${term.id}:${to}`),
    [{ text: plain('statistics.file'), data: `statsallfile:${term.id}` }],
    ...others.map((other) => [
      {
        text: plain('statistics.otherTerm', { term: termName(other, turn.words) }),
        data: `statsall:${other.id}`,
      },
    ]),
    [{ text: plain('statistics.all.choose'), data: 'stats:0' }],
  ];
  showPage(turn, { text, buttons: rows.filter((row) => row.length > 0) });
});

const sendAll = forOfficers(async (turn, [wantedTerm]) => {
  const shown = await shownFor(turn, idOf(wantedTerm));
  if (!shown) return;
  const { html, language } = turn.words;
  const { reach, term } = shown;
  turn.say(html('statistics.all.fileReady', { term: termName(term, turn.words) }), {
    document: {
      kind: 'allStatistics',
      ...{ ids: reach, termId: term.id, language },
      name: `statistics-all-${term.startYear}-${term.part}.xlsx`,
    },
  });
});

export const allStatisticsScreens = { taps: { statsall: openAll, statsallfile: sendAll } };
