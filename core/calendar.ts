import { isValidJalaaliDate, toGregorian, toJalaali } from 'jalaali-js';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { plain } from './text.ts';

declare const isoDateBrand: unique symbol;

/** A day without a time, in the Gregorian calendar of ISO 8601: `2024-03-20`. Text order is time order. */
export type IsoDate = string & { readonly [isoDateBrand]: true };

/**
 * `wrongForm`: not a day, month and year; `unknownYear`: of neither calendar, or short of four
 * digits; `noSuchDay`: the calendar has no such day.
 */
export type DateRefusal = Refusal<'empty' | 'wrongForm' | 'unknownYear' | 'noSuchDay'>;

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

const yearFirst = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})$/;
const dayFirst = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/;
const unseparated = /^(\d{4})(\d\d)(\d\d)$/;
const shortYear = /^\d{1,3}\D+\d{1,2}\D+\d{1,3}$/;

function partsOf(text: string): { year: number; month: number; day: number } | undefined {
  const [, year, month, day] = yearFirst.exec(text) ?? unseparated.exec(text) ?? [];
  if (year !== undefined) return { year: Number(year), month: Number(month), day: Number(day) };
  const [, first, second, last] = dayFirst.exec(text) ?? [];
  if (last === undefined) return undefined;
  return { year: Number(last), month: Number(second), day: Number(first) };
}

/**
 * A typed day, year first or day first, with any signs between, in any digits. The year tells the
 * calendar: 1200 to 1499 is Jalali, 1800 to 2199 Gregorian, so neither has to be asked for.
 */
export function parseDate(text: string): Result<{ readonly value: IsoDate }, DateRefusal> {
  const typed = plain(text);
  if (typed === '') return refuse('empty');
  const parts = partsOf(typed);
  if (parts === undefined) return refuse(shortYear.test(typed) ? 'unknownYear' : 'wrongForm');
  const { year, month, day } = parts;
  if (year >= 1200 && year <= 1499) return fromJalali(year, month, day);
  if (year >= 1800 && year <= 2199) return fromGregorian(year, month, day);
  return refuse('unknownYear');
}

function fromJalali(year: number, month: number, day: number) {
  if (!isValidJalaaliDate(year, month, day)) return refuse('noSuchDay');
  const { gy, gm, gd } = toGregorian(year, month, day);
  return fromGregorian(gy, gm, gd);
}

function fromGregorian(year: number, month: number, day: number) {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const same = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return same ? ok({ value: fromUtc(instant) }) : refuse('noSuchDay');
}

/** The month of a day in the Jalali calendar: `1402-07`. */
export function jalaliMonth(day: IsoDate): string {
  const [year, month, date] = day.split('-').map(Number);
  const { jy, jm } = toJalaali(year ?? 0, month ?? 0, date ?? 0);
  return `${jy}-${String(jm).padStart(2, '0')}`;
}

/** Whole years lived on a day, by the Gregorian birthday; negative before birth. */
export function ageOn(birth: IsoDate, day: IsoDate): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
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
