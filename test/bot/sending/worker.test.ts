import { afterEach, expect, test } from 'vitest';
import type { Worker } from '../../../bot/sending/rounds.ts';
import { startWorker } from '../../../bot/sending/worker.ts';
import { moveAccount } from '../../../core/accounts/commands/move-account.ts';
import { claimUpdate } from '../../../core/chats/commands/claim-update.ts';
import {
  claimDue,
  freeExpiredLeases,
  release,
  reviveNotices,
  settle,
  tell,
  tellByEmail,
  tellChat,
} from '../../../core/outbox/commands.ts';
import type { ClaimedMessage, Notice, SendOutcome } from '../../../core/outbox/types.ts';
import { hours } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { readableLog, toldIn } from '../../support/logged.ts';
import { aPerson } from '../../support/people.ts';
import { uncounted } from '../../support/uncounted.ts';

const database = useDatabase();
let worker: Worker | undefined;

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

/** Starts a worker that sends so; gives the lines of its log. */
function work(send: (message: ClaimedMessage) => Promise<SendOutcome>): readonly string[] {
  const { db, clock } = database;
  const { log, lines } = readableLog();
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
  return lines;
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
      tellByEmail(one, { address: `person${letter}@mail.example`, language: 'en' }, notice);
    }
    for (let chat = 1n; chat <= 100n; chat++) tellChat(one, chat, notice);
  });
  work(async ({ channel }) => {
    if (channel === 'email') await hanging;
    return { state: 'sent' };
  });
  const told = { channel: 'telegram', state: 'sent', _count: { _all: 100 } };
  await eventually(async () => expect(await states()).toContainEqual(told));
  // Not one letter has left by now; ten at most are on their way, and the others still wait.
  const letters = (await states()).filter(({ channel }) => channel === 'email');
  expect(letters.map(({ state, _count }) => [state, _count._all]).sort()).toEqual([
    ['pending', 50],
    ['sending', 10],
  ]);
  release();
  const arrived = { channel: 'email', state: 'sent', _count: { _all: 60 } };
  await eventually(async () => expect(await states()).toContainEqual(arrived));
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
  await eventually(() => expect(order).toHaveLength(89));
  expect(order).not.toContain(1n);
  release();
  await eventually(() => expect(order.slice(89)).toEqual([1n, 1n]));
});

test('a message that the database kept from being made goes out once it answers again', async () => {
  await database.db.transaction(async (one) => tellChat(one, 1n, notice));
  let asked = 0;
  work(async () => {
    asked += 1;
    if (asked === 1) throw new Error('Connection terminated unexpectedly');
    return { state: 'sent' };
  });
  const row = () => database.db.read.outboxMessage.findFirst();
  const waiting = { state: 'pending', error: 'database', attempts: 0 };
  await eventually(async () => expect(await row()).toMatchObject(waiting));
  database.clock.advance(1_000);
  await eventually(async () => expect(await row()).toMatchObject({ state: 'sent' }));
});

test('of a message that arrived in part the rest is sent, and it is the same notice still', async () => {
  await database.db.transaction(async (one) => tellChat(one, 5n, notice));
  const rest = { do: 'say', text: 'the rest' };
  const taken: unknown[] = [];
  work(async ({ payload, attempts }) => {
    taken.push(payload);
    if (attempts > 1) return { state: 'sent' };
    return { state: 'pending', dueAt: database.clock.now(), error: 'flood', rest };
  });
  const told = { channel: 'telegram', state: 'sent', _count: { _all: 1 } };
  await eventually(async () => expect(await states()).toContainEqual(told));
  expect(taken).toEqual([{ notice }, { notice, reply: rest }]);
});

test('a message that is given up is told to the operator, without what it says', async () => {
  await database.db.transaction(async (one) =>
    tellByEmail(one, { address: 'person@mail.example', language: 'en' }, notice),
  );
  const lines = work(async () => ({ state: 'failed', error: 'status 400' }));
  const lost = { channel: 'email', state: 'failed', _count: { _all: 1 } };
  await eventually(async () => expect(await states()).toContainEqual(lost));
  expect(toldIn(lines)).toEqual(['warn: a message was given up']);
  expect(lines.join()).toContain('status 400');
  expect(lines.join()).not.toContain('person@mail.example');
});

