import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  birthDates,
  checkBirthDate,
  maskMobile,
  parseBirthDate,
  parseEmail,
  parseMobile,
  parseName,
  parsePassword,
  parseStudyStart,
  passwordKey,
  studyStarts,
} from '../../../core/accounts/rules.ts';
import { addDays, isoDate } from '../../../core/calendar.ts';

describe('birth date', () => {
  const today = isoDate('2024-08-02');

  it.each([
    ['2009-08-02', { ok: true, value: '2009-08-02' }],
    ['2009-08-03', { ok: false, reason: 'tooYoung', age: 14 }],
    ['1923-08-03', { ok: true, value: '1923-08-03' }],
    ['1923-08-02', { ok: false, reason: 'tooOld', age: 101 }],
    ['2024-08-02', { ok: false, reason: 'tooYoung', age: 0 }],
    ['2024-08-03', { ok: false, reason: 'future' }],
  ])('%s', (birth, expected) => {
    expect(checkBirthDate(isoDate(birth), today)).toEqual(expected);
  });

  test('is parsed and checked in one', () => {
    expect(parseBirthDate('۱۳۸۳/۵/۱۲', today)).toEqual({ ok: true, value: '2004-08-02' });
    expect(parseBirthDate('1402/12/30', today)).toEqual({ ok: false, reason: 'noSuchDay' });
    expect(parseBirthDate('1400/1/1', today)).toEqual({ ok: false, reason: 'tooYoung', age: 3 });
  });
});

test('the first and the last birth date that are taken, on whatever day', () => {
  for (let day = isoDate('2023-10-07'); day < '2024-10-08'; day = addDays(day, 1)) {
    const { first, last } = birthDates(day);
    expect(checkBirthDate(first, day).ok, day).toBe(true);
    expect(checkBirthDate(last, day).ok, day).toBe(true);
    expect(checkBirthDate(addDays(first, -1), day)).toMatchObject({ reason: 'tooOld' });
    expect(checkBirthDate(addDays(last, 1), day)).toMatchObject({ reason: 'tooYoung' });
  }
});

describe('the day on which studies began', () => {
  const days = { birth: isoDate('2003-07-29'), today: isoDate('2023-10-07') };

  it.each([
    ['1401/7/1', { ok: true, value: '2022-09-23' }],
    ['2017-07-29', { ok: true, value: '2017-07-29' }],
    ['2017-07-28', { ok: false, reason: 'tooYoung', age: 13 }],
    ['2003-07-28', { ok: false, reason: 'tooYoung', age: -1 }],
    ['2024-04-07', { ok: true, value: '2024-04-07' }],
    ['2024-04-08', { ok: false, reason: 'tooFarAhead' }],
    ['1402/12/30', { ok: false, reason: 'noSuchDay' }],
  ])('%s', (text, expected) => {
    expect(parseStudyStart(text, days)).toEqual(expected);
  });

  test('the days on offer are those that are taken', () => {
    const { first, last } = studyStarts(days.birth, days.today);
    expect([first, last]).toEqual(['2017-07-29', '2024-04-07']);
  });
});

describe('mobile', () => {
  it.each([
    '09120000000',
    '9120000000',
    '989120000000',
    '+989120000000',
    '00989120000000',
    '+98 (0) 912 000 0000',
    '+98 912-000-0000',
    '۰۹۱۲۰۰۰۰۰۰۰',
    '٠٩١٢٠٠٠٠٠٠٠',
    '۰۹۱۲\u200C۰۰۰ ۰۰۰۰',
  ])('%s', (text) => {
    expect(parseMobile(text)).toEqual({ ok: true, value: '+989120000000' });
  });

  test('no prefix is refused, nor one that looks like the country', () => {
    for (const number of ['09410000000', '09950000000', '09990000000', '09890000000']) {
      expect(parseMobile(number)).toEqual({ ok: true, value: `+98${number.slice(1)}` });
    }
    expect(parseMobile('9891200000')).toEqual({ ok: true, value: '+989891200000' });
  });

  it.each([
    ['', { reason: 'empty' }],
    ['0912000000x', { reason: 'notDigits' }],
    ['0912+0000000', { reason: 'notDigits' }],
    ['+93700000000', { reason: 'foreign' }],
    ['0093700000000', { reason: 'foreign' }],
    ['02530000000', { reason: 'notMobile' }],
    ['+982530000000', { reason: 'notMobile' }],
    ['0912000000', { reason: 'wrongLength', length: 10 }],
    ['091200000000', { reason: 'wrongLength', length: 12 }],
    ['+98912000000', { reason: 'wrongLength', length: 10 }],
  ])('%j is refused', (text, refusal) => {
    expect(parseMobile(text)).toEqual({ ok: false, ...refusal });
  });
});

