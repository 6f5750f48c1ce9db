import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { reachDatabase } from '../../bot/reach-database.ts';
import { openDatabase } from '../../core/db.ts';
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
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query(hold);
  const { attempts, log } = heard();
  const opening = reachDatabase(() => openDatabase({ ...tools, url }), log as never);
  const ended = async () => {
    const { rowCount } = await other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
    );
    return rowCount === 1;
  };
  while (!(await ended())) await sleep(10);
  while (attempts.length === 0) await sleep(10);
  await other.end();
  const database = await opening;
  expect(await database.missingMigrations()).toEqual([]);
  await database.close();
  await empty?.drop();
});

test('what time does not mend is told at once', async () => {
  const { attempts, log } = heard();
  const open = () => Promise.reject(new Error('the password is wrong'));
  await expect(reachDatabase(open, log as never)).rejects.toThrow('the password is wrong');
  expect(attempts).toEqual([]);
});
