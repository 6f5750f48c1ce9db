import { verifyIranianNationalId } from '@persian-tools/persian-tools';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  isCountry,
  maskIdentity,
  parseCountry,
  parseFida,
  parseNationalId,
  parsePassport,
} from '../../../core/identity/rules.ts';
import type { Random } from '../../../core/work.ts';
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

/** Another digit in any one place. */
function oneDigitOff(id: string, random: Pick<Random, 'int'>): string {
  const place = random.int(id.length);
  const other = (Number(id[place]) + 1 + random.int(9)) % 10;
  return id.slice(0, place) + other + id.slice(place + 1);
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

  test('agrees with persian-tools on 20,000 strings, half of them valid or one digit off', () => {
    const random = seeded(1402);
    const digits = (length: number) => String(random.int(10 ** length)).padStart(length, '0');
    const made = [
      () => withCheckDigit(digits(9)),
      () => oneDigitOff(withCheckDigit(digits(9)), random),
      () => digits(10),
      () => digits(10),
    ];
    let valid = 0;
    for (let n = 0; n < 20_000; n += 1) {
      const id = (made[n % made.length] as () => string)();
      const { ok } = parseNationalId(id);
      expect(ok, id).toBe(verifyIranianNationalId(id, { checkPrefix: false }));
      if (ok) valid += 1;
    }
    expect(valid).toBeGreaterThan(5_000);
    expect(valid).toBeLessThan(8_000);
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
    ['P0123456', 'AFX', { reason: 'unknownCountry' }],
    ['P0123456', '', { reason: 'empty' }],
  ])('%j of %j is refused', (text, country, refusal) => {
    expect(parsePassport(text, country)).toEqual({ ok: false, ...refusal });
  });

  test.each([
    ['افغانستان', 'AF'],
    ['عراق', 'IQ'],
    ['سوريه', 'SY'],
    ['امارات', 'AE'],
    ['ساحل عاج', 'CI'],
    ['Afghanistan', 'AF'],
    ['united kingdom', 'GB'],
    ['Türkiye', 'TR'],
    ['tr', 'TR'],
    ['ＩＱ', 'IQ'],
    ['آمریکا', 'US'],
    ['امريكا', 'US'],
    ['America', 'US'],
    ['ایالات متحدهٔ آمریکا', 'US'],
    ['USA', 'US'],
    ['ساموای آمریکا', 'AS'],
    ['انگلستان', 'GB'],
    ['UK', 'GB'],
    ['Turkey', 'TR'],
    ['Palestine', 'PS'],
  ])('%s is %s', (text, value) => {
    expect(parseCountry(text)).toEqual({ ok: true, value });
  });

  test.each([
    ['', 'empty'],
    ['ایران', 'iranian'],
    ['Iran', 'iranian'],
    ['ir', 'iranian'],
    ['کنگو', 'unknownCountry'],
    ['Korea', 'unknownCountry'],
    ['an', 'unknownCountry'],
    ['Atlantis', 'unknownCountry'],
    ['1', 'unknownCountry'],
  ])('%j is no country to register with: %s', (text, reason) => {
    expect(parseCountry(text)).toEqual({ ok: false, reason });
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

test('a mask shows what a list needs and no more', () => {
  expect(maskIdentity('0123456789')).toBe('******6789');
});

test('no parser throws, and what a parser gives it takes again', () => {
  const parsers = {
    parseNationalId,
    parseFida,
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
