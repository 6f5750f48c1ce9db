import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  compact,
  decimalParts,
  digits,
  mask,
  normalise,
  searchKey,
  storable,
} from '../../core/text.ts';

test('digits of every set become ASCII, and nothing else changes', () => {
  expect(digits('۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789');
  expect(digits('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789');
  expect(digits('０１２３４５６７８９')).toBe('0123456789');
  expect(digits('کد ۱۲٣ a٫')).toBe('کد 123 a٫');
});

test('what the database refuses is replaced, whole characters stay', () => {
  expect(storable('a\0b\ud83d\ude00\ud83d')).toBe('a\ufffdb\u{1f600}\ufffd');
});

describe('normalise', () => {
  it.each([
    ['Arabic yeh and kaf', 'علي كريمى', 'علی کریمی'],
    ['presentation forms', 'ﻓﺎرﺳﻲ', 'فارسی'],
    ['bidi controls', '\u2067علی\u2069\u200F \u202Bرضا\u202C', 'علی رضا'],
    ['zero-width rubbish', '\uFEFFع\u200Bل\u200Dی\u00AD\u2060', 'علی'],
    ['tatweel', 'عـــلی', 'علی'],
    ['spaces and line ends', '  علی \n\t\u00A0 رضا ', 'علی رضا'],
    ['control characters', 'a\u0000b\u0007c', 'a b c'],
    ['a lone surrogate', 'a\uD800b', 'ab'],
    ['ZWNJ inside a word stays', 'علی\u200Cرضا', 'علی\u200Cرضا'],
    ['ZWNJ only once', 'علی\u200C\u200Cرضا', 'علی\u200Cرضا'],
    ['ZWNJ at the edges and at a space goes', '\u200Cعلی\u200C \u200Cرضا\u200C', 'علی رضا'],
    ['ZWNJ among rubbish', 'علی\u200C\u200E \u200Bرضا', 'علی رضا'],
    ['hamza and teh marbuta are spelling', 'رؤیا فاطمة آرش', 'رؤیا فاطمة آرش'],
    ['Persian digits are left', 'گروه ۲', 'گروه ۲'],
  ])('%s', (_what, typed, expected) => {
    expect(normalise(typed)).toBe(expected);
  });

  test('twice is the same as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
    const pieces = ['ي', 'ك', '\u200C', '\u200D', '\u202A', ' ', '\u00A0', 'ا', 'ٔ', 'ﷲ', '\u0640'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const once = normalise(parts.join(''));
        expect(normalise(once)).toBe(once);
        expect(once).not.toMatch(/ي|ك|\u200D|\u202A|\u0640|^[\s\u200C]|[\s\u200C]$/);
      }),
    );
  });
});

describe('searchKey', () => {
  it.each([
    ['آرش رضائی', 'ارش رضایی'],
    ['علی\u200Cرضا', 'علیرضا'],
    ['فاطمة', 'فاطمه'],
    ['مُحَمَّد', 'محمد'],
    ['Émile DUPONT', 'emile dupont'],
    ['كلاس ۱۲', 'کلاس 12'],
    ['خانۀ', 'خانه'],
  ])('%s meets %s', (one, other) => {
    expect(searchKey(one)).toBe(searchKey(other));
  });

  it.each([
    ['علی', 'علیه'],
    ['حسن', 'حسین'],
    ['کریم', 'گریم'],
  ])('%s does not meet %s', (one, other) => {
    expect(searchKey(one)).not.toBe(searchKey(other));
  });

  test('a key of a key is the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(searchKey(searchKey(text))).toBe(searchKey(text));
      }),
    );
  });
});

test('compact keeps only what a code consists of', () => {
  expect(compact(' ir۰۵-٠١ 70\u200C–１２_\u202A3 ')).toBe('IR050170123');
  expect(compact('a.b/c')).toBe('A.B/C');
});

it.each([
  ['14', { whole: '14', fraction: '' }],
  ['۱۴٫۰۰', { whole: '14', fraction: '00' }],
  ['14/5', { whole: '14', fraction: '5' }],
  ['١٤،٢٥', { whole: '14', fraction: '25' }],
  ['14,5', { whole: '14', fraction: '5' }],
  ['.5', undefined],
  ['14.', undefined],
  ['1.2.3', undefined],
  ['-1', undefined],
  ['1 4', undefined],
  [' \u2067۱۴\u2069 ', { whole: '14', fraction: '' }],
  ['x', undefined],
])('decimalParts(%s)', (text, expected) => {
  expect(decimalParts(text)).toEqual(expected);
});

it.each([
  ['1234567890', 0, 4, '******7890'],
  ['1234', 2, 2, '****'],
  ['12345', 2, 2, '12*45'],
  ['', 0, 4, ''],
])('mask(%s, %i, %i)', (text, start, end, expected) => {
  expect(mask(text, start, end)).toBe(expected);
});
