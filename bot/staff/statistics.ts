import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import { statisticsOf } from '../../core/statistics/queries.ts';
import {
  type Statistics,
  type StatisticsTopic,
  statisticsTopics,
} from '../../core/statistics/types.ts';
import { currentTerm, termsOf } from '../../core/terms/queries.ts';
import { universitiesAtWork } from '../../core/universities/queries.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatNumber } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { nameIn, termName } from '../view/names.ts';
import { turnButtons } from '../view/pages.ts';
import { summaryText, topicText } from '../view/statistics.ts';
import { allButton, allStatisticsScreens, seesSeveral } from './all-statistics.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';
import { universitiesFor } from './setup/reach.ts';

const pageSize = 8;

/** Whether a person sees the numbers of any university. */
export function seesStatistics(person: Person): boolean {
  const reach = universitiesFor(person, 'readStatistics');
  return reach === 'all' || reach.length > 0;
}

/** The universities whose numbers this officer may see; where it is one, its numbers at once. */
async function openChoice(turn: Turn, page: number): Promise<void> {
  const reach = universitiesFor(await turn.person(), 'readStatistics');
  const { html, language } = turn.words;
  const { tx } = turn.work;
  if (reach !== 'all') {
    const [first] = reach;
    if (first === undefined) return declineTo(turn, html('errors.notAllowed'));
    if (reach.length === 1) return openNow(turn, first);
  }
  const wanted = { ids: reach, page, size: pageSize };
  const { universities, total } = await universitiesAtWork(tx, wanted);
  const rows = universities.map((one) => [
    { text: nameIn(language, one), data: `statistics:${one.id}` },
  ]);
  const pages = Math.ceil(total / pageSize);
  const turns = turnButtons(turn.words, { page, pages }, (to) => `stats:${to}`);
  const text = total === 0 ? 'statistics.noUniversity' : 'statistics.choose';
  showPage(turn, {
    text: html(text),
    buttons: [
      ...(total > 1 ? [[allButton(turn)]] : []),
      ...rows,
      ...(turns.length > 0 ? [turns] : []),
    ],
  });
}

/** The term in which the university is. */
async function openNow(turn: Turn, universityId: number): Promise<void> {
  const { html } = turn.words;
  const { tx, now } = turn.work;
  if (!(await isAllowed(turn, universityId))) return declineTo(turn, html('errors.notAllowed'));
  const term = await currentTerm(tx, universityId, now);
  if (!term) {
    return showPage(turn, {
      text: html('statistics.noTerm'),
      buttons: (await otherUniversities(turn)).map((button) => [button]),
    });
  }
  await openSummary(turn, { universityId, termId: term.id });
}

const isAllowed = async (turn: Turn, universityId: number): Promise<boolean> =>
  can(await turn.person(), 'readStatistics', { universityId }).ok;

type Place = { readonly universityId: number; readonly termId: number };

/** The numbers, if this officer may see them; otherwise says why not. */
async function numbersFor(turn: Turn, place: Place): Promise<Statistics | undefined> {
  const { html } = turn.words;
  const { tx, now } = turn.work;
  const allowed = await isAllowed(turn, place.universityId);
  const found = allowed ? await statisticsOf(tx, place, now) : null;
  return found ?? void declineTo(turn, html('errors.notAllowed'));
}

async function openSummary(turn: Turn, place: Place): Promise<void> {
  const found = await numbersFor(turn, place);
  if (!found) return;
  const { plain } = turn.words;
  const at = dataOf(place);
  const topics = statisticsTopics.map((topic) => ({
    text: plain(`statistics.buttons.${topic}`),
    data: `statistics:${at}:${topic}:0`,
  }));
  showPage(turn, {
    text: summaryText(found, turn.words),
    buttons: [
      topics.slice(0, 2),
      topics.slice(2),
      [{ text: plain('statistics.file'), data: `statsfile:${at}` }],
      ...(await otherTerms(turn, place)),
      ...(await otherUniversities(turn)).map((button) => [button]),
    ],
  });
}

