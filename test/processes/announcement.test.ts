import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import type { CallFault } from '../../bot/playground/telegram/faults.ts';
import { steerAnnouncement } from '../../core/announcements/commands/steer-announcement.ts';
import { announcementOf } from '../../core/announcements/queries.ts';
import { leftOf } from '../../core/announcements/rules.ts';
import { anAnnouncement, anAnnouncer, fillAudience, firstChat } from '../support/audience.ts';
import { freePorts, sharedRedis, webhookSecret } from '../support/bot.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { announcing } from '../support/generated.ts';
import { givenServer, type KillStore, openKillStore } from '../support/kill-store.ts';
import { seededRandom } from '../support/random.ts';

const { receivers, kills, perSecond } = announcing;
const patience = 900_000;

/** On their way at a kill. */
const mostUnknown = Math.max(12, perSecond / 4);

/** What happens to calls on the way, each so often that every kind strikes in a run. */
const faults: readonly CallFault[] = [
  { kind: '429', retryAfter: 1, probability: 6 / receivers },
  { kind: '500', probability: 0.002 },
  { kind: '502', probability: 0.002 },
  { kind: 'cut-before', probability: 0.004 },
  { kind: 'cut-after', probability: 0.004 },
];

interface Scene {
  readonly store: KillStore;
  readonly playground: Playground;
  readonly id: number;
  readonly blocked: ReadonlySet<number>;
  /** The chat of whoever wrote it. */
  readonly announcer: PersonChat;
}

/** A Telegram with its limit on, receivers of whom one in twenty has blocked the bot, and an announcement. */
async function setScene(): Promise<Scene> {
  const store = await openKillStore(givenServer());
  const limits = { perSecond, perChatPerSecond: 1 };
  const playground = await startPlayground({ now: () => new Date(), limits });
  const { telegram } = playground;
  telegram.crowd(playgroundBot.username, { firstId: firstChat + 1, count: receivers });
  const blocked = new Set<number>();
  for (let number = 20; number <= receivers; number += 20) {
    const id = firstChat + number;
    telegram.person({ id, firstName: '' }).chatWith(playgroundBot.username).block();
    blocked.add(id);
  }
  const person = telegram.person({ id: firstChat - 1, firstName: 'Announcer' });
  const announcer = person.chatWith(playgroundBot.username);
  announcer.send('/start');
  const id = await store.look(async (database) => {
    await fillAudience(database, receivers);
    return anAnnouncement(database, await anAnnouncer(database));
  });
  return { store, playground, id, blocked, announcer };
}

const arrived = ({ telegram: { record } }: Playground): number =>
  [...record.chats.keys()].filter((id) => id > firstChat).length;

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const since = performance.now(); performance.now() - since < patience; await sleep(20)) {
    if (await holds()) return;
  }
  throw new Error(`${what} did not happen`);
}

/** By the server's own record: nobody got it twice, and nobody was missed of whom that is not known. */
async function expectTold({ store, playground, id, blocked }: Scene): Promise<number> {
  const { record } = playground.telegram;
  const { rows, whole } = await store.look(async ({ read }) => ({
    rows: await read.delivery.findMany({ where: { announcementId: id } }),
    whole: await announcementOf(read, id),
  }));
  const counted = (state: string) => rows.filter((row) => row.state === state).length;
  expect(whole).toMatchObject({
    state: 'done',
    total: receivers,
    sent: counted('sent'),
    blocked: counted('blocked'),
    unknown: counted('unknown'),
    failed: 0,
  });
  expect(whole && leftOf(whole)).toBe(0);
  const wrong = rows.filter(({ chatId, state }) => {
    const got = record.messagesTo(Number(chatId));
    if (got > 1) return true;
    if (state === 'unknown') return false;
    if (blocked.has(Number(chatId))) return state !== 'blocked' || got !== 0;
    return state !== 'sent' || got !== 1;
  });
  expect(wrong).toEqual([]);
  // What went over the limit was ordered, every time.
  const overLimit = record.calls.filter(
    ({ error, fault, parameters }) =>
      error?.code === 429 && !fault && Number(parameters['chat_id']) > firstChat,
  );
  expect(overLimit).toEqual([]);
  return counted('unknown');
}

