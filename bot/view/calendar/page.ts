import {
  type Calendar,
  calendarOf,
  type DayRange,
  fromCalendar,
  type IsoDate,
  inCalendar,
} from '../../../core/calendar.ts';
import type { Language } from '../language.ts';

/**
 * A page of the inline calendar is named by what its days begin with, in the terms of the language's
 * calendar: nothing for the decades, `138` for a decade's years, `1382` for a year's months,
 * `1382-05` for a month's days.
 */
export type PageName = string;

export const levels = ['decades', 'years', 'months', 'days'] as const;
export type Level = (typeof levels)[number];

const nameLengths: Readonly<Record<Level, number>> = { decades: 0, years: 3, months: 4, days: 7 };

export const calendarIn = (language: Language): Calendar =>
  language === 'fa' ? 'jalali' : 'gregorian';

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** The page of a level that a day is on. */
export function pageOf(day: IsoDate, level: Level, language: Language): PageName {
  const { year, month } = inCalendar(day, calendarIn(language));
  return `${year}-${twoDigits(month)}`.slice(0, nameLengths[level]);
}

/** What a page shows. Undefined for what names no page. */
export function levelOf(page: PageName): Level | undefined {
  if (!/^(\d{3}|\d{4}(-(0[1-9]|1[0-2]))?)?$/.test(page)) return undefined;
  return levels.find((level) => nameLengths[level] === page.length);
}

/** The year and month of a page, or the first that it has. */
export const beginningOf = (page: PageName): { year: number; month: number } => ({
  year: Number(page.slice(0, 4).padEnd(4, '0')),
  month: Number(page.slice(5) || 1),
});

/** Whether a page is of the language's calendar and has a day of the range. */
export function isPage(page: PageName, { first, last }: DayRange, language: Language): boolean {
  const level = levelOf(page);
  if (level === undefined) return false;
  if (level === 'decades') return true;
  if (calendarOf(beginningOf(page).year) !== calendarIn(language)) return false;
  return page >= pageOf(first, level, language) && page <= pageOf(last, level, language);
}

/** The pages that one leads down to, whether they have a day of the range or not. */
export function pagesBelow(page: PageName, range: DayRange, language: Language): PageName[] {
  switch (levelOf(page)) {
    case 'decades': {
      const from = Number(pageOf(range.first, 'years', language));
      const to = Number(pageOf(range.last, 'years', language));
      return numbered(to - from + 1, (index) => String(from + index));
    }
    case 'years':
      return numbered(10, (index) => `${page}${index}`);
    case 'months':
      return numbered(12, (index) => `${page}-${twoDigits(index + 1)}`);
    default:
      return [];
  }
}

/** The page that one was opened from. */
export function pageAbove(page: PageName): PageName {
  const level = levels[levels.indexOf(levelOf(page) ?? 'decades') - 1] ?? 'decades';
  return page.slice(0, nameLengths[level]);
}

/** The page of the same level before (-1) or after (1) one. */
export function pageBeside(page: PageName, step: -1 | 1): PageName {
  if (levelOf(page) !== 'days') return String(Number(page) + step);
  const { year, month } = beginningOf(page);
  const months = year * 12 + month - 1 + step;
  return `${Math.floor(months / 12)}-${twoDigits((months % 12) + 1)}`;
}

/** The first day of a page. */
export const firstDayOf = (page: PageName, language: Language): IsoDate =>
  fromCalendar(calendarIn(language), { ...beginningOf(page), day: 1 }) as IsoDate;

export const numbered = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
