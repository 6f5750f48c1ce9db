import { applicationStates } from '../../../core/applications/types.ts';
import type { Statistics, UniversityNumbers } from '../../../core/statistics/types.ts';
import type { Words } from '../language.ts';
import { nameIn } from '../names.ts';
import type { Sheet, SheetCell, SheetColumn } from './sheet.ts';

/** The numbers as sheets: the units, the requests, and the steps. */
export const statisticsSheets = (statistics: Statistics, words: Words): readonly Sheet[] => [
  unitsSheet(statistics, words),
  requestsSheet(statistics, words),
  stepsSheet(statistics, words),
];

/** The numbers of universities, a row for each. */
export function universitiesSheet(numbers: readonly UniversityNumbers[], words: Words): Sheet {
  const { plain, language } = words;
  return {
    name: plain('statistics.sheet.universities'),
    direction: directionOf(words),
    columns: [
      { title: plain('statistics.sheet.university'), kind: 'text' },
      amount(plain('statistics.sheet.capacity')),
      amount(plain('statistics.sheet.filled')),
      amount(plain('statistics.sheet.held')),
      amount(plain('statistics.sheet.requests')),
      amount(plain('statistics.sheet.approved')),
      amount(plain('statistics.sheet.waiting')),
      amount(plain('statistics.sheet.overdue')),
      amount(plain('statistics.sheet.students')),
      amount(plain('statistics.sheet.workedMinutes')),
      amount(plain('statistics.sheet.paid')),
      amount(plain('statistics.sheet.due')),
    ],
    rows: numbers.map(({ university, ...totals }): SheetCell[] => [
      nameIn(language, university),
      BigInt(totals.capacity),
      BigInt(totals.filled),
      BigInt(totals.held),
      BigInt(totals.requests),
      BigInt(totals.requestsApproved),
      BigInt(totals.waiting),
      BigInt(totals.overdue),
      BigInt(totals.students),
      BigInt(totals.workedMinutes),
      totals.paidRial,
      totals.dueRial,
    ]),
    ...(numbers.length > 0 && { totalsLabel: plain('statistics.sheet.total') }),
  };
}

const directionOf = ({ language }: Words): Sheet['direction'] =>
  language === 'fa' ? 'rtl' : 'ltr';

const amount = (title: string): SheetColumn => ({ title, kind: 'amount', summed: true });

function unitsSheet({ seats, work }: Statistics, words: Words): Sheet {
  const { plain, language } = words;
  const names = new Map([...work, ...seats].map((unit) => [unit.unitId, nameIn(language, unit)]));
  return {
    name: plain('statistics.sheet.name'),
    direction: directionOf(words),
    columns: [
      { title: plain('statistics.sheet.unit'), kind: 'text' },
      amount(plain('statistics.sheet.femaleCapacity')),
      amount(plain('statistics.sheet.femaleFilled')),
      amount(plain('statistics.sheet.maleCapacity')),
      amount(plain('statistics.sheet.maleFilled')),
      amount(plain('statistics.sheet.held')),
      amount(plain('statistics.sheet.students')),
      amount(plain('statistics.sheet.approvedMinutes')),
      amount(plain('statistics.sheet.workedMinutes')),
      amount(plain('statistics.sheet.paid')),
      amount(plain('statistics.sheet.due')),
    ],
    rows: [...names].map(([unitId, name]): SheetCell[] => {
      const seat = seats.find((one) => one.unitId === unitId);
      const done = work.find((one) => one.unitId === unitId);
      return [
        name,
        BigInt(seat?.female.capacity ?? 0),
        BigInt(seat?.female.filled ?? 0),
        BigInt(seat?.male.capacity ?? 0),
        BigInt(seat?.male.filled ?? 0),
        BigInt((seat?.female.held ?? 0) + (seat?.male.held ?? 0)),
        BigInt(done?.students ?? 0),
        BigInt(done?.approvedMinutes ?? 0),
        BigInt(done?.workedMinutes ?? 0),
        done?.paidRial ?? 0n,
        done?.dueRial ?? 0n,
      ];
    }),
    ...(names.size > 0 && { totalsLabel: plain('statistics.sheet.total') }),
  };
}

function requestsSheet({ requests }: Statistics, words: Words): Sheet {
  const { plain } = words;
  return {
    name: plain('statistics.sheet.requests'),
    direction: directionOf(words),
    columns: [
      { title: plain('statistics.sheet.state'), kind: 'text' },
      amount(plain('statistics.sheet.count')),
    ],
    rows: applicationStates.map((state) => [
      plain(`terms.applicationStates.${state}`),
      BigInt(requests[state]),
    ]),
    totalsLabel: plain('statistics.sheet.total'),
  };
}

function stepsSheet({ steps }: Statistics, words: Words): Sheet {
  const { plain } = words;
  const plainAmount = (title: string): SheetColumn => ({ title, kind: 'amount' });
  return {
    name: plain('statistics.sheet.steps'),
    direction: directionOf(words),
    columns: [
      { title: plain('statistics.sheet.step'), kind: 'text' },
      plainAmount(plain('statistics.sheet.done')),
      plainAmount(plain('statistics.sheet.median')),
      plainAmount(plain('statistics.sheet.longest')),
      plainAmount(plain('statistics.sheet.waiting')),
      plainAmount(plain('statistics.sheet.overdue')),
    ],
    rows: steps.map(({ step, done, median, longest, waiting, overdue }) => [
      plain(`statistics.steps.names.${step}`),
      BigInt(done),
      hours(median),
      hours(longest),
      BigInt(waiting),
      BigInt(overdue),
    ]),
  };
}

/** Hundredths of a day in whole hours. */
const hours = (hundredths: number | null): bigint | null =>
  hundredths === null ? null : BigInt(Math.round((hundredths * 24) / 100));
