import { setTimeout as sleep } from 'node:timers/promises';
import { playgroundBot } from '../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import { tellChat } from '../../core/outbox/commands.ts';
import { aBegunAnnouncement, anAnnouncer, fillAudience, firstChat } from '../support/audience.ts';
import { benchServer } from '../support/bench-server.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type KillStore, openKillStore } from '../support/kill-store.ts';
import { type Figure, type Topic, whereFull } from './figures.ts';
import { memoryOf } from './load/meter.ts';

interface Run {
  readonly receivers: number;
  readonly perSecond: number;
  /** How long the rate is looked at, after the first seconds. */
  readonly seconds: number;
}

interface Scene {
  readonly store: KillStore;
  readonly playground: Playground;
  readonly bot: BotProcess;
}

/** One process of the bot against a server that counts, and refuses what goes over the limit. */
async function withScene<Value>(
  { receivers, perSecond }: Run,
  use: (scene: Scene) => Promise<Value>,
): Promise<Value> {
  const store = await openKillStore(benchServer());
  const limits = { perSecond, perChatPerSecond: 1 };
  const options = { now: () => new Date(), limits, record: 'counters', history: 1 } as const;
  const playground = await startPlayground(options);
  playground.telegram.crowd(playgroundBot.username, { firstId: firstChat + 1, count: receivers });
  await store.look(async (database) => {
    await fillAudience(database, receivers);
    await aBegunAnnouncement(database, await anAnnouncer(database));
  });
  const environment = {
    ...store.environment,
    SENDING_PER_SECOND: String(perSecond),
    SENDING_PER_CHAT_PER_SECOND: '1',
    SENDING_LEASE_SECONDS: '60',
  };
  const bot = startBotProcess({ playground, folder: store.folder, environment });
  try {
    return await use({ store, playground, bot });
  } finally {
    await bot.stop();
    await playground.close();
    await store.drop();
  }
}

const arrived = ({ playground: { telegram } }: Scene): number => telegram.record.chats.size;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}

/** The rate by the server's own count, what it refused, and what the process grew by after the first fifth. */
async function measure(run: Run): Promise<{ rate: number; refused: number; grown: number }> {
  return withScene(run, async (scene) => {
    await until(() => arrived(scene) >= run.perSecond * 2);
    const [from, since] = [arrived(scene), performance.now()];
    const end = Math.min(run.receivers, from + run.perSecond * run.seconds * 2);
    // By then its heap is as large as work at this rate makes it.
    const early = until(() => arrived(scene) >= run.receivers / 5).then(() =>
      memoryOf(scene.bot.pid),
    );
    await until(() => arrived(scene) >= end || performance.now() - since >= run.seconds * 1000);
    const rate = ((arrived(scene) - from) / (performance.now() - since)) * 1000;
    await until(() => arrived(scene) >= Math.min(run.receivers, end));
    const grown = (await memoryOf(scene.bot.pid)) - (await early);
    return { rate, refused: scene.playground.telegram.record.refused, grown };
  });
}

/** Notices that are written while an announcement runs at its full rate: the slowest, in seconds. */
async function slowestNotice(run: Run, notices: number): Promise<number> {
  return withScene(run, async (scene) => {
    await until(() => arrived(scene) >= run.perSecond);
    const { record } = scene.playground.telegram;
    let slowest = 0;
    for (let number = 0; number < notices; number++) {
      // One of the last, whom the announcement does not reach meanwhile.
      const chatId = firstChat + run.receivers - number;
      const before = record.messagesTo(chatId);
      const written = performance.now();
      await scene.store.look(({ transaction }) =>
        transaction(async (work) => tellChat(work, BigInt(chatId), { name: 'registered' })),
      );
      await until(() => record.messagesTo(chatId) > before);
      slowest = Math.max(slowest, (performance.now() - written) / 1000);
    }
    return slowest;
  });
}

/** How long the rows of an audience take to be written, and what this process needs for it. */
async function enqueue(receivers: number): Promise<{ seconds: number; grown: number }> {
  const store = await openKillStore(benchServer());
  try {
    return await store.look(async (database) => {
      await fillAudience(database, receivers);
      await database.read.$executeRawUnsafe('ANALYZE');
      const person = await anAnnouncer(database);
      const [begun, early] = [performance.now(), process.memoryUsage().rss];
      await aBegunAnnouncement(database, person);
      const grown = (process.memoryUsage().rss - early) / 1024 ** 2;
      return { seconds: (performance.now() - begun) / 1000, grown };
    });
  } finally {
    await store.drop();
  }
}

const number = (count: number) => count.toLocaleString('en');

/** Announcements by one process on PostgreSQL, against the local Bot API with its limits on. */
export const sending: Topic = {
  name: 'sending',
  async run({ full, say }) {
    const figures: Figure[] = [];
    say('30 a second');
    const usual = { receivers: full ? 2_200 : 600, perSecond: 30, seconds: full ? 60 : 12 };
    const slow = await measure(usual);
    figures.push(
      {
        what: `30/s, held over ${usual.seconds} s`,
        value: slow.rate,
        unit: '/s',
        wanted: { atLeast: 29.5 },
      },
      { what: '30/s, answers 429', value: slow.refused, unit: 'calls', wanted: { atMost: 0 } },
    );
    say('1,000 a second');
    const fast = { receivers: full ? 100_000 : 10_000, perSecond: 1000, seconds: full ? 90 : 7 };
    const quick = await measure(fast);
    const to = `1,000/s to ${number(fast.receivers)}`;
    figures.push(
      { what: to, value: quick.rate, unit: '/s', wanted: { atLeast: 950 } },
      { what: `${to}, answers 429`, value: quick.refused, unit: 'calls', wanted: { atMost: 0 } },
      {
        what: `${to}, memory grown`,
        ...{ value: quick.grown, unit: 'MB', ...whereFull(full, { atMost: 100 }) },
      },
    );
    say('notices meanwhile');
    const meanwhile = { receivers: 20_000, perSecond: 30, seconds: 0 };
    const slowest = await slowestNotice(meanwhile, full ? 40 : 10);
    figures.push({
      what: 'slowest notice while an announcement to 20,000 runs at 30/s',
      ...{ value: slowest, unit: 's', wanted: { atMost: 2 } },
    });
    const receivers = full ? 1_000_000 : 50_000;
    say(`rows for ${number(receivers)} receivers`);
    const rows = await enqueue(receivers);
    figures.push(
      {
        what: `rows for ${number(receivers)}`,
        value: rows.seconds,
        unit: 's',
        wanted: { atMost: 30 },
      },
      {
        what: `rows for ${number(receivers)}, memory grown`,
        value: rows.grown,
        unit: 'MB',
        wanted: { atMost: 50 },
      },
    );
    return figures;
  },
};
