import { afterEach, beforeAll, expect, test } from 'vitest';
import { type BotOptions, type RunningBot, sharedRedis, startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { dumpOf } from '../support/dump.ts';
import { heardBy } from '../support/heard.ts';
import { castOf, play, quiet } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot | undefined;

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

interface Outcome {
  readonly rows: Awaited<ReturnType<typeof dumpOf>>;
  readonly heard: ReturnType<typeof heardBy>;
}

/** The whole journey, and what it leaves in the database and on the screens. */
async function playThrough(
  options: Partial<BotOptions>,
  disturb: (running: RunningBot) => void = () => undefined,
): Promise<Outcome> {
  bot = await startBot({ database, ...options });
  disturb(bot);
  await play(castOf(bot, database));
  const { playground } = bot;
  await quiet(bot, database);
  await bot.stop();
  const outcome = { rows: await dumpOf(database.db), heard: heardBy(playground) };
  bot = undefined;
  return outcome;
}

let once: Outcome;

beforeAll(async () => {
  once = await playThrough({});
}, 120_000);

test('the undisturbed journey leaves an account, an application and a paid line', () => {
  expect(once.rows['PayLine']).toMatchObject([{ state: 'paid', amountRial: 11_250_000 }]);
  expect(once.rows['Application']).toMatchObject([{ state: 'approved' }]);
  expect(Object.keys(once.heard)).toHaveLength(6);
});

test('polled twice, every update has one effect and one answer', { timeout: 120_000 }, async () => {
  const twice = await playThrough({}, ({ playground }) => {
    playground.telegram.faults.addForUpdates({ kind: 'twice' });
  });
  expect(twice.rows).toEqual(once.rows);
  expect(twice.heard).toEqual(once.heard);
});

test('sent to two replicas at once, every update has one effect and one answer', {
  timeout: 120_000,
}, async () => {
  const both = await playThrough({ take: 'webhook', replicas: 2, environment: sharedRedis() });
  expect(both.rows).toEqual(once.rows);
  expect(both.heard).toEqual(once.heard);
});
