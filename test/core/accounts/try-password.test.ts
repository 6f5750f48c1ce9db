import { beforeEach, describe, expect, test } from 'vitest';
import { forgetGuesses, tryPassword } from '../../../core/accounts/commands/try-password.ts';
import { guessLimits, mayGuess } from '../../../core/accounts/rules.ts';
import { identityKey } from '../../../core/identity/rules.ts';
import type { Identity } from '../../../core/identity/types.ts';
import { days, hours, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { nationalId } from '../../support/made-up.ts';
import { outcomes } from '../../support/scenes.ts';

const database = useDatabase();
let identity: Identity;

beforeEach(() => {
  identity = { kind: 'nationalId', country: 'IR', value: nationalId() };
});

const guess = (chatId: bigint, { right = false, of = identity } = {}) => {
  const person = { kind: 'person', accountId: null, chatId, holdings: [] } as const;
  return database.db.transaction((work) => tryPassword(work, person, { identity: of, right }));
};
const wrong = (triesLeft: number) => ({ ok: false, reason: 'wrongPassword', triesLeft });
const tooMany = (secondsLeft: number) => ({ ok: false, reason: 'tooManyGuesses', secondsLeft });

describe('wrong passwords', () => {
  test('of one chat: five in an hour, then not even the right one, and after the hour again', async () => {
    for (const left of [4, 3, 2, 1]) {
      expect(await guess(1n)).toEqual(wrong(left));
      database.clock.advance(minutes);
    }
    // Nothing is left: the fifth hears how long there is to wait.
    expect(await guess(1n)).toEqual(tooMany(56 * 60));
    database.clock.advance(minutes);
    expect(await guess(1n, { right: true })).toEqual(tooMany(55 * 60));
    expect(await guess(1n, { of: { ...identity, value: nationalId() } })).toEqual(tooMany(55 * 60));
    expect(await guess(2n, { right: true })).toEqual({ ok: true });
    database.clock.advance(55 * minutes);
    expect(await guess(1n, { right: true })).toEqual({ ok: true });
  });

  test('of one number from many chats: ten in an hour', async () => {
    for (let chat = 1; chat <= guessLimits.perNumber; chat += 1) await guess(BigInt(chat));
    expect(await guess(99n, { right: true })).toEqual(tooMany(60 * 60));
    const other = { ...identity, value: nationalId() };
    expect(await guess(99n, { of: other })).toEqual(wrong(4));
    database.clock.advance(hours);
    expect(await guess(99n)).toEqual(wrong(4));
  });

  test('made at once are counted like those made one after the other', async () => {
    const results = await Promise.all(Array.from({ length: 30 }, (_, i) => guess(BigInt(i))));
    expect(outcomes(results)).toEqual({ wrongPassword: 9, tooManyGuesses: 21 });
    expect(await database.db.read.passwordGuess.count()).toBe(10);
  });

  test('name nobody: neither table nor record holds the number', async () => {
    await guess(1n);
    const { read } = database.db;
    const kept = [await read.passwordGuess.findMany(), await read.auditEvent.findMany()];
    const text = JSON.stringify(kept, (_key, value) => (typeof value === 'bigint' ? '' : value));
    expect(text).toContain('account.wrongPassword');
    expect(text).not.toContain(identity.value);
  });

  test('are forgotten after a day', async () => {
    await guess(1n);
    database.clock.advance(days + 1);
    expect(await database.db.transaction(forgetGuesses)).toBe(1);
    expect(await database.db.read.passwordGuess.count()).toBe(0);
  });
});

test('a right password is counted nowhere', async () => {
  expect(await guess(1n, { right: true })).toEqual({ ok: true });
  expect(await database.db.read.passwordGuess.count()).toBe(0);
});

test('whichever limit ends last is told', () => {
  const now = new Date('2026-01-01T12:00:00Z');
  const ago = (...seconds: number[]) => seconds.map((s) => new Date(now.getTime() - s * 1000));
  const forNumber = ago(...Array.from({ length: 10 }, (_, i) => 3_000 + i));
  const fromChat = ago(10, 20, 30, 40, 100);
  expect(mayGuess({ forNumber, fromChat: [] }, now)).toEqual(tooMany(591));
  expect(mayGuess({ forNumber, fromChat }, now)).toEqual(tooMany(3_500));
  expect(mayGuess({ forNumber: [], fromChat: ago(5) }, now)).toEqual({ ok: true, triesLeft: 4 });
});

test('the key of a number differs by number, kind, country and installation', () => {
  const passport = { kind: 'passport', country: 'AF', value: identity.value } as const;
  const keys = [
    identityKey('secret', identity),
    identityKey('another secret', identity),
    identityKey('secret', passport),
    identityKey('secret', { ...passport, country: 'IQ' }),
    identityKey('secret', { ...identity, value: nationalId() }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
