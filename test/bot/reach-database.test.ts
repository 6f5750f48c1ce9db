import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { startPlayground } from '../../bot/playground/playground.ts';
import { reachDatabase } from '../../bot/reach-database.ts';
import { startService } from '../../bot/service.ts';
import { openDatabase } from '../../core/db.ts';
import { testSecret } from '../support/bot.ts';
import { engines } from '../support/empty-database.ts';
import { seededRandom } from '../support/random.ts';
import { lineTo } from './intake/cuttable.ts';

const postgres = engines.find(([name]) => name === 'PostgreSQL')?.[1];
const tools = { now: () => new Date(), random: seededRandom(), secret: new Uint8Array(32) };
const slow = { timeout: 60_000 };

function heard() {
  const attempts: number[] = [];
  return { attempts, log: { warn: ({ attempt }: { attempt: number }) => attempts.push(attempt) } };
}

/** Somebody who holds what others then wait for, and can have the server end the one who waits. */
async function blocker(url: string, hold: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(hold);
  const endsOne = async () => {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
    );
    return rowCount === 1;
  };
  return {
    async breakOff() {
      while (!(await endsOne())) await sleep(10);
    },
    end: () => client.end(),
  };
}

test.runIf(postgres)('a start waits for PostgreSQL, which starts later', slow, async () => {
  const empty = await postgres?.();
  const url = new URL(empty?.where.url ?? '');
  const line = await lineTo(url.hostname, Number(url.port || 5432));
  url.port = String(line.port);
  line.cut();
  const { attempts, log } = heard();
  const opening = reachDatabase(() => openDatabase({ ...tools, url: url.href }), log as never);
  while (attempts.length < 2) await sleep(10);
  line.mend();
  const database = await opening;
  expect(await database.missingMigrations()).toEqual([]);
  await database.close();
  await line.close();
  await empty?.drop();
});

test.runIf(postgres).each([
  ['while it waits for one that migrates', 'SELECT pg_advisory_lock(7264191)'],
  // The first migration makes it too, and waits for what becomes of this one.
  ['within a migration', `BEGIN; CREATE TYPE "Language" AS ENUM ('of another program')`],
])('a start that PostgreSQL breaks off %s begins anew', slow, async (_when, hold) => {
  const empty = await postgres?.();
  const url = empty?.where.url ?? '';
  const other = await blocker(url, hold);
  const { attempts, log } = heard();
  const opening = reachDatabase(() => openDatabase({ ...tools, url }), log as never);
  await other.breakOff();
  while (attempts.length === 0) await sleep(10);
  await other.end();
  const database = await opening;
  expect(await database.missingMigrations()).toEqual([]);
  await database.close();
  await empty?.drop();
});

test.runIf(postgres)(
  'a service that PostgreSQL breaks off while it starts begins anew',
  slow,
  async () => {
    const empty = await postgres?.();
    const url = empty?.where.url ?? '';
    await (await openDatabase({ ...tools, url })).close();
    const other = await blocker(url, 'BEGIN; LOCK TABLE "Holiday"');
    const { attempts, log } = heard();
    const bot = await startPlayground({ now: () => new Date() });
    const folder = await mkdtemp(join(tmpdir(), 'hamyar-start-'));
    const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder, SECRET: testSecret });
    const starting = startService({
      config: bot.configure(config),
      log: Object.assign(pino({ level: 'silent' }), log),
    });
    await other.breakOff();
    while (attempts.length === 0) await sleep(10);
    await other.end();
    const service = await starting;
    expect(await service.database.read.holiday.count()).toBeGreaterThan(0);
    await service.stop();
    await bot.close();
    await rm(folder, { recursive: true, force: true });
    await empty?.drop();
  },
);

test('what time does not mend is told at once', async () => {
  const { attempts, log } = heard();
  const open = () => Promise.reject(new Error('the password is wrong'));
  await expect(reachDatabase(open, log as never)).rejects.toThrow('the password is wrong');
  expect(attempts).toEqual([]);
});