test('whoever comes back gets all that could not be told, however long ago that was', async () => {
  const chatId = 7n;
  const { db, clock } = database;
  await db.transaction(async (one) => {
    for (let nth = 0; nth < 5; nth++) tellChat(one, chatId, notice);
  });
  await db.read.outboxMessage.updateMany({ data: { state: 'unreachable', error: 'status 403' } });
  clock.advance(3 * 24 * hours);
  expect(await reviveNotices(db.read, chatId, clock.now())).toBe(5);
  let asked = 0;
  // As the gate does where a chat has had its share: every second one has no turn yet.
  work(async () => {
    asked += 1;
    if (asked % 2 === 1) return { state: 'sent' };
    const waits = { error: 'no turn', untouched: true, inLine: true } as const;
    return { state: 'pending', dueAt: clock.now(), ...waits };
  });
  const sent = { channel: 'telegram', state: 'sent', _count: { _all: 5 } };
  await eventually(async () => expect(await states()).toEqual([sent]));
});

test('who comes back while a message is being refused is told it without writing again', async () => {
  const chatId = 8n;
  const { db } = database;
  let updateId = 0;
  const write = () =>
    db.transaction((one) =>
      claimUpdate(one, { updateId: ++updateId, chatId, clientLanguage: 'fa' }),
    );
  await write();
  await db.transaction(async (one) => tellChat(one, chatId, notice));
  let asked = 0;
  work(async () => {
    asked += 1;
    if (asked > 1) return { state: 'sent' };
    await write();
    return { state: 'unreachable', error: 'status 403' };
  });
  const sent = { channel: 'telegram', state: 'sent', _count: { _all: 1 } };
  await eventually(async () => expect(await states()).toEqual([sent]));
  const chat = await db.read.chatSession.findUniqueOrThrow({ where: { chatId } });
  expect(chat.unreachableAt).toBeNull();
});

test.each<[string, SendOutcome]>([
  ['cannot be written to', { state: 'unreachable', error: 'status 403' }],
  ['was out of reach', { state: 'pending', dueAt: new Date(0), error: 'network' }],
])(
  'a notice on its way to a chat that %s comes to the chat where the person is now',
  async (_what, outcome) => {
    const { db, clock } = database;
    const { accountId, chatId: former } = await aPerson(database);
    const chatId = 999_001n;
    const now = clock.now();
    await db.read.chatSession.create({
      data: { chatId, language: 'fa', createdAt: now, lastSeenAt: now },
    });
    await db.transaction((one) => tell(one, accountId, notice));
    const told: unknown[] = [];
    work(async ({ chatId: to, payload, attempts }) => {
      const { name } = (payload as unknown as { notice: Notice }).notice;
      if (attempts === 1 && name === notice.name && to === former) {
        await db.transaction((one) => moveAccount(one, accountId, chatId));
        return outcome;
      }
      told.push([name, to]);
      return { state: 'sent' };
    });
    await eventually(() => expect(told).toHaveLength(2));
    expect(told).toContainEqual(['registered', chatId]);
    expect(told).toContainEqual(['signedInElsewhere', former]);
  },
);

test('a notice refused by a chat that its account had left before comes to the chat where it signs in meanwhile', async () => {
  const { db, clock } = database;
  const { accountId, chatId: former } = await aPerson(database);
  const chatId = 999_002n;
  const now = clock.now();
  await db.read.chatSession.create({
    data: { chatId, language: 'fa', createdAt: now, lastSeenAt: now },
  });
  await db.transaction((one) => tell(one, accountId, notice));
  await db.read.chatSession.update({ where: { chatId: former }, data: { accountId: null } });
  const told: unknown[] = [];
  work(async ({ chatId: to }) => {
    if (to === former) {
      await db.transaction((one) => moveAccount(one, accountId, chatId));
      return { state: 'unreachable', error: 'status 403' };
    }
    told.push(to);
    return { state: 'sent' };
  });
  await eventually(() => expect(told).toEqual([chatId]));
});

