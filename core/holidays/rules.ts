import { lunarHolidays, solarHolidays } from '../../prisma/data/holidays.ts';
import { type IsoDate, parseDate } from '../calendar.ts';
import type { Holiday } from './types.ts';

type Named = {
  readonly month: number;
  readonly day: number;
  readonly fa: string;
  readonly en: string;
};

/** The days of the list that ships. Where two fall on one day, the first of them names it. */
export function shippedHolidays(): Holiday[] {
  const { first, last } = solarHolidays.years;
  const years = Array.from({ length: last - first + 1 }, (_one, index) => first + index);
  return [
    ...years.flatMap((year) => ofYear(year, solarHolidays.source, solarHolidays.days)),
    ...lunarHolidays.flatMap(({ year, source, days }) => ofYear(year, source, days)),
  ];
}

const ofYear = (year: number, source: string, days: readonly Named[]): Holiday[] =>
  days.map(({ month, day, fa, en }) => ({
    day: dayOf(year, month, day),
    nameFa: fa,
    nameEn: en,
    source,
  }));

/** Throws where the list names a day that there is not. */
function dayOf(year: number, month: number, day: number): IsoDate {
  const parsed = parseDate(`${year}/${month}/${day}`);
  if (!parsed.ok) throw new Error(`a holiday is on no day: ${year}/${month}/${day}`);
  return parsed.value;
}
