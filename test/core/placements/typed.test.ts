import { describe, expect, test } from 'vitest';
import {
  mostEntries,
  parseCorrection,
  parseEntries,
} from '../../../core/placements/rules/typed.ts';

describe('hours of several days', () => {
  test.each([
    ['۳۷٫۵', [[null, 2250]]],
    ['1402/07/20 3.5', [['2023-10-12', 210]]],
    [
      '۱۴۰۲/۰۷/۲۰  ۳/۵\n\n 2023-10-13 2:15 ',
      [
        ['2023-10-12', 210],
        ['2023-10-13', 135],
      ],
    ],
    ['۲۰ مهر ۱۴۰۲ ۴', [['2023-10-12', 240]]],
  ])('%j', (text, expected) => {
    const parsed = parseEntries(text);
    const entries = parsed.ok && parsed.entries.map(({ workedOn, minutes }) => [workedOn, minutes]);
    expect(entries).toEqual(expected);
  });

  test.each([
    ['', { reason: 'empty' }],
    [' \n\u200f', { reason: 'empty' }],
    ['1402/07/20 3\n4', { reason: 'totalAlone' }],
    ['1402/07/20 3\n1402/07/32 4', { reason: 'wrongDay', line: 2, why: 'noSuchDay' }],
    ['yesterday 4', { reason: 'wrongDay', line: 1, why: 'wrongForm' }],
    ['1402/07/20 3.1', { reason: 'wrongHours', line: 1, why: { ok: false, reason: 'notQuarter' } }],
    ['1402/07/20', { reason: 'wrongHours', line: 1, why: { ok: false, reason: 'notNumber' } }],
    ['4\n'.repeat(mostEntries + 1), { reason: 'tooManyLines', limit: mostEntries }],
  ])('%j is refused', (text, refusal) => {
    expect(parseEntries(text)).toEqual({ ok: false, ...refusal });
  });
});

describe('a correction', () => {
  test.each([
    ['+2.5', 150],
    ['-3', -180],
    ['−۲٫۲۵', -135],
    [' \u200e+ 1:15', 75],
  ])('%j', (text, minutes) => {
    expect(parseCorrection(text)).toEqual({ ok: true, minutes });
  });

  test.each([
    ['', 'empty'],
    ['3', 'noSign'],
    ['+', 'empty'],
    ['-0', 'notPositive'],
    ['+0.1', 'notQuarter'],
    ['+-2', 'notNumber'],
    ['+300', 'tooMany'],
  ])('%j is refused', (text, reason) => {
    expect(parseCorrection(text)).toMatchObject({ ok: false, reason });
  });
});
