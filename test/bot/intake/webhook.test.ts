import type { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createFloodGate } from '../../../bot/intake/flood.ts';
import { webhookRoutes } from '../../../bot/intake/webhook.ts';
import { openDatabase } from '../../../core/db.ts';
import { useDatabase } from '../../support/database.ts';
import { engines } from '../../support/empty-database.ts';
import { seededRandom } from '../../support/random.ts';
import { lineTo } from './cuttable.ts';
import { type TestBot, testBot, text } from './test-bot.ts';

const database = useDatabase();
const secret = 'secret-of-the-webhook';

const echo = (db = database.db, points = 1_000): TestBot =>
  testBot(
    db,
    {
      handle: async (turn) => {
        const { input } = turn.incoming;
        turn.say(input.kind === 'text' ? input.text : input.kind);
      },
    },
    createFloodGate(undefined, points),
  );

const routesOf = ({ bot, log }: TestBot): Hono =>
  webhookRoutes({ bot, secret, path: '/hook', log });

async function post(routes: Hono, body: unknown, given: string | undefined = secret) {
  const headers = {
    'content-type': 'application/json',
    ...(given === '' ? {} : { 'X-Telegram-Bot-Api-Secret-Token': given }),
  };
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return (await routes.request('/hook', { method: 'POST', headers, body: content })).status;
}

test.each([
  ['no secret', ''],
  ['another secret', 'secret-of-the-webhool'],
  ['a longer one', `${secret}1`],
])('%s is refused', async (_name, given) => {
  const bot = echo();
  expect(await post(routesOf(bot), text(21, 'hello'), given)).toBe(403);
  expect(bot.said).toEqual([]);
});

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[1]'],
  ['an id that is text', '{"update_id":"1"}'],
  ['an id that is no whole number', '{"update_id":1.5}'],
  ['an id beyond numbers', '{"update_id":1e400}'],
])('%s is no update', async (_name, body) => {
  expect(await post(routesOf(echo()), body)).toBe(400);
});

test('a body that is too large is refused', async () => {
  const bot = echo();
  expect(await post(routesOf(bot), text(22, 'x'.repeat(1024 * 1024)))).toBe(413);
  expect(bot.said).toEqual([]);
});

test('a message without its parts does nothing', async () => {
  const bot = echo();
  expect(await post(routesOf(bot), { update_id: 9_000_001, message: {} })).toBe(200);
  expect(bot.said).toEqual([]);
});

test('a chat that floods is not worked for; others are', async () => {
  const bot = echo(database.db, 3);
  for (let sent = 0; sent < 6; sent += 1) {
    expect(await post(routesOf(bot), text(23, `${sent}`))).toBe(200);
  }
  expect(await post(routesOf(bot), text(24, 'hello'))).toBe(200);
  expect(bot.said.map(({ chatId }) => chatId)).toEqual([23n, 23n, 23n, 24n]);
  expect(await database.db.read.processedUpdate.count()).toBe(4);
});

const postgres = engines.find(([name]) => name === 'PostgreSQL')?.[1];

test.runIf(postgres)('PostgreSQL goes away in the middle of the work and comes back', async () => {
  const empty = await postgres?.();
  const url = new URL(empty?.where.url ?? '');
  const line = await lineTo(url.hostname, Number(url.port || 5432));
  url.port = String(line.port);
  const tools = { now: () => new Date(), random: seededRandom(), secret: new Uint8Array(32) };
  const db = await openDatabase({ ...tools, url: url.href, poolSize: 3 });
  let cutNow = true;
  const bot = testBot(db, {
    handle: async (turn) => {
      if (cutNow) line.cut();
      await turn.work.tx.term.create({ data: { startYear: 1402, number: 1 } });
      turn.say('done');
    },
  });
  const update = text(25, 'hello');
  const routes = routesOf(bot);
  expect(await post(routes, update)).toBe(503);
  cutNow = false;
  expect(await post(routes, update)).toBe(503);
  line.mend();
  expect(await post(routes, update)).toBe(200);
  expect(await post(routes, update)).toBe(200);
  expect(bot.said).toHaveLength(1);
  expect(await db.read.term.count()).toBe(1);

  // One connection is ended by the server, as at its restart; the next one is there at once.
  let ended = false;
  const next = testBot(db, {
    handle: async (turn) => {
      if (!ended) {
        ended = true;
        await turn.work.tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
      }
      turn.say('done');
    },
  });
  const second = text(26, 'hello');
  expect(await post(routesOf(next), second)).toBe(503);
  expect(await post(routesOf(next), second)).toBe(200);
  expect(next.said).toMatchObject([{ reply: { text: 'done' } }]);
  await db.close();
  await line.close();
  await empty?.drop();
});
