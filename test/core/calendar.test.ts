import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addDays,
  addWorkingDays,
  addYears,
  ageOn,
  calendars,
  deadline,
  endOfTehranDay,
  fromCalendar,
  fromUtc,
  type IsoDate,
  inCalendar,
  isoDate,
  isWorkingDay,
  monthLength,
  parseDate,
  startOfTehranDay,
  tehranDate,
  toUtc,
} from '../../core/calendar.ts';

const at = (text: string) => new Date(text);

test('isoDate takes days and throws for all else', () => {
  expect(isoDate('2024-02-29')).toBe('2024-02-29');
  for (const text of ['2023-02-29', '2024-2-9', '', '2024-13-01', '2024-01-01T00:00:00Z']) {
    expect(() => isoDate(text), text).toThrow(RangeError);
  }
});

describe('days of Tehran', () => {
  it.each([
    ['2024-03-19T20:29:59.999Z', '2024-03-19'],
    ['2024-03-19T20:30:00.000Z', '2024-03-20'],
    ['2021-07-01T19:29:59.999Z', '2021-07-01'],
    ['2021-07-01T19:30:00.000Z', '2021-07-02'],
  ])('%s is on %s', (instant, day) => {
    expect(tehranDate(at(instant))).toBe(day);
  });

  it.each([
    ['winter time', '2024-03-20', '2024-03-19T20:30:00.000Z', '2024-03-20T20:29:59.999Z'],
    [
      'summer time, until 2022',
      '2021-07-01',
      '2021-06-30T19:30:00.000Z',
      '2021-07-01T19:29:59.999Z',
    ],
    [
      'the clocks go back at midnight',
      '2021-09-21',
      '2021-09-20T19:30:00.000Z',
      '2021-09-21T20:29:59.999Z',
    ],
    [
      'the day before midnight is skipped',
      '2021-03-21',
      '2021-03-20T20:30:00.000Z',
      '2021-03-21T20:29:59.999Z',
    ],
    [
      'the day without a midnight',
      '2021-03-22',
      '2021-03-21T20:30:00.000Z',
      '2021-03-22T19:29:59.999Z',
    ],
  ])('%s', (_what, day, start, end) => {
    expect(startOfTehranDay(isoDate(day)).toISOString()).toBe(start);
    expect(endOfTehranDay(isoDate(day)).toISOString()).toBe(end);
  });

  test('every day ends one millisecond before the next begins', () => {
    for (let day = isoDate('1976-01-01'); day < '2035-01-01'; day = addDays(day, 1)) {
      const end = endOfTehranDay(day);
      expect(tehranDate(end)).toBe(day);
      expect(tehranDate(new Date(end.getTime() + 1))).toBe(addDays(day, 1));
    }
  });

  test('a deadline is at the end of its last day', () => {
    expect(deadline(at('2024-05-01T21:00:00Z'), 10).toISOString()).toBe('2024-05-12T20:29:59.999Z');
  });

  test('date columns go there and back', () => {
    expect(fromUtc(toUtc(isoDate('2024-02-29')))).toBe('2024-02-29');
    expect(addDays(isoDate('2024-03-01'), -1)).toBe('2024-02-29');
  });
});

