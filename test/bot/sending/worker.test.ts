import { afterEach, expect, test, vi } from 'vitest';
import type { Worker } from '../../../bot/sending/rounds.ts';
import { startWorker } from '../../../bot/sending/worker.ts';
import { tellByEmail, tellChat } from '../../../core/outbox/commands.ts';
import type { ClaimedMessage, SendOutcome } from '../../../core/outbox/types.ts';
import { useDatabase } from '../../support/database.ts';
import { readableLog } from '../../support/logged.ts';
import { uncounted } from '../../support/uncounted.ts';

const database = useDatabase();
let worker: Worker | undefined;

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

function work(send: (message: ClaimedMessage) => Promise<SendOutcome>): void {
  const { db, clock } = database;
  const { log } = readableLog();
  worker = startWorker({
    ...{
      database: db,
      log,
      now: clock.now,
      instance: 'test',
      leaseSeconds: 60,
      send,
      figures: uncounted,
    },
  });
}

const notice = { name: 'registered' } as const;
const states = () =>
  database.db.read.outboxMessage.groupBy({ by: ['channel', 'state'], _count: { _all: true } });

test('letters that hang hold up no notice, however many they are', async () => {
  let release: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  await database.db.transaction(async (one) => {
    for (let letter = 0; letter < 60; letter++) {
      tellByEmail(one, `person${letter}@mail.example`, 'en', notice);
    }
    for (let chat = 1n; chat <= 100n; chat++) tellChat(one, chat, notice);
  });
  work(async ({ channel }) => {
    if (channel === 'email') await hanging;
    return { state: 'sent' };
  });
  const told = { channel: 'telegram', state: 'sent', _count: { _all: 100 } };
  await vi.waitFor(async () => expect(await states()).toContainEqual(told), { timeout: 10_000 });
  // Not one letter has left by now; ten at most are on their way, and the others still wait.
  const letters = (await states()).filter(({ channel }) => channel === 'email');
  expect(letters.map(({ state, _count }) => [state, _count._all]).sort()).toEqual([
    ['pending', 50],
    ['sending', 10],
  ]);
  release();
  const arrived = { channel: 'email', state: 'sent', _count: { _all: 60 } };
  await vi.waitFor(async () => expect(await states()).toContainEqual(arrived), { timeout: 10_000 });
});

test('one slow message of a lane holds up only what its own chat gets after it', async () => {
  const order: bigint[] = [];
  let release: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  await database.db.transaction(async (one) => {
    tellChat(one, 1n, notice);
    tellChat(one, 1n, notice);
    for (let chat = 2n; chat <= 90n; chat++) tellChat(one, chat, notice);
  });
  work(async ({ chatId }) => {
    if (chatId === 1n && !order.includes(90n)) await slow;
    order.push(chatId ?? 0n);
    return { state: 'sent' };
  });
  await vi.waitFor(() => expect(order).toHaveLength(89), { timeout: 10_000 });
  expect(order).not.toContain(1n);
  release();
  await vi.waitFor(() => expect(order.slice(89)).toEqual([1n, 1n]), { timeout: 10_000 });
});
