import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { holdsDatabase } from '../../core/db/embedded.ts';
import { emptyPostgres } from '../support/empty-database.ts';
import { givenServer } from '../support/kill-store.ts';

const script = fileURLToPath(new URL('open-database.ts', import.meta.url));
const given = (where: string) => ['--import', 'tsx', script, where];

/** A process that opens a database, which says so when it has. */
const start = (where: string) =>
  spawn(process.execPath, given(where), { stdio: ['ignore', 'pipe', 'inherit'] });

/** Whoever held a folder has gone. */
const isOver = (folder: string) =>
  stat(`${folder}.lock`).then(
    () => false,
    () => true,
  );

const opened = async (where: string) =>
  (await promisify(execFile)(process.execPath, given(where))).stdout;

/** Kills a process unless it has ended; whether it was killed. */
async function kill(process: ChildProcess): Promise<boolean> {
  if (process.exitCode !== null) return false;
  const end = once(process, 'exit');
  process.kill('SIGKILL');
  await end;
  return process.signalCode === 'SIGKILL';
}

test('a first start that is killed within its migrations goes on at the next', {
  timeout: 300_000,
}, async () => {
  const parent = await mkdtemp(join(tmpdir(), 'hamyar-first-'));
  /** The folder is there under its name, and the migrations begin. */
  const made = async (folder: string) => {
    while (!(await holdsDatabase(folder))) await sleep(5);
    return performance.now();
  };
  const whole = join(parent, 'whole', 'database');
  const [, begun] = [start(whole), await made(whole)];
  while (!(await isOver(whole))) await sleep(5);
  let length = performance.now() - begun;
  const parts = [0, 0.1, 0.2, 0.3, 0.5, 0.7];
  for (let tries = 0; parts.length > 0; tries++) {
    const folder = join(parent, `${tries}`, 'database');
    const first = start(folder);
    await made(folder);
    await sleep(length * (parts[0] ?? 0));
    const isHit = (await kill(first)) && !(await isOver(folder));
    // One that was over is faster than was thought: the same part of less, until it is hit.
    if (isHit) parts.shift();
    else length /= 2;
    expect(await opened(folder)).toBe('opened');
  }
  await rm(parent, { recursive: true, force: true });
});

const server = givenServer();

test.runIf(server)(
  'PostgreSQL goes on with the migration of a start that was killed, and the next start waits for it',
  { timeout: 120_000 },
  async () => {
    const empty = await emptyPostgres(server ?? '');
    const url = empty.where.url ?? '';
    // Within a transaction one sees who waited at its beginning.
    const [other, watch] = [new Client(url), new Client(url)];
    await Promise.all([other.connect(), watch.connect()]);
    // What the first migration makes as well: it waits for what becomes of this one.
    await other.query(`BEGIN; CREATE TYPE "Language" AS ENUM ('of another program')`);
    const waiting = async (kind: string) => {
      const { rowCount } = await watch.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
           AND wait_event = $1`,
        [kind],
      );
      return rowCount;
    };
    const first = start(url);
    while ((await waiting('transactionid')) !== 1) await sleep(20);
    await kill(first);
    const next = opened(url);
    while ((await waiting('advisory')) !== 1) await sleep(20);
    expect(await waiting('transactionid')).toBe(1);
    await other.query('ROLLBACK');
    expect(await next).toBe('opened');
    const { rows } = await other.query(
      `SELECT count(*)::int AS "begun", count("finished_at")::int AS "finished",
         count(DISTINCT "migration_name")::int AS "named" FROM "_prisma_migrations"`,
    );
    expect(rows[0].finished).toBe(rows[0].begun);
    expect(rows[0].named).toBe(rows[0].begun);
    await Promise.all([other.end(), watch.end()]);
    await empty.drop();
  },
);