const dataOf = ({ universityId, termId }: Place): string => `${universityId}:${termId}`;

/** As many as are asked for; older ones are in the files. */
const shownTerms = 3;

async function otherTerms(turn: Turn, { universityId, termId }: Place): Promise<Button[][]> {
  const { plain } = turn.words;
  const terms = await termsOf(turn.work.tx, universityId);
  return terms
    .filter(({ id }) => id !== termId)
    .slice(0, shownTerms)
    .map((term) => [
      {
        text: plain('statistics.otherTerm', { term: termName(term, turn.words) }),
        data: `statistics:${universityId}:${term.id}`,
      },
    ]);
}

async function otherUniversities(turn: Turn): Promise<Button[]> {
  const reach = universitiesFor(await turn.person(), 'readStatistics');
  return seesSeveral(reach)
    ? [allButton(turn), { text: turn.words.plain('staff.otherUniversity'), data: 'stats:0' }]
    : [];
}

async function openTopic(
  turn: Turn,
  place: Place,
  { topic, wanted }: { readonly topic: StatisticsTopic; readonly wanted: number },
): Promise<void> {
  const found = await numbersFor(turn, place);
  if (!found) return;
  const { plain, language } = turn.words;
  const { text, page, pages } = topicText(found, { topic, page: wanted }, turn.words);
  const at = dataOf(place);
  const to = (number: number): Button => ({
    text: formatNumber(number + 1, language),
    data: `statistics:${at}:${topic}:${number}`,
  });
  const others = [page - 1, page + 1].filter((one) => one >= 0 && one < pages).map(to);
  showPage(turn, {
    text,
    buttons: [
      ...(others.length > 0 ? [others] : []),
      [{ text: plain('statistics.picture'), data: `statspicture:${at}:${topic}` }],
      [{ text: plain('statistics.back'), data: `statistics:${at}` }],
    ],
  });
}

const topicOf = (word: string | undefined): StatisticsTopic | undefined =>
  statisticsTopics.find((topic) => topic === word);

const open = forOfficers(async (turn, [university, term, word, page]) => {
  const place = { universityId: idOf(university), termId: idOf(term) };
  const topic = topicOf(word);
  if (topic) return openTopic(turn, place, { topic, wanted: idOf(page) });
  return place.termId === 0 ? openNow(turn, place.universityId) : openSummary(turn, place);
});

/** The picture is drawn when it is sent; its text stays above it. */
const sendPicture = forOfficers(async (turn, [university, term, word]) => {
  const place = { universityId: idOf(university), termId: idOf(term) };
  const topic = topicOf(word);
  const found = topic && (await numbersFor(turn, place));
  if (!topic || !found) return;
  const { html, plain, language } = turn.words;
  turn.say(
    html('statistics.topicTitle', {
      topic: plain(`statistics.topics.${topic}`),
      university: nameIn(language, found.university),
      term: termName(found.term, turn.words),
    }),
    { picture: { kind: 'statistics', topic, ...place, language } },
  );
});

const sendFile = forOfficers(async (turn, [university, term]) => {
  const place = { universityId: idOf(university), termId: idOf(term) };
  const found = await numbersFor(turn, place);
  if (!found) return;
  const { html, language } = turn.words;
  const { startYear, part } = found.term;
  const name = `statistics-${startYear}-${part}.xlsx`;
  turn.say(
    html('statistics.fileReady', {
      university: nameIn(language, found.university),
      term: termName(found.term, turn.words),
    }),
    { document: { kind: 'statistics', ...place, language, name } },
  );
});

const choose = forOfficers((turn, [page]) => openChoice(turn, idOf(page)));

export const statisticsScreens = {
  commands: { stats: forOfficers((turn) => openChoice(turn, 0)) },
  taps: {
    ...allStatisticsScreens.taps,
    stats: choose,
    statistics: open,
    statspicture: sendPicture,
    statsfile: sendFile,
  },
  forms: [],
};
