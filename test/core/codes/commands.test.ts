import { expect, test } from 'vitest';
import { checkCode, issueCode } from '../../../core/codes/commands.ts';
import { deriveCode } from '../../../core/codes/rules.ts';
import type { Ok } from '../../../core/result.ts';
import { minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { outcomes } from '../../support/scenes.ts';

const database = useDatabase();
const order = {
  chatId: 11n,
  purpose: 'registration',
  channel: 'sms',
  address: '+989121234567',
} as const;

const issue = (more: Partial<Parameters<typeof issueCode>[1]> = {}) =>
  database.db.transaction((work) => issueCode(work, { ...order, ...more }));

async function issued(more: Partial<Parameters<typeof issueCode>[1]> = {}): Promise<string> {
  const result = await issue(more);
  expect(result).toMatchObject({ ok: true });
  return (result as Ok<{ codeId: string }>).codeId;
}

/** The digits as the sender of the message derives them. */
async function digitsOf(codeId: string): Promise<string> {
  return database.db.transaction(async (work) => deriveCode(work.secret, codeId));
}

const enter = (codeId: string, typed: string, more: object = {}) =>
  database.db.transaction((work) =>
    checkCode(work, { chatId: 11n, purpose: 'registration', codeId, typed, ...more }),
  );

const wrongFor = (digits: string) => (digits === '000000' ? '000001' : '000000');

test('a code goes out by the channel asked for, and nothing stored tells its digits', async () => {
  const codeId = await issued({ channel: 'call' });
  const digits = await digitsOf(codeId);
  const [message] = await database.db.read.outboxMessage.findMany();
  expect(message).toMatchObject({
    kind: 'code',
    channel: 'call',
    address: order.address,
    payload: { codeId, language: 'fa' },
    expiresAt: new Date(database.clock.now().getTime() + 5 * minutes),
  });
  const [stored] = await database.db.read.oneTimeCode.findMany();
  const events = await database.db.read.auditEvent.findMany();
  const everything = JSON.stringify([message, stored, events], (_key, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(digits).toMatch(/^\d{6}$/);
  expect(everything).not.toContain(digits);
  expect(JSON.stringify(events.map(({ after }) => after))).not.toContain(order.address);
});

test('the right code, typed in Persian digits, is taken once', async () => {
  const codeId = await issued();
  const persian = (await digitsOf(codeId)).replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(+digit));
  expect(await enter(codeId, persian)).toEqual({ ok: true, address: order.address });
  expect(await enter(codeId, persian)).toEqual({ ok: false, reason: 'used' });
});

test('five wrong tries kill a code, even for the right digits', async () => {
  const codeId = await issued();
  const digits = await digitsOf(codeId);
  for (const triesLeft of [4, 3, 2, 1, 0]) {
    expect(await enter(codeId, wrongFor(digits))).toEqual({
      ok: false,
      reason: 'wrong',
      triesLeft,
    });
  }
  expect(await enter(codeId, digits)).toEqual({ ok: false, reason: 'dead' });
});

test('of twenty wrong codes at once five are read, and the right one then is dead', async () => {
  const codeId = await issued();
  const digits = await digitsOf(codeId);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => enter(codeId, wrongFor(digits))),
  );
  const reasons = results.map((result) => (result.ok ? 'ok' : result.reason));
  expect(reasons.filter((reason) => reason === 'wrong')).toHaveLength(5);
  expect(reasons.filter((reason) => reason === 'dead')).toHaveLength(15);
  expect(await enter(codeId, digits)).toEqual({ ok: false, reason: 'dead' });
});

test('of twenty right codes at once one is taken', async () => {
  const codeId = await issued();
  const digits = await digitsOf(codeId);
  const results = await Promise.all(Array.from({ length: 20 }, () => enter(codeId, digits)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a code is good at 4:59 and not at 5:00', async () => {
  const early = await issued();
  database.clock.advance(5 * minutes - 1000);
  expect(await enter(early, await digitsOf(early))).toMatchObject({ ok: true });
  const late = await issued();
  database.clock.advance(5 * minutes);
  expect(await enter(late, await digitsOf(late))).toEqual({ ok: false, reason: 'expired' });
});

test('a newer code takes the place of an older one of the same purpose only', async () => {
  const first = await issued();
  const other = await issued({ purpose: 'signIn', address: '+989121234568' });
  database.clock.advance(60_000);
  await issued();
  expect(await enter(first, await digitsOf(first))).toEqual({ ok: false, reason: 'replaced' });
  expect(await enter(other, await digitsOf(other), { purpose: 'signIn' })).toMatchObject({
    ok: true,
  });
});

test('a code is worth nothing in another chat or for another purpose', async () => {
  const codeId = await issued();
  const digits = await digitsOf(codeId);
  expect(await enter(codeId, digits, { chatId: 12n })).toEqual({ ok: false, reason: 'unknown' });
  expect(await enter(codeId, digits, { purpose: 'signIn' })).toEqual({
    ok: false,
    reason: 'unknown',
  });
  expect(await enter(codeId, digits)).toMatchObject({ ok: true });
});

test('a number gets a code a minute, five an hour, ten a day, whoever orders them', async () => {
  await issued();
  expect(await issue({ chatId: 12n })).toEqual({ ok: false, reason: 'tooSoon', secondsLeft: 60 });
  for (let chatId = 12n; chatId < 16n; chatId++) {
    database.clock.advance(minutes);
    await issued({ chatId });
  }
  database.clock.advance(minutes);
  expect(await issue({ chatId: 16n })).toEqual({
    ok: false,
    reason: 'hourLimit',
    secondsLeft: 55 * 60,
  });
  database.clock.advance(55 * minutes);
  for (let chatId = 20n; chatId < 25n; chatId++) {
    await issued({ chatId });
    database.clock.advance(minutes);
  }
  database.clock.advance(60 * minutes);
  expect(await issue({ chatId: 30n })).toMatchObject({ ok: false, reason: 'dayLimit' });
});

test('a chat orders five codes an hour, to whatever addresses', async () => {
  for (let line = 1; line <= 5; line++) await issued({ address: `+98912000000${line}` });
  expect(await issue({ address: '+989120000006' })).toEqual({
    ok: false,
    reason: 'chatLimit',
    secondsLeft: 3600,
  });
  await issued({ chatId: 12n, address: '+989120000006' });
});

test('of twenty orders of one chat at once, to as many addresses, five go out', async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) => issue({ address: `+9891200001${10 + index}` })),
  );
  expect(outcomes(results)).toEqual({ ok: 5, chatLimit: 15 });
  expect(await database.db.read.outboxMessage.count()).toBe(5);
});

test('of ten orders at once one goes out', async () => {
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) => issue({ chatId: BigInt(100 + index) })),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await database.db.read.outboxMessage.count()).toBe(1);
});