describe('the terms of a calendar', () => {
  test('every day goes there and back, and every month has its length', () => {
    const wrong: IsoDate[] = [];
    for (const calendar of calendars) {
      let before = inCalendar(isoDate('1921-03-20'), calendar);
      for (let day = isoDate('1921-03-21'); day < '2072-03-20'; day = addDays(day, 1)) {
        const now = inCalendar(day, calendar);
        const ended = monthLength(calendar, before.year, before.month) === before.day;
        const follows = now.day === (ended ? 1 : before.day + 1);
        if (!follows || fromCalendar(calendar, now) !== day) wrong.push(day);
        before = now;
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['jalali', { year: 1402, month: 12, day: 30 }],
    ['jalali', { year: 1402, month: 13, day: 1 }],
    ['gregorian', { year: 2023, month: 2, day: 29 }],
    ['gregorian', { year: 2023, month: 0, day: 1 }],
  ] as const)('%s has no %j', (calendar, day) => {
    expect(fromCalendar(calendar, day)).toBeUndefined();
  });

  test.each([
    ['2023-10-07', -15, '2008-10-07'],
    ['2024-02-29', -15, '2009-02-28'],
    ['2024-02-29', -4, '2020-02-29'],
    ['2023-10-07', 14, '2037-10-07'],
  ])('%s and %i years', (day, years, expected) => {
    expect(addYears(isoDate(day), years)).toBe(expected);
  });
});

describe('parseDate', () => {
  it.each([
    ['1383/5/12', '2004-08-02'],
    ['۱۳۸۳-۰۵-۱۲', '2004-08-02'],
    ['12/5/1383', '2004-08-02'],
    ['١٣٨٣٫٥٫١٢', '2004-08-02'],
    ['13830512', '2004-08-02'],
    ['\u20671383 / 5 / 12\u2069', '2004-08-02'],
    ['2004-08-02', '2004-08-02'],
    ['2/8/2004', '2004-08-02'],
    ['1403/12/30', '2025-03-20'],
    ['1399/12/30', '2021-03-20'],
    ['1400/1/1', '2021-03-21'],
    ['29.2.2024', '2024-02-29'],
    ['۷ مرداد ۱۳۸۲', '2003-07-29'],
    ['7مرداد1382', '2003-07-29'],
    ['۱۳۸۲ مرداد ۷', '2003-07-29'],
    ['۷ مرداد ماه ۱۳۸۲', '2003-07-29'],
    ['۳۰ اسفند ۱۴۰۳', '2025-03-20'],
    ['7 Mordad 1382', '2003-07-29'],
    ['29 July 2003', '2003-07-29'],
    ['Jul. 29, 2003', '2003-07-29'],
    ['the 29th of July 2003', '2003-07-29'],
    ['۲۹ ژوئیهٔ ۲۰۰۳', '2003-07-29'],
  ])('%s', (text, value) => {
    expect(parseDate(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    [' \u200E ', 'empty'],
    ['fifth of May', 'wrongForm'],
    ['1383/5', 'wrongForm'],
    ['مرداد ۱۳۸۲', 'wrongForm'],
    ['۷ مرداد', 'wrongForm'],
    ['7 مرداد 2003', 'wrongForm'],
    ['29 July 1382', 'wrongForm'],
    ['7 8 مرداد 1382', 'wrongForm'],
    ['1382 مرداد 2003', 'wrongForm'],
    ['۳۰ اسفند ۱۴۰۲', 'noSuchDay'],
    ['31 September 2003', 'noSuchDay'],
    ['1383/5/12/1', 'wrongForm'],
    ['83/5/12', 'unknownYear'],
    ['1583/5/12', 'unknownYear'],
    ['1402/12/30', 'noSuchDay'],
    ['1383/7/31', 'noSuchDay'],
    ['1383/13/1', 'noSuchDay'],
    ['1383/0/1', 'noSuchDay'],
    ['29/2/2023', 'noSuchDay'],
    ['2004-08-00', 'noSuchDay'],
  ])('%s is refused: %s', (text, reason) => {
    expect(parseDate(text)).toEqual({ ok: false, reason });
  });

  test('agrees with the Persian calendar of ICU on every day from 1300 to 1450', () => {
    const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    for (let day = isoDate('1921-03-21'); day < '2072-03-20'; day = addDays(day, 1)) {
      const parts = Object.fromEntries(
        persian.formatToParts(toUtc(day)).map(({ type, value }) => [type, value]),
      );
      const jalali = `${parts['year']}/${parts['month']}/${parts['day']}`;
      expect(parseDate(jalali), jalali).toEqual({ ok: true, value: day });
    }
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseDate(text)));
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(99), fc.nat(99), (year, month, day) => {
        const parsed = parseDate(`${year}/${month}/${day}`);
        if (parsed.ok) expect(isoDate(parsed.value)).toBe(parsed.value);
      }),
    );
  });
});

it.each([
  ['2004-08-02', '2024-08-01', 19],
  ['2004-08-02', '2024-08-02', 20],
  ['2004-02-29', '2023-02-28', 18],
  ['2004-02-29', '2023-03-01', 19],
  ['2024-08-02', '2024-08-01', -1],
])('born %s, on %s: %i', (birth, day, age) => {
  expect(ageOn(isoDate(birth), isoDate(day))).toBe(age);
});

describe('working days', () => {
  const none = new Set<never>();
  // 2024-05-01 is a Wednesday.
  it.each([
    ['2024-05-01', 0, '2024-05-01'],
    ['2024-05-01', 1, '2024-05-04'],
    ['2024-05-01', 3, '2024-05-06'],
    ['2024-05-02', 1, '2024-05-04'],
    ['2024-05-03', 1, '2024-05-04'],
    ['2024-05-04', 5, '2024-05-11'],
  ])('%s and %i', (from, days, expected) => {
    expect(addWorkingDays(isoDate(from), days, none)).toBe(expected);
  });

  test('holidays are skipped, one on a weekend is not skipped twice', () => {
    const holidays = new Set([isoDate('2024-05-03'), isoDate('2024-05-04')]);
    expect(addWorkingDays(isoDate('2024-05-01'), 1, holidays)).toBe('2024-05-05');
    expect(isWorkingDay(isoDate('2024-05-04'), holidays)).toBe(false);
    expect(isWorkingDay(isoDate('2024-05-04'), none)).toBe(true);
  });

  test('a broken count is a bug', () => {
    for (const days of [-1, 1.5, Number.NaN]) {
      expect(() => addWorkingDays(isoDate('2024-05-01'), days, none)).toThrow(RangeError);
    }
  });
});