describe('e-mail', () => {
  it.each([
    ['Sara.Student@Example.ORG', 'Sara.Student@example.org'],
    [' ali۱۲@example.ir\u200E', 'ali12@example.ir'],
    ['a+b@mail.example.ac.ir', 'a+b@mail.example.ac.ir'],
  ])('%s', (text, value) => {
    expect(parseEmail(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    ['a b@example.org', 'spaceInside'],
    ['example.org', 'noAt'],
    ['علی@example.org', 'notLatin'],
    ['ali@example', 'noDomain'],
    ['ali@', 'noDomain'],
    ['@example.org', 'wrongForm'],
    ['a@b@example.org', 'wrongForm'],
    ['.ali@example.org', 'wrongForm'],
    [`${'a'.repeat(250)}@example.org`, 'wrongForm'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseEmail(text)).toEqual({ ok: false, reason });
  });
});

describe('password', () => {
  it.each([
    ['abcdefg1', 'abcdefg1'],
    ['گذرواژه۱', 'گذرواژه1'],
    ['abcdefg١', 'abcdefg1'],
    ['१२३४५६७८', '१२३४५६७८'],
    ['😀😀😀😀😀😀😀1', '😀😀😀😀😀😀😀1'],
    [`${'a'.repeat(127)}1`, `${'a'.repeat(127)}1`],
  ])('%s', (text, value) => {
    expect(parsePassword(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['abcdef1', { reason: 'tooShort', length: 7 }],
    ['😀😀😀1', { reason: 'tooShort', length: 4 }],
    ['', { reason: 'tooShort', length: 0 }],
    ['abcdefgh', { reason: 'noDigit' }],
    [`${'a'.repeat(128)}1`, { reason: 'tooLong', length: 129 }],
  ])('%j is refused', (text, refusal) => {
    expect(parsePassword(text)).toEqual({ ok: false, ...refusal });
  });

  test('keyboards of three languages give one key', () => {
    expect(passwordKey('Secret۱۲۳')).toBe(passwordKey('Secret123'));
    expect(passwordKey('Secret١٢٣')).toBe(passwordKey('Secret123'));
    expect(passwordKey('علي‌كاظم۱')).toBe(passwordKey('علی‌کاظم1'));
    expect(passwordKey('secret123')).not.toBe(passwordKey('Secret123'));
  });
});

describe('name', () => {
  it.each([
    ['علي\u200Cرضا', 'علی\u200Cرضا'],
    ['  Anna-Maria   O’Neil ', 'Anna-Maria O’Neil'],
    ['ع', 'ع'],
    ['عـبدالله', 'عبدالله'],
    ['ا'.repeat(60), 'ا'.repeat(60)],
  ])('%s', (text, value) => {
    expect(parseName(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', { reason: 'empty' }],
    ['\u200C \u202A', { reason: 'empty' }],
    ['-.', { reason: 'empty' }],
    ['علی۲', { reason: 'wrongCharacter', character: '۲' }],
    ['<b>Ali</b>', { reason: 'wrongCharacter', character: '<' }],
    ['Ali 😀', { reason: 'wrongCharacter', character: '😀' }],
    ['ا'.repeat(61), { reason: 'tooLong', length: 61 }],
  ])('%j is refused', (text, refusal) => {
    expect(parseName(text)).toEqual({ ok: false, ...refusal });
  });
});

test('a mask shows what a list needs and no more', () => {
  expect(maskMobile('+989120000067')).toBe('+98912*****67');
});

test('no parser throws, and what a parser gives it takes again', () => {
  const parsers = {
    parseMobile,
    parseEmail,
    parseName,
    parsePassword,
  };
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0۱٢９+- @.aAي\u200C\u202A\uD800') }),
  );
  for (const parse of Object.values(parsers)) {
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parse(text);
        if (parsed.ok) expect(parse(parsed.value)).toEqual(parsed);
      }),
    );
  }
});