test('what a chat refuses of somebody who signs out there meanwhile is not told to who signs in there', async () => {
  const { db } = database;
  const { accountId, chatId } = await aPerson(database);
  const other = await aPerson(database);
  await db.transaction((one) => tell(one, accountId, notice));
  let asked = 0;
  work(async ({ payload, chatId: to }) => {
    const { name } = (payload as unknown as { notice: Notice }).notice;
    if (to !== chatId || name !== notice.name) return { state: 'sent' };
    asked += 1;
    await db.read.chatSession.update({ where: { chatId }, data: { accountId: null } });
    await db.transaction((one) => moveAccount(one, other.accountId, chatId));
    return { state: 'unreachable', error: 'status 403' };
  });
  const untold = { channel: 'telegram', state: 'unreachable', _count: { _all: 1 } };
  await eventually(async () => expect(await states()).toContainEqual(untold));
  // As long as the worker needs to look again.
  await db.transaction(async (one) => tellChat(one, 2n, notice));
  const sent = { channel: 'telegram', state: 'sent', _count: { _all: 2 } };
  await eventually(async () => expect(await states()).toContainEqual(sent));
  expect(asked).toBe(1);
});

test('what arrived when its lease was over is not sent again', async () => {
  const { db, clock } = database;
  await db.transaction(async (one) => tellChat(one, 1n, notice));
  const by = { worker: 'slow', leaseSeconds: 60, limit: 1, channels: ['telegram'] as const };
  const [claimed] = await claimDue(db.read, { ...by, now: clock.now() });
  if (!claimed) throw new Error('it is due');
  clock.advance(61_000);
  expect(await freeExpiredLeases(db.read, clock.now())).toBe(1);
  await settle(db.read, claimed, { state: 'sent' }, clock.now());
  expect(await states()).toMatchObject([{ state: 'sent' }]);
});

test('what waited for days while no worker ran is sent, however often it finds no turn', async () => {
  const { db, clock } = database;
  await db.transaction(async (one) => {
    for (let chat = 1n; chat <= 6n; chat++) tellChat(one, chat, notice);
  });
  clock.advance(2 * 24 * hours);
  let asked = 0;
  // More wait than go in a second.
  work(async () => {
    asked += 1;
    if (asked % 3 === 0) return { state: 'sent' };
    const waits = { error: 'no turn', untouched: true, inLine: true } as const;
    return { state: 'pending', dueAt: clock.now(), ...waits };
  });
  const sent = { channel: 'telegram', state: 'sent', _count: { _all: 6 } };
  await eventually(async () => expect(await states()).toEqual([sent]));
});

test('a letter that waited for days has all its attempts, and what reaches nobody only a day', async () => {
  const { db, clock } = database;
  await db.transaction(async (one) => {
    tellByEmail(one, { address: 'person@mail.example', language: 'en' }, notice);
    tellChat(one, 1n, notice);
  });
  clock.advance(2 * 24 * hours);
  work(async ({ channel, attempts }) => {
    const later = { state: 'pending', dueAt: clock.now() } as const;
    if (channel === 'telegram') return { ...later, error: 'out of reach', untouched: true };
    return attempts < 3 ? { ...later, error: 'busy' } : { state: 'sent' };
  });
  const of = (channel: string, state: string) => ({ channel, state, _count: { _all: 1 } });
  await eventually(async () => {
    const now = await states();
    expect(now).toContainEqual(of('email', 'sent'));
    expect(now).toContainEqual(of('telegram', 'failed'));
  });
});

test('who was too slow does not take a message from whoever has it now', async () => {
  const { db, clock } = database;
  await db.transaction(async (one) => tellChat(one, 1n, notice));
  const claim = async (worker: string) => {
    const by = { worker, now: clock.now(), leaseSeconds: 60, limit: 1 };
    const [message] = await claimDue(db.read, { ...by, channels: ['telegram'] });
    if (!message) throw new Error('nothing is due');
    return message;
  };
  const slow = await claim('slow');
  clock.advance(61_000);
  await freeExpiredLeases(db.read, clock.now());
  const quick = await claim('quick');
  const later = { state: 'pending', dueAt: clock.now(), error: 'network' } as const;
  await settle(db.read, slow, later, clock.now());
  await release(db.read, [slow]);
  const row = () => db.read.outboxMessage.findFirstOrThrow();
  expect(await row()).toMatchObject({ state: 'sending', leasedBy: 'quick' });
  await settle(db.read, quick, later, clock.now());
  expect(await row()).toMatchObject({ state: 'pending', leasedBy: null });
});
