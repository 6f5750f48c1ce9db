import { formatNumber, isolate, type Language } from './language.ts';

const zone = 'Asia/Tehran';
const locales = { fa: 'fa-IR', en: 'en-GB' } as const;

const dates = {
  fa: new Intl.DateTimeFormat(locales.fa, { dateStyle: 'long', timeZone: zone }),
  en: new Intl.DateTimeFormat(locales.en, { dateStyle: 'long', timeZone: zone }),
};
const instants = {
  fa: new Intl.DateTimeFormat(locales.fa, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  }),
  en: new Intl.DateTimeFormat(locales.en, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  }),
};

/** The day of an instant in Tehran; Jalali in Persian. */
export const formatDay = (instant: Date | string, language: Language): string =>
  dates[language].format(new Date(instant));

/** Day and time in Tehran. */
export const formatInstant = (instant: Date | string, language: Language): string =>
  instants[language].format(new Date(instant));

/** A date without a time (`2004-08-02`), which has no zone. */
export const formatDate = (isoDate: string, language: Language): string =>
  dates[language].format(new Date(`${isoDate}T12:00:00Z`));

const years = {
  fa: new Intl.NumberFormat(locales.fa, { useGrouping: false }),
  en: new Intl.NumberFormat(locales.en, { useGrouping: false }),
};

/** A number that is a name, such as a year: 1382, not 1,382. */
export const ungrouped = (year: number, language: Language): string => years[language].format(year);

/** A name that has numbers in it, such as a version: 1402.1 with the digits of the language. */
export const withDigits = (name: string, language: Language): string =>
  name.replaceAll(/\d/g, (digit) => ungrouped(Number(digit), language));

const months = {
  fa: new Intl.DateTimeFormat(locales.fa, { month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat(locales.en, { month: 'long', timeZone: 'UTC' }),
};

/** The name of the month that a date is in. */
export const formatMonth = (isoDate: string, language: Language): string =>
  months[language].format(new Date(`${isoDate}T12:00:00Z`));

const weekdays = {
  fa: new Intl.DateTimeFormat(locales.fa, { weekday: 'narrow', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat(locales.en, { weekday: 'short', timeZone: 'UTC' }),
};

/** The short names of the weekdays, from one as `getUTCDay` counts it. */
export const weekdayNames = (language: Language, from: number): string[] =>
  // 1 January 2023 was a Sunday.
  Array.from({ length: 7 }, (_, index) =>
    weekdays[language].format(new Date(Date.UTC(2023, 0, 1 + from + index))),
  );

/** Minutes as hours: 2,250 is 37.5. */
export const formatHours = (minutes: number, language: Language): string =>
  formatNumber(minutes / 60, language);

/** Hours added, or with a minus taken away: +2.5. */
export const signedHours = (minutes: number, language: Language): string =>
  isolate(`${minutes < 0 ? '-' : '+'}${formatHours(Math.abs(minutes), language)}`);

export const formatRial = (rial: bigint | number | string, language: Language): string =>
  formatNumber(BigInt(rial), language);

/** Hundredths of a grade point: 1425 is 14.25, always with two places. */
export const formatAverage = (hundredths: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(hundredths / 100);

/** Groups a Sheba in fours, left to right in any text. */
export const formatSheba = (sheba: string): string => sheba.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** Minutes and seconds left, as a clock: 4:59. */
export function formatClock(seconds: number, language: Language): string {
  const two = new Intl.NumberFormat(locales[language], { minimumIntegerDigits: 2 });
  const minutes = formatNumber(Math.floor(seconds / 60), language);
  return `${minutes}:${two.format(seconds % 60)}`;
}

const seconds = {
  fa: new Intl.NumberFormat(locales.fa, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
  en: new Intl.NumberFormat(locales.en, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
};

/** How long to wait: in seconds up to a minute, then as a clock. */
export const formatWait = (left: number, language: Language): string =>
  left <= 60 ? seconds[language].format(left) : formatClock(left, language);

const times = {
  fa: new Intl.DateTimeFormat(locales.fa, { timeStyle: 'short', timeZone: zone }),
  en: new Intl.DateTimeFormat(locales.en, { timeStyle: 'short', timeZone: zone }),
};

/** The minute by which an instant has come: its time of day in Tehran, with the day if that is not today. */
export function formatMoment(instant: Date, now: Date, language: Language): string {
  const minute = new Date(Math.ceil(instant.getTime() / 60_000) * 60_000);
  const isToday = formatDay(minute, language) === formatDay(now, language);
  return isToday ? times[language].format(minute) : formatInstant(minute, language);
}

/** A time of the day, by its minutes since midnight: 9:30. */
export const formatTime = (minutes: number, language: Language): string =>
  formatClock(minutes, language);

/** A mobile number as people in Iran write it: 09123456789. */
export const formatMobile = (e164: string): string => e164.replace(/^\+98/, '0');

/** Words in a row, as the language lists them. */
export const formatList = (words: readonly string[], language: Language): string =>
  new Intl.ListFormat(locales[language]).format(words);
