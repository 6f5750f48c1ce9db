import { applicationStates } from '../../core/applications/types.ts';
import { bothGenders, sumOfTotals, totalsOf } from '../../core/statistics/rules.ts';
import type {
  SeatNumbers,
  Statistics,
  StatisticsTopic,
  StepTime,
  Totals,
  UnitSeats,
  UnitWork,
  UniversityNumbers,
} from '../../core/statistics/types.ts';
import type { ListedTerm } from '../../core/terms/types.ts';
import { formatHours, formatRial } from './format.ts';
import { formatNumber, type Words } from './language.ts';
import { nameIn, termName } from './names.ts';

/** How long something took, from hundredths of a day, in the largest unit of which there is one. */
export function formatSpan(hundredths: number, { plain, language }: Words): string {
  const tenth = (value: number) => formatNumber(Math.round(value * 10) / 10, language);
  const hours = (hundredths * 24) / 100;
  if (hundredths >= 100) return plain('statistics.steps.days', { days: tenth(hundredths / 100) });
  if (hours >= 1) return plain('statistics.steps.hours', { hours: tenth(hours) });
  return plain('statistics.steps.minutes', { minutes: Math.round(hours * 60) });
}

const heading = ({ university, term }: Statistics, words: Words) => ({
  university: nameIn(words.language, university),
  term: termName(term, words),
});

/** The sums of everything, each in a line. */
export function summaryText(statistics: Statistics, words: Words): string {
  const title = words.html('statistics.title', heading(statistics, words));
  return [title, ...totalLines(totalsOf(statistics), words)].join('\n\n');
}

function totalLines(totals: Totals, { html, language }: Words): string[] {
  const { capacity, filled, held, free } = totals;
  return [
    html('statistics.summary.seats', { capacity, filled, held, free }),
    html('statistics.summary.requests', {
      total: totals.requests,
      waiting: totals.requestsWaiting,
      approved: totals.requestsApproved,
    }),
    html('statistics.summary.steps', { waiting: totals.waiting, overdue: totals.overdue }),
    html('statistics.summary.work', {
      students: totals.students,
      hours: formatHours(totals.workedMinutes, language),
      paid: formatRial(totals.paidRial, language),
    }),
  ];
}

/** Universities on one page of all of them. */
export const universitiesOnPage = 8;

/** The sums over all universities, then a page of them; `page` counts from 0 and is brought into range. */
export function allText(
  numbers: readonly UniversityNumbers[],
  { term, page }: { readonly term: ListedTerm; readonly page: number },
  words: Words,
): { readonly text: string; readonly page: number; readonly pages: number } {
  const { html } = words;
  const pages = Math.max(1, Math.ceil(numbers.length / universitiesOnPage));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const first = shown * universitiesOnPage;
  const lines = numbers
    .slice(first, first + universitiesOnPage)
    .map((one, index) => universityLine(one, first + index + 1, words));
  const text = [
    html('statistics.all.title', { count: numbers.length, term: termName(term, words) }),
    ...totalLines(sumOfTotals(numbers), words),
    ...lines,
    ...(pages > 1 ? [html('statistics.page', { page: shown + 1, pages })] : []),
  ].join('\n\n');
  return { text, page: shown, pages };
}

const universityLine = (
  { university, ...totals }: UniversityNumbers,
  number: number,
  { html, language }: Words,
): string =>
  html('statistics.all.line', {
    number,
    university: nameIn(language, university),
    filled: totals.filled,
    capacity: totals.capacity,
    requests: totals.requests,
    waiting: totals.waiting,
    overdue: totals.overdue,
    students: totals.students,
    hours: formatHours(totals.workedMinutes, language),
    paid: formatRial(totals.paidRial, language),
  });

/** Units on one page of a topic. */
export const unitsOnPage = 12;

