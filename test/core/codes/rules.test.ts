import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { check, deriveCode, mayIssue, mayTry, secondsLeft } from '../../../core/codes/rules.ts';

const start = new Date('2024-05-01T08:00:00.000Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const ago = (seconds: number) => later(-seconds);
const issued = { issuedAt: start, attempts: 0, usedAt: null };

describe('mayIssue', () => {
  const minutes = (...list: number[]) => list.map((minute) => ago(minute * 60));
  const many = (count: number, firstMinute: number, step: number) =>
    minutes(...Array.from({ length: count }, (_, n) => firstMinute + n * step));

  it.each([
    ['the first', [], [], { ok: true }],
    ['59 s after one', [ago(59)], [], { ok: false, reason: 'tooSoon', secondsLeft: 1 }],
    ['59.2 s after one', [ago(59.2)], [], { ok: false, reason: 'tooSoon', secondsLeft: 1 }],
    ['at once', [ago(0)], [], { ok: false, reason: 'tooSoon', secondsLeft: 60 }],
    ['60 s after one', [ago(60)], [], { ok: true }],
    ['the fifth in an hour', many(4, 10, 10), [], { ok: true }],
    [
      'the sixth in an hour',
      many(5, 10, 10),
      [],
      { ok: false, reason: 'hourLimit', secondsLeft: 600 },
    ],
    ['the first of five was an hour ago', many(5, 20, 10), [], { ok: true }],
    ['the tenth in a day', many(9, 70, 60), [], { ok: true }],
    [
      'the eleventh in a day',
      many(10, 70, 60),
      [],
      { ok: false, reason: 'dayLimit', secondsLeft: (1440 - 610) * 60 },
    ],
    ['the first of ten was a day ago', many(10, 900, 60), [], { ok: true }],
    [
      'the sixth of a chat',
      [],
      many(5, 2, 10),
      { ok: false, reason: 'chatLimit', secondsLeft: (60 - 42) * 60 },
    ],
    [
      'no gap and no day limit for a chat',
      [],
      [...many(4, 0, 1), ...many(20, 61, 1)],
      { ok: true },
    ],
    [
      'the longest wait is told',
      [...many(5, 0, 10)],
      [],
      { ok: false, reason: 'hourLimit', secondsLeft: 1200 },
    ],
    [
      'in any order',
      [...many(5, 10, 10)].reverse(),
      [],
      { ok: false, reason: 'hourLimit', secondsLeft: 600 },
    ],
  ])('%s', (_what, toAddress, fromChat, expected) => {
    expect(mayIssue({ toAddress, fromChat }, start)).toEqual(expected);
  });

  test('once the told seconds are over it may be issued', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 86_400_000 }), { maxLength: 14 });
    fc.assert(
      fc.property(instants, instants, (address, chat) => {
        const history = {
          toAddress: address.map((ms) => ago(ms / 1000)),
          fromChat: chat.map((ms) => ago(ms / 1000)),
        };
        const decision = mayIssue(history, start);
        const wait = decision.ok ? 0 : decision.secondsLeft;
        expect(mayIssue(history, later(wait))).toEqual({ ok: true });
        if (wait > 0) expect(mayIssue(history, later(wait - 1)).ok).toBe(false);
      }),
    );
  });
});

describe('check', () => {
  const code = { ...issued, expected: '012345', typed: '012345' };

  it.each([
    ['at once', 0, { ok: true }],
    ['4:59', 299, { ok: true }],
    ['4:59.999', 299.999, { ok: true }],
    ['5:00', 300, { ok: false, reason: 'expired' }],
    ['a day later', 86_400, { ok: false, reason: 'expired' }],
  ])('%s after sending', (_what, seconds, expected) => {
    expect(check(code, later(seconds))).toEqual(expected);
  });

  test.each(['۰۱۲۳۴۵', '٠١٢٣٤٥', ' 012 345 ', '012-345\u200C'])('%j is the code', (typed) => {
    expect(check({ ...code, typed }, later(1))).toEqual({ ok: true });
  });

  test.each(['012346', '12345', '0123450', '', 'abcdef', '012345é'])('%j is not', (typed) => {
    expect(check({ ...code, typed }, later(1))).toEqual({
      ok: false,
      reason: 'wrong',
      triesLeft: 4,
    });
  });

  it.each([
    [0, 4],
    [3, 1],
    [4, 0],
  ])('after %i wrong tries another leaves %i', (attempts, triesLeft) => {
    const wrong = { ...code, attempts, typed: '999999' };
    expect(check(wrong, later(1))).toEqual({ ok: false, reason: 'wrong', triesLeft });
  });

  test('the fifth try may be right, the sixth is dead', () => {
    expect(check({ ...code, attempts: 4 }, later(1))).toEqual({ ok: true });
    expect(check({ ...code, attempts: 5 }, later(1))).toEqual({ ok: false, reason: 'dead' });
    expect(check({ ...code, attempts: 6 }, later(1))).toEqual({ ok: false, reason: 'dead' });
  });

  test('a code works once', () => {
    expect(check({ ...code, usedAt: later(1) }, later(2))).toEqual({ ok: false, reason: 'used' });
    expect(mayTry({ ...issued, usedAt: later(1) }, later(2))).toEqual({
      ok: false,
      reason: 'used',
    });
  });

  it.each([
    [0, 300],
    [0.5, 300],
    [299.999, 1],
    [300, 0],
    [1000, 0],
  ])('%f s after sending %i s are left', (seconds, left) => {
    expect(secondsLeft(issued, later(seconds))).toBe(left);
  });
});

describe('deriveCode', () => {
  test('the SHA-256 vector of RFC 6238 for the time 59, of eight digits, in its last six', () => {
    const counter = '\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001';
    expect(deriveCode('12345678901234567890123456789012', counter)).toBe('119246');
  });

  test('six digits, leading zeros kept, that agree with the truncation of RFC 4226 done by hand', () => {
    let withZero = 0;
    for (let n = 0; n < 500; n += 1) {
      const code = deriveCode('secret', `id-${n}`);
      const hex = createHmac('sha256', 'secret').update(`id-${n}`).digest('hex');
      const offset = 2 * Number.parseInt(hex.slice(-1), 16);
      const bits = BigInt(`0x${hex.slice(offset, offset + 8)}`) & 0x7fffffffn;
      expect(code).toBe((bits % 1_000_000n).toString().padStart(6, '0'));
      if (code.startsWith('0')) withZero += 1;
    }
    expect(withZero).toBeGreaterThan(20);
  });

  test('depends on the secret and on the id', () => {
    const codes = new Set(
      ['a', 'b', 'c'].flatMap((s) => ['1', '2', '3'].map((i) => deriveCode(s, i))),
    );
    expect(codes.size).toBe(9);
  });
});
