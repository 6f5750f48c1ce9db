import { describe, expect, test } from 'vitest';
import { isPage, pageOf } from '../../../bot/view/calendar/page.ts';
import { type Cell, pageRows } from '../../../bot/view/calendar/rows.ts';
import { type Language, languages, words } from '../../../bot/view/language.ts';
import { addDays, type DayRange, isoDate } from '../../../core/calendar.ts';

const range = (first: string, last: string): DayRange => ({
  first: isoDate(first),
  last: isoDate(last),
});
const ranges = [
  range('1922-10-08', '2008-10-07'),
  range('2017-07-29', '2024-04-07'),
  range('2023-03-20', '2023-03-22'),
  range('2024-02-29', '2024-02-29'),
];

const rowsOf = (page: string, days: DayRange, language: Language) =>
  pageRows(page, days, words[language]).map((row) =>
    row.map(({ text }) => text.replaceAll(/[\u200f\u2066-\u2069]/g, '')),
  );

test('a month in Persian is read from the right, in weeks from Saturday', () => {
  expect(rowsOf('1382-05', ranges[0] as DayRange, 'fa')).toEqual([
    ['شهریور ←', '🗓 ۱۳۸۲', '→ تیر'],
    ['ج', 'پ', 'چ', 'س', 'د', 'ی', 'ش'],
    ['۳', '۲', '۱', '·', '·', '·', '·'],
    ['۱۰', '۹', '۸', '۷', '۶', '۵', '۴'],
    ['۱۷', '۱۶', '۱۵', '۱۴', '۱۳', '۱۲', '۱۱'],
    ['۲۴', '۲۳', '۲۲', '۲۱', '۲۰', '۱۹', '۱۸'],
    ['۳۱', '۳۰', '۲۹', '۲۸', '۲۷', '۲۶', '۲۵'],
  ]);
});

test('a month in English begins its weeks on Monday', () => {
  expect(rowsOf('2024-04', ranges[1] as DayRange, 'en')).toEqual([
    ['← March', '🗓 2024', '·'],
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    ['1', '2', '3', '4', '5', '6', '7'],
    ['·', '·', '·', '·', '·', '·', '·'],
    ['·', '·', '·', '·', '·', '·', '·'],
    ['·', '·', '·', '·', '·', '·', '·'],
    ['·', '·', '·', '·', '·', '·', '·'],
  ]);
});

test('a decade and a year show what of them may be chosen', () => {
  expect(rowsOf('138', ranges[0] as DayRange, 'fa')).toEqual([
    ['·', '🗓 همهٔ سال‌ها', '→ دههٔ ۱۳۷۰'],
    ['۱۳۸۴', '۱۳۸۳', '۱۳۸۲', '۱۳۸۱', '۱۳۸۰'],
    ['·', '·', '۱۳۸۷', '۱۳۸۶', '۱۳۸۵'],
  ]);
  expect(rowsOf('2008', ranges[0] as DayRange, 'en')).toEqual([
    ['← 2007', '🗓 2000s', '·'],
    ['January', 'February', 'March'],
    ['April', 'May', 'June'],
    ['July', 'August', 'September'],
    ['October', '·', '·'],
  ]);
  expect(rowsOf('', ranges[0] as DayRange, 'en')).toEqual([
    ['1920s', '1930s', '1940s'],
    ['1950s', '1960s', '1970s'],
    ['1980s', '1990s', '2000s'],
  ]);
});

describe.each(languages)('in %s', (language) => {
  /** Every page that taps lead to from the one of all decades, with its cells. */
  function everyPage(days: DayRange): ReadonlyMap<string, readonly Cell[][]> {
    const found = new Map<string, readonly Cell[][]>();
    const open = [''];
    for (let page = open.pop(); page !== undefined; page = open.pop()) {
      if (found.has(page)) continue;
      const rows = pageRows(page, days, words[language]);
      found.set(page, rows);
      for (const cell of rows.flat()) if ('page' in cell) open.push(cell.page);
    }
    return found;
  }

  test.each(ranges)('taps lead to every day from $first to $last, and to no other', (days) => {
    const pages = [...everyPage(days)];
    const reached = pages.flatMap(([, rows]) =>
      rows.flat().flatMap((cell) => ('day' in cell ? [cell.day] : [])),
    );
    const meant = [];
    for (let day = days.first; day <= days.last; day = addDays(day, 1)) meant.push(day);
    expect(reached.toSorted()).toEqual(meant);
  });

  test.each(ranges)('no page from $first to $last is too much for the messenger', (days) => {
    for (const [page, rows] of everyPage(days)) {
      expect(rows.flat().length, page).toBeLessThanOrEqual(97);
      for (const row of rows) expect(row.length, page).toBeLessThanOrEqual(7);
      for (const { text } of rows.flat()) expect(text.trim(), page).not.toBe('');
    }
  });

  test('a page is found by a day on it, and made-up names are no pages', () => {
    const days = ranges[0] as DayRange;
    for (const level of ['decades', 'years', 'months', 'days'] as const) {
      const page = pageOf(days.last, level, language);
      expect(isPage(page, days, language), page).toBe(true);
    }
    const other = pageOf(days.last, 'days', language === 'fa' ? 'en' : 'fa');
    for (const page of [
      other,
      '1',
      '13',
      '1399',
      '2015',
      '1382-13',
      '1382-5',
      '999',
      'x',
      '13820512',
    ]) {
      expect(isPage(page, days, language), page).toBe(false);
    }
  });
});
