import { verifyIranianNationalId } from '@persian-tools/persian-tools';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  checkBirthDate,
  isCountry,
  maskIdentity,
  maskMobile,
  parseBirthDate,
  parseEmail,
  parseFida,
  parseMobile,
  parseName,
  parseNationalId,
  parsePassport,
  parsePassword,
  passwordKey,
} from '../../../core/accounts/rules.ts';
import { isoDate } from '../../../core/calendar.ts';
import { seeded } from '../seeded.ts';

/** Nine digits with their check digit, computed by the definition: the sum of all ten places is 0 or
 * the check digit completes it; written apart from the code under test. */
function withCheckDigit(nine: string): string {
  for (let check = 0; check <= 9; check += 1) {
    let sum = 0;
    for (let place = 0; place < 9; place += 1) sum += Number(nine[place]) * (10 - place);
    const rest = sum % 11;
    if ((rest < 2 && check === rest) || (rest >= 2 && check === 11 - rest)) return nine + check;
  }
  throw new Error('no check digit');
}

describe('national ID', () => {
  const made = withCheckDigit('012345678');

  it.each([
    ['as it is', made],
    ['Persian digits', made.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d)))],
    ['Arabic digits', made.replace(/\d/g, (d) => String.fromCharCode(0x0660 + Number(d)))],
    ['spaces and dashes', ` ${made.slice(0, 3)}-${made.slice(3, 9)} - ${made.slice(9)}\u200C`],
  ])('%s', (_what, text) => {
    expect(parseNationalId(text)).toEqual({ ok: true, value: made });
  });

  it.each([
    ['', { reason: 'empty' }],
    [' - ', { reason: 'empty' }],
    ['12345a7890', { reason: 'notDigits' }],
    ['123456789', { reason: 'wrongLength', length: 9 }],
    ['12345678901', { reason: 'wrongLength', length: 11 }],
    ['1111111111', { reason: 'allEqual' }],
    ['0000000000', { reason: 'allEqual' }],
    [`${made.slice(0, 9)}${(Number(made[9]) + 1) % 10}`, { reason: 'wrongCheckDigit' }],
  ])('%j is refused', (text, refusal) => {
    expect(parseNationalId(text)).toEqual({ ok: false, ...refusal });
  });

  test('agrees with persian-tools on 20,000 strings', () => {
    const random = seeded(1402);
    let valid = 0;
    for (let n = 0; n < 20_000; n += 1) {
      const nine = String(random.int(1e9)).padStart(9, '0');
      const good = withCheckDigit(nine);
      const id = n % 2 === 0 ? good : good.slice(0, 9) + random.int(10);
      const { ok } = parseNationalId(id);
      expect(ok, id).toBe(verifyIranianNationalId(id, { checkPrefix: false }));
      if (ok) valid += 1;
    }
    expect(valid).toBeGreaterThan(10_000);
    expect(valid).toBeLessThan(12_000);
  });
});

describe('FIDA', () => {
  test('twelve digits, whatever they are', () => {
    expect(parseFida('۱۲۳۴ ۵۶۷۸ ۹۰۱۲')).toEqual({ ok: true, value: '123456789012' });
  });

  it.each([
    ['', { reason: 'empty' }],
    ['12345678901', { reason: 'wrongLength', length: 11 }],
    ['1234567890', { reason: 'wrongLength', length: 10 }],
    ['12345678901x', { reason: 'notDigits' }],
  ])('%j is refused', (text, refusal) => {
    expect(parseFida(text)).toEqual({ ok: false, ...refusal });
  });
});

describe('passport', () => {
  test('letters and digits with a country', () => {
    expect(parsePassport(' p-01۲3456 ', 'af')).toEqual({
      ok: true,
      value: 'P0123456',
      country: 'AF',
    });
  });

  it.each([
    ['', 'AF', { reason: 'empty' }],
    ['P012/456', 'AF', { reason: 'wrongCharacter' }],
    ['پ0123456', 'AF', { reason: 'wrongCharacter' }],
    ['ABCDEFG', 'AF', { reason: 'noDigit' }],
    ['P012', 'AF', { reason: 'wrongLength', length: 4 }],
    ['P012345678', 'AF', { reason: 'wrongLength', length: 10 }],
    ['P0123456', 'IR', { reason: 'iranian' }],
    ['P0123456', 'XX', { reason: 'unknownCountry' }],
    ['P0123456', 'AFG', { reason: 'unknownCountry' }],
    ['P0123456', '', { reason: 'unknownCountry' }],
  ])('%j of %j is refused', (text, country, refusal) => {
    expect(parsePassport(text, country)).toEqual({ ok: false, ...refusal });
  });

  test('the countries are the 249 of ISO 3166-1', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((a) => letters.map((b) => a + b));
    expect(codes.filter(isCountry)).toHaveLength(249);
    for (const code of ['AF', 'IQ', 'SY', 'LB', 'PK', 'TJ', 'PS', 'YE', 'SS']) {
      expect(isCountry(code), code).toBe(true);
    }
    for (const code of ['EU', 'SU', 'UK', 'ZZ', 'UN', 'af', 'A1']) {
      expect(isCountry(code), code).toBe(false);
    }
  });
});

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

test('masks show what a list needs and no more', () => {
  expect(maskIdentity('0123456789')).toBe('******6789');
  expect(maskMobile('+989120000067')).toBe('+98912*****67');
});

test('no parser throws, and what a parser gives it takes again', () => {
  const parsers = {
    parseNationalId,
    parseFida,
    parseMobile,
    parseEmail,
    parseName,
    parsePassword,
    passport: (text: string) => parsePassport(text, 'AF'),
    country: (text: string) => parsePassport('P0123456', text),
  };
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0۱٢９+- @.aAي\u200C\u202A\uD800') }),
  );
  for (const [name, parse] of Object.entries(parsers)) {
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parse(text);
        if (parsed.ok && name !== 'country') expect(parse(parsed.value)).toEqual(parsed);
      }),
    );
  }
});
