import { isShebaValid, shebaMapCodes } from '@persian-tools/persian-tools';
import fc from 'fast-check';
import { isValidIBAN } from 'ibantools';
import { describe, expect, it, test } from 'vitest';
import { bankOf, isPayable, maskSheba, parseSheba } from '../../../core/bank/rules.ts';
import { bankAccountStates, bankIds, type Sheba } from '../../../core/bank/types.ts';
import { seeded } from '../seeded.ts';

// Made up: an account of ones and twos at bank 017.
const sheba = 'IR050170000000123456789012';

/** A Sheba whose check digits are found by trying, not by computing. */
function shebaFor(account: string): string {
  for (let check = 2; check <= 98; check += 1) {
    const digits = `${String(check).padStart(2, '0')}${account}`;
    if (isValidIBAN(`IR${digits}`)) return `IR${digits}`;
  }
  throw new Error(`no check digits for ${account}`);
}

describe('parseSheba', () => {
  it.each([
    ['as it is', sheba],
    ['lower case', sheba.toLowerCase()],
    ['groups of four', sheba.replace(/(.{4})/g, '$1 ')],
    ['dashes', sheba.replace(/(.{4})/g, '$1-')],
    ['ZWNJ and bidi marks', `\u2066${sheba.replace(/(.{4})/g, '$1\u200C')}\u2069`],
    ['no letters', sheba.slice(2)],
    ['Persian digits', sheba.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d)))],
    ['Arabic digits', sheba.replace(/\d/g, (d) => String.fromCharCode(0x0660 + Number(d)))],
    ['full width', sheba.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ])('%s', (_what, text) => {
    expect(parseSheba(text)).toEqual({ ok: true, value: sheba });
  });

  it.each([
    ['', { reason: 'empty' }],
    ['IR', { reason: 'empty' }],
    [sheba.slice(0, -1), { reason: 'wrongLength', length: 23 }],
    [`${sheba}0`, { reason: 'wrongLength', length: 25 }],
    ['6037990000000000', { reason: 'wrongLength', length: 16 }],
    [sheba.replace('9', 'O'), { reason: 'notDigits', character: 'O' }],
    [sheba.replace('9', '.'), { reason: 'notDigits', character: '.' }],
    [`DE${sheba.slice(2)}`, { reason: 'foreign', country: 'DE' }],
    [sheba.replace('9012', '9021'), { reason: 'wrongChecksum' }],
    [sheba.replace('IR05', 'IR06'), { reason: 'wrongChecksum' }],
    ['IR000170000000000000000011', { reason: 'wrongChecksum' }],
    ['IR010170000000000000000090', { reason: 'wrongChecksum' }],
    ['IR990170000000000000000072', { reason: 'wrongChecksum' }],
  ])('%j is refused', (text, refusal) => {
    expect(parseSheba(text)).toEqual({ ok: false, ...refusal });
  });

  test('agrees with ibantools and persian-tools on 20,000 strings', () => {
    const random = seeded(17);
    const tail = (length: number) => Array.from({ length }, () => String(random.int(10))).join('');
    let valid = 0;
    for (let n = 0; n < 20_000; n += 1) {
      const good = shebaFor(`0${tail(21)}`);
      const place = 2 + random.int(24);
      const bad = good.slice(0, place) + random.int(10) + good.slice(place + 1);
      const text = n % 2 === 0 ? good : bad;
      const { ok } = parseSheba(text);
      expect(ok, text).toBe(isValidIBAN(text));
      expect(ok, text).toBe(isShebaValid(text));
      if (ok) valid += 1;
    }
    expect(valid).toBeGreaterThan(10_000);
    expect(valid).toBeLessThan(12_000);
  }, 120_000);

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseSheba(text)));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'IRir0۱٢ -') }), (text) => {
        const parsed = parseSheba(text);
        if (parsed.ok) expect(parseSheba(parsed.value)).toEqual(parsed);
      }),
    );
  });
});

describe('bankOf', () => {
  const bankAt = (code: string) => bankOf(shebaFor(`${code}${'0'.repeat(19)}`) as Sheba);

  it.each([
    ['017', 'melli'],
    ['012', 'mellat'],
    ['015', 'sepah'],
    ['063', 'sepah'],
    ['095', 'iranVenezuela'],
  ])('%s is %s', (code, bank) => {
    expect(bankAt(code)).toBe(bank);
  });

  test('an unknown code has no bank', () => {
    for (const code of ['000', '001', '099', '999']) expect(bankAt(code), code).toBeUndefined();
  });

  test('every bank has a code, and every code that persian-tools knows has a bank', () => {
    const codes = Array.from({ length: 1000 }, (_, code) => String(code).padStart(3, '0'));
    const seen = new Set(codes.map(bankAt).filter((bank) => bank !== undefined));
    expect([...seen].sort()).toEqual([...bankIds].sort());
    const known = Object.values(shebaMapCodes).map(({ code }) => code);
    expect(known.length).toBeGreaterThan(30);
    expect(known.filter((code) => bankAt(code) === undefined)).toEqual([]);
  });
});

test('a list shows the last four digits', () => {
  expect(maskSheba(sheba)).toBe('IR********************9012');
});

test('pay goes to confirmed accounts only', () => {
  expect(bankAccountStates.filter(isPayable)).toEqual(['confirmed']);
});
