import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import {
  checkExtension,
  checkWindow,
  compareTerms,
  parseTerm,
  requireOpen,
  termCode,
  windowDates,
  windowInstants,
  windowState,
} from '../../../core/terms/rules.ts';
import type { Term } from '../../../core/terms/types.ts';

const years = { first: 1380, last: 1420 };

describe('parseTerm', () => {
  it.each([
    ['1402-1', 1402, 1],
    ['1402/2', 1402, 2],
    ['۱۴۰۲ – ۳', 1402, 3],
    ['14021', 1402, 1],
    ['4021', 1402, 1],
    ['٤٠٢٢', 1402, 2],
    ['3972', 1397, 2],
    ['972', 1397, 2],
    ['021', 1402, 1],
    ['803', 1380, 3],
  ])('%s', (text, startYear, part) => {
    expect(parseTerm(text, years)).toEqual({ ok: true, value: { startYear, part } });
  });

  it.each([
    ['', 'empty'],
    ['autumn', 'wrongForm'],
    ['12', 'wrongForm'],
    ['1402-1403', 'wrongForm'],
    ['140211', 'wrongForm'],
    ['4020', 'wrongPart'],
    ['4024', 'wrongPart'],
    ['1379-1', 'unknownYear'],
    ['5021', 'unknownYear'],
    ['501', 'unknownYear'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseTerm(text, years)).toEqual({ ok: false, reason });
  });

  test('a short year in a span of two centuries is not guessed', () => {
    expect(parseTerm('021', { first: 1300, last: 1420 })).toEqual({
      ok: false,
      reason: 'ambiguousYear',
    });
    expect(parseTerm('4021', { first: 1300, last: 1420 }).ok).toBe(true);
  });

  test('every stored code is read back', () => {
    for (let startYear = years.first; startYear <= years.last; startYear += 1) {
      for (const part of [1, 2, 3] as const) {
        const value: Term = { startYear, part };
        expect(parseTerm(termCode(value), years)).toEqual({ ok: true, value });
        expect(parseTerm(termCode(value).replace('-', ''), years)).toEqual({ ok: true, value });
        expect(parseTerm(termCode(value).replace('-', '').slice(1), years).ok).toBe(true);
        expect(parseTerm(termCode(value).replace('-', '').slice(2), years)).toEqual({
          ok: true,
          value,
        });
      }
    }
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseTerm(text, years)));
  });
});

test('terms are in the order of time', () => {
  const sorted: Term[] = [
    { startYear: 1401, part: 3 },
    { startYear: 1402, part: 1 },
    { startYear: 1402, part: 2 },
  ];
  expect([...sorted].reverse().sort(compareTerms)).toEqual(sorted);
});

describe('windows', () => {
  const dates = { opensOn: isoDate('2024-02-28'), closesOn: isoDate('2024-03-10') };
  const window = windowInstants(dates);

  it.each([
    ['2024-02-27T20:29:59.999Z', 'before'],
    ['2024-02-27T20:30:00.000Z', 'open'],
    ['2024-03-10T20:29:59.999Z', 'open'],
    ['2024-03-10T20:30:00.000Z', 'after'],
  ])('at %s: %s', (now, state) => {
    expect(windowState(window, new Date(now))).toBe(state);
  });

  test('days to instants and back', () => {
    expect(windowDates(window)).toEqual(dates);
  });

  test('a refusal names the days', () => {
    expect(requireOpen(window, new Date('2024-03-01T00:00:00Z'))).toEqual({ ok: true });
    expect(requireOpen(window, new Date('2024-01-01T00:00:00Z'))).toEqual({
      ok: false,
      reason: 'notYetOpen',
      ...dates,
    });
    expect(requireOpen(window, new Date('2024-04-01T00:00:00Z'))).toEqual({
      ok: false,
      reason: 'closed',
      ...dates,
    });
    expect(requireOpen(null, new Date('2024-03-01T00:00:00Z'))).toEqual({
      ok: false,
      reason: 'notSet',
    });
  });

  it.each([
    ['2024-02-28', '2024-02-28', '2024-02-28', { ok: true }],
    ['2024-02-28', '2024-02-27', '2024-02-01', { ok: false, reason: 'endsBeforeStart' }],
    ['2024-02-28', '2024-02-28', '2024-02-29', { ok: false, reason: 'alreadyOver' }],
  ])('from %s to %s, set on %s', (opensOn, closesOn, today, expected) => {
    const set = { opensOn: isoDate(opensOn), closesOn: isoDate(closesOn) };
    expect(checkWindow(set, isoDate(today))).toEqual(expected);
  });

  it.each([
    ['2024-03-11', '2024-03-01', { ok: true }],
    ['2024-03-20', '2024-03-15', { ok: true }],
    ['2024-03-10', '2024-03-01', { ok: false, reason: 'notLater' }],
    ['2024-03-14', '2024-03-15', { ok: false, reason: 'alreadyOver' }],
  ])('extended to %s on %s', (closesOn, today, expected) => {
    expect(checkExtension(dates, isoDate(closesOn), isoDate(today))).toEqual(expected);
  });
});