/** The pages of a topic; `page` counts from 0 and is brought into range. */
export function topicText(
  statistics: Statistics,
  { topic, page }: { readonly topic: StatisticsTopic; readonly page: number },
  words: Words,
): { readonly text: string; readonly page: number; readonly pages: number } {
  const { html, plain } = words;
  const { lines, foot } = topicLines(statistics, topic, words);
  const pages = Math.max(1, Math.ceil(lines.length / unitsOnPage));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const text = [
    html('statistics.topicTitle', {
      topic: plain(`statistics.topics.${topic}`),
      ...heading(statistics, words),
    }),
    ...lines.slice(shown * unitsOnPage, (shown + 1) * unitsOnPage),
    ...foot,
    ...(pages > 1 ? [html('statistics.page', { page: shown + 1, pages })] : []),
  ].join('\n\n');
  return { text, page: shown, pages };
}

interface Lines {
  readonly lines: readonly string[];
  readonly foot: readonly string[];
}

function topicLines(statistics: Statistics, topic: StatisticsTopic, words: Words): Lines {
  switch (topic) {
    case 'seats':
      return seatLines(statistics, words);
    case 'requests':
      return requestLines(statistics, words);
    case 'steps':
      return stepLines(statistics, words);
    case 'work':
      return workLines(statistics, words);
  }
}

function seatLines(statistics: Statistics, words: Words): Lines {
  const { html } = words;
  if (statistics.seats.length === 0) return { lines: [], foot: [html('statistics.empty.seats')] };
  const { capacity, filled } = totalsOf(statistics);
  return {
    lines: statistics.seats.map((unit, index) => seatLine(unit, index + 1, words)),
    foot: [html('statistics.seats.total', { capacity, filled })],
  };
}

function seatLine(unit: UnitSeats, number: number, { html, plain, language }: Words): string {
  const of = ({ filled, capacity }: SeatNumbers) =>
    plain('statistics.seats.gender', { filled, capacity });
  const { capacity, held, filled, free } = bothGenders(unit.female, unit.male);
  return html('statistics.seats.line', {
    ...{ number, unit: nameIn(language, unit), capacity, held, filled, free },
    female: of(unit.female),
    male: of(unit.male),
  });
}

function requestLines(statistics: Statistics, { html, plain }: Words): Lines {
  const lines = applicationStates.map((state) =>
    html('statistics.requests.line', {
      state: plain(`terms.applicationStates.${state}`),
      count: statistics.requests[state],
    }),
  );
  const total = totalsOf(statistics).requests;
  return { lines: [lines.join('\n')], foot: [html('statistics.requests.total', { total })] };
}

function stepLines({ steps }: Statistics, words: Words): Lines {
  const lines = steps.map((step) => stepLine(step, words));
  return { lines: [lines.join('\n')], foot: [words.html('statistics.steps.note')] };
}

function stepLine({ step, done, median, longest, waiting, overdue }: StepTime, words: Words) {
  const { html, plain } = words;
  const shown = { step: plain(`statistics.steps.names.${step}`), waiting, overdue };
  if (median === null || longest === null) return html('statistics.steps.lineNone', shown);
  return html('statistics.steps.line', {
    ...{ ...shown, done },
    median: formatSpan(median, words),
    longest: formatSpan(longest, words),
  });
}

function workLines(statistics: Statistics, words: Words): Lines {
  const { html, language } = words;
  if (statistics.work.length === 0) return { lines: [], foot: [html('statistics.empty.work')] };
  const { workedMinutes, paidRial } = totalsOf(statistics);
  return {
    lines: statistics.work.map((unit, index) => workLine(unit, index + 1, words)),
    foot: [
      html('statistics.work.total', {
        worked: formatHours(workedMinutes, language),
        paid: formatRial(paidRial, language),
      }),
    ],
  };
}

function workLine(unit: UnitWork, number: number, { html, language }: Words): string {
  return html('statistics.work.line', {
    number,
    unit: nameIn(language, unit),
    students: unit.students,
    worked: formatHours(unit.workedMinutes, language),
    approved: formatHours(unit.approvedMinutes, language),
    paid: formatRial(unit.paidRial, language),
    due: formatRial(unit.dueRial, language),
  });
}