/** Messages that went out in the fullest second, by the server's own record. */
function busiestSecond({ playground }: Scene): number {
  const times = playground.telegram.record.calls
    .filter(({ method, effect }) => effect && method === 'sendMessage')
    .map(({ at }) => at);
  let first = 0;
  return times.reduce((most, at, index) => {
    while (at - (times[first] ?? 0) >= 1_000) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

async function close({ store, playground }: Scene, bots: readonly BotProcess[]): Promise<void> {
  await Promise.all(bots.map((bot) => bot.stop()));
  await playground.close();
  await store.drop();
}

const environment = (store: KillStore) => ({
  ...store.environment,
  SENDING_PER_SECOND: String(perSecond),
  SENDING_LEASE_SECONDS: '15',
});

test(`killed with -9 ${kills} time(s) in an announcement to ${receivers}, with every fault: nobody gets it twice, and nobody is missed unknown`, {
  timeout: patience,
}, async () => {
  const scene = await setScene();
  const { store, playground } = scene;
  const bot = startBotProcess({
    playground,
    folder: store.folder,
    environment: environment(store),
  });
  try {
    for (const fault of faults) playground.telegram.faults.add({ ...fault, method: 'sendMessage' });
    const random = seededRandom();
    const share = receivers / (kills + 1);
    for (let kill = 1; kill <= kills; kill++) {
      const moment = Math.floor(share * (kill - 1) + random.int(Math.ceil(share)));
      await until(`message ${moment}`, () => arrived(playground) >= moment);
      await bot.kill();
      bot.start();
    }
    await ended(scene);
    if (store.alone) await bot.kill();
    const unknown = await expectTold(scene);
    expect(bot.kills).toBeGreaterThanOrEqual(kills);
    // Those on their way at each kill, and what broke: far from all.
    const atMost = kills * mostUnknown + receivers * 0.03;
    expect(unknown).toBeLessThan(atMost);
    process.stderr.write(`  … ${unknown} of ${receivers} unknown after ${kills} kills\n`);
  } finally {
    await close(scene, [bot]);
  }
});

/** The report has come to whoever wrote it. */
const ended = ({ announcer }: Scene): Promise<unknown> =>
  announcer.until(({ messages }) => messages.some(({ text }) => text.includes('has ended')), {
    timeout: patience,
  });

describe.runIf(givenServer() && sharedRedis()['REDIS_URL'])(
  'three workers on one PostgreSQL and Redis',
  () => {
    test(`together keep the limit in an announcement to ${receivers}, and nobody gets it twice; a pause holds all of them, and ${kills} kill(s) -9 none of the others`, {
      timeout: patience,
    }, async () => {
      const scene = await setScene();
      const { store, playground, id } = scene;
      const ports = await freePorts(3);
      const bots = ports.map((port) =>
        startBotProcess({
          playground,
          folder: store.folder,
          environment: {
            ...environment(store),
            ...sharedRedis(),
            ROLE: 'worker',
            HTTP_PORT: String(port),
            WEBHOOK_SECRET: webhookSecret,
          },
        }),
      );
      try {
        const quarter = Math.floor(receivers / 4);
        await until('the first message', () => arrived(playground) > 0);
        const begun = performance.now();
        await until('the first quarter', () => arrived(playground) >= quarter);
        const seconds = (performance.now() - begun) / 1000;
        const officer = await store.look(async ({ read }) => {
          const { byId } = await read.announcement.findUniqueOrThrow({ where: { id } });
          const cartable = await read.cartable.findFirstOrThrow({
            where: { role: 'organisation' },
          });
          const holding = { ...cartable, cartableId: cartable.id };
          return { kind: 'person', accountId: byId, chatId: 0n, holdings: [holding] } as const;
        });
        const steer = (step: 'pause' | 'resume') =>
          store.look((database) =>
            database.transaction((work) => steerAnnouncement(work, officer, { id, step })),
          );
        expect(await steer('pause')).toMatchObject({ ok: true });
        await sleep(2_000);
        const paused = arrived(playground);
        await sleep(2_000);
        expect(arrived(playground)).toBe(paused);
        expect(await steer('resume')).toMatchObject({ ok: true });
        await until('the second quarter', () => arrived(playground) >= 2 * quarter);
        const known = await store.look(({ read }) =>
          read.delivery.count({ where: { announcementId: id, state: 'unknown' } }),
        );
        expect(known).toBe(0);
        for (let kill = 1; kill <= kills; kill++) {
          const moment = 2 * quarter + Math.floor((quarter * kill) / kills);
          await until(`message ${moment}`, () => arrived(playground) >= moment);
          const bot = bots[kill % bots.length];
          await bot?.kill();
          bot?.start();
        }
        await ended(scene);
        const unknown = await expectTold(scene);
        expect(unknown).toBeLessThanOrEqual(kills * mostUnknown);
        process.stderr.write(
          `  … three workers: ${quarter} in ${seconds.toFixed(1)} s, ${busiestSecond(scene)} of ${perSecond} in the busiest second, ${unknown} unknown after ${kills} kills\n`,
        );
      } finally {
        await close(scene, bots);
      }
    });
  },
);
