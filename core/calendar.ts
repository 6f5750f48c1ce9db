import { isValidJalaaliDate, jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { plain, searchKey } from './text.ts';

declare const isoDateBrand: unique symbol;

/** A day without a time, in the Gregorian calendar of ISO 8601: `2024-03-20`. Text order is time order. */
export type IsoDate = string & { readonly [isoDateBrand]: true };

/**
 * `wrongForm`: not a day, month and year; `unknownYear`: of neither calendar, or short of four
 * digits; `noSuchDay`: the calendar has no such day.
 */
export type DateRefusal = Refusal<'empty' | 'wrongForm' | 'unknownYear' | 'noSuchDay'>;

/** Days from the first to the last, both of them included. */
export type DayRange = { readonly first: IsoDate; readonly last: IsoDate };

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The day of an ISO text from storage. Throws RangeError where it is not a day: that is a bug. */
export function isoDate(text: string): IsoDate {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(day.getTime()) || fromUtc(day) !== text) {
    throw new RangeError(`Not an ISO date: ${text}`);
  }
  return fromUtc(day);
}

/** The day on which an instant falls in UTC: how the database driver gives back a date column. */
export function fromUtc(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10) as IsoDate;
}

/** Midnight in UTC of a day: how the database driver takes a date column. */
export function toUtc(day: IsoDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** `days` may be negative. */
export function addDays(day: IsoDate, days: number): IsoDate {
  return fromUtc(new Date(toUtc(day).getTime() + days * dayMs));
}

const tehran = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Tehran',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day on which an instant falls in Asia/Tehran. */
export function tehranDate(instant: Date): IsoDate {
  return tehran.format(instant) as IsoDate;
}

// Offsets that Asia/Tehran has had since 1946, the smallest first: where the clocks went back at
// midnight a day has two last hours, and the later one ends it.
const offsetMinutes = [210, 240, 270, 300];

/** The last millisecond of a day in Asia/Tehran. Throws RangeError for days before 1946. */
export function endOfTehranDay(day: IsoDate): Date {
  const lastMs = toUtc(day).getTime() + dayMs - 1;
  for (const offset of offsetMinutes) {
    const end = new Date(lastMs - offset * minuteMs);
    if (tehranDate(end) === day) return end;
  }
  throw new RangeError(`No offset of Asia/Tehran is known for ${day}`);
}

/** The first millisecond of a day in Asia/Tehran. Throws RangeError for days before 1946. */
export function startOfTehranDay(day: IsoDate): Date {
  return new Date(endOfTehranDay(addDays(day, -1)).getTime() + 1);
}

/** The end of the day in Asia/Tehran that comes `days` days after an instant's own. */
export function deadline(from: Date, days: number): Date {
  return endOfTehranDay(addDays(tehranDate(from), days));
}

export const calendars = ['jalali', 'gregorian'] as const;
export type Calendar = (typeof calendars)[number];

/** A day in the terms of a calendar; months and days count from 1. */
export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

/** The calendar that a year is of: neither has to be asked for. Undefined: of neither. */
export function calendarOf(year: number): Calendar | undefined {
  if (year >= 1200 && year <= 1499) return 'jalali';
  return year >= 1800 && year <= 2199 ? 'gregorian' : undefined;
}

export function inCalendar(day: IsoDate, calendar: Calendar): CalendarDay {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (calendar === 'gregorian') return { year, month, day: date };
  const { jy, jm, jd } = toJalaali(year, month, date);
  return { year: jy, month: jm, day: jd };
}

/** Undefined where the calendar has no such day. */
export function fromCalendar(
  calendar: Calendar,
  { year, month, day }: CalendarDay,
): IsoDate | undefined {
  if (calendar === 'jalali') {
    if (!isValidJalaaliDate(year, month, day)) return undefined;
    const { gy, gm, gd } = toGregorian(year, month, day);
    return fromUtc(new Date(Date.UTC(gy, gm - 1, gd)));
  }
  const instant = new Date(Date.UTC(year, month - 1, day));
  const same = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return same ? fromUtc(instant) : undefined;
}

/** How many days a month has. */
export function monthLength(calendar: Calendar, year: number, month: number): number {
  if (calendar === 'jalali') return jalaaliMonthLength(year, month);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const yearFirst = /^(\d{4})[^\d\p{L}]+(\d{1,2})[^\d\p{L}]+(\d{1,2})$/u;
const dayFirst = /^(\d{1,2})[^\d\p{L}]+(\d{1,2})[^\d\p{L}]+(\d{4})$/u;
const unseparated = /^(\d{4})(\d\d)(\d\d)$/;
const shortYear = /^\d{1,3}\D+\d{1,2}\D+\d{1,3}$/;

function partsOf(text: string): CalendarDay | undefined {
  const [, year, month, day] = yearFirst.exec(text) ?? unseparated.exec(text) ?? [];
  if (year !== undefined) return { year: Number(year), month: Number(month), day: Number(day) };
  const [, first, second, last] = dayFirst.exec(text) ?? [];
  if (last === undefined) return undefined;
  return { year: Number(last), month: Number(second), day: Number(first) };
}

/** The names of the months in both languages, long and short, by the key under which spellings meet. */
const namedMonths: ReadonlyMap<string, { readonly calendar: Calendar; readonly month: number }> =
  new Map(
    calendars.flatMap((calendar) =>
      ['fa', 'en'].flatMap((language) =>
        (['long', 'short'] as const).flatMap((length) => {
          const locale = `${language}-u-ca-${calendar === 'jalali' ? 'persian' : 'gregory'}`;
          const name = new Intl.DateTimeFormat(locale, { month: length, timeZone: 'UTC' });
          return Array.from({ length: 12 }, (_, index) => {
            const year = calendar === 'jalali' ? 1400 : 2000;
            const day = fromCalendar(calendar, { year, month: index + 1, day: 1 }) as IsoDate;
            return [searchKey(name.format(toUtc(day))), { calendar, month: index + 1 }] as const;
          });
        }),
      ),
    ),
  );

/** A day whose month is a name: of two numbers the one with four digits is the year. */
function namedParts(text: string): CalendarDay | undefined {
  const words = searchKey(text).match(/\p{L}+/gu) ?? [];
  const named = words.map((word) => namedMonths.get(word)).find((found) => found !== undefined);
  const [first = '', second = '', ...more] = text.match(/\d+/g) ?? [];
  if (!named || more.length > 0 || first.length + second.length > 6) return undefined;
  const [year, day] = first.length === 4 ? [first, second] : [second, first];
  if (day === '' || calendarOf(Number(year)) !== named.calendar) return undefined;
  return { year: Number(year), month: named.month, day: Number(day) };
}

/**
 * A typed day, year first or day first, with any signs between, in any digits, the month as a number
 * or by its name. The year tells the calendar.
 */
export function parseDate(text: string): Result<{ readonly value: IsoDate }, DateRefusal> {
  const typed = plain(text);
  if (typed === '') return refuse('empty');
  const parts = partsOf(typed) ?? namedParts(typed);
  if (parts === undefined) return refuse(shortYear.test(typed) ? 'unknownYear' : 'wrongForm');
  const calendar = calendarOf(parts.year);
  if (calendar === undefined) return refuse('unknownYear');
  const value = fromCalendar(calendar, parts);
  return value === undefined ? refuse('noSuchDay') : ok({ value });
}

/** As `parseDate`, for one of certain days. */
export function parseDateIn(
  text: string,
  { first, last }: DayRange,
): Result<{ readonly value: IsoDate }, DateRefusal | Refusal<'outOfRange', DayRange>> {
  const parsed = parseDate(text);
  if (!parsed.ok) return parsed;
  const isInside = first <= parsed.value && parsed.value <= last;
  return isInside ? parsed : refuse('outOfRange', { first, last });
}

/** The month of a day in the Jalali calendar: `1402-07`. */
export function jalaliMonth(day: IsoDate): string {
  const { year, month } = inCalendar(day, 'jalali');
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Whole years lived on a day, by the Gregorian birthday; negative before birth. */
export function ageOn(birth: IsoDate, day: IsoDate): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The same day of another year, earlier where `years` is negative; 28 February where it lacks the 29th. */
export function addYears(day: IsoDate, years: number): IsoDate {
  const { year, month, day: date } = inCalendar(day, 'gregorian');
  const found = fromCalendar('gregorian', { year: year + years, month, day: date });
  return found ?? addYears(addDays(day, -1), years);
}

const weekend: ReadonlySet<number> = new Set([4, 5]); // Thursday and Friday, as getUTCDay counts

export function isWorkingDay(day: IsoDate, holidays: ReadonlySet<IsoDate>): boolean {
  return !weekend.has(toUtc(day).getUTCDay()) && !holidays.has(day);
}

/**
 * The working day that comes `days` working days after `from`, which itself is not counted; for 0
 * it is `from`, working day or not. Throws RangeError for a negative or broken number.
 */
export function addWorkingDays(
  from: IsoDate,
  days: number,
  holidays: ReadonlySet<IsoDate>,
): IsoDate {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a count of days: ${days}`);
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}
