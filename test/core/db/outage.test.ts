import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isConflict, isOutage } from '../../../core/db/outage.ts';
import { openPostgres } from '../../../core/db/postgres.ts';
import { type Database, openDatabase } from '../../../core/db.ts';
import type { Tx } from '../../../core/work.ts';
import { PrismaClient } from '../../../prisma/generated/client.ts';
import { type Line, lineTo } from '../../bot/intake/cuttable.ts';
import { useDatabase } from '../../support/database.ts';
import { type EmptyDatabase, engines } from '../../support/empty-database.ts';
import { seededRandom } from '../../support/random.ts';

const shared = useDatabase();
const postgres = engines.find(([name]) => name === 'PostgreSQL')?.[1];
const tools = { now: () => new Date(), random: seededRandom(), secret: new Uint8Array(32) };

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('what takes too long is undone, and is no outage: it would take as long again', async () => {
  const slow = shared.db.transaction(
    async ({ tx }) => {
      await tx.term.create({ data: { startYear: 1402, number: 1 } });
      await sleep(300);
      await tx.term.count();
    },
    { longestMs: 100 },
  );
  const error = await failureOf(slow);
  expect(error).toMatchObject({ code: 'P2028' });
  expect(isOutage(error)).toBe(false);
  expect(await shared.db.read.term.count()).toBe(0);
});

describe.runIf(postgres)('on PostgreSQL', () => {
  let empty: EmptyDatabase | undefined;
  let line: Line;
  let db: Database;

  beforeEach(async () => {
    empty = await postgres?.();
    const url = new URL(empty?.where.url ?? '');
    line = await lineTo(url.hostname, Number(url.port || 5432));
    url.port = String(line.port);
    db = await openDatabase({ ...tools, url: url.href, poolSize: 3 });
    for (const number of [1, 2]) await db.read.term.create({ data: { startYear: 1402, number } });
  });
  afterEach(async () => {
    await db.close();
    await line.close();
    await empty?.drop();
  });

  const lock = (tx: Tx, number: number) =>
    tx.$queryRaw`SELECT 1 FROM "Term" WHERE "number" = ${number} FOR UPDATE`;

  test('of two that lock the same rows in two orders both are done, one of them again', async () => {
    let begun = 0;
    const locking = (first: number, second: number) =>
      db.transaction(async ({ tx }) => {
        await lock(tx, first);
        // Counted when it is held: each goes on to the other's row only then, so they must meet.
        begun += 1;
        while (begun < 2) await sleep(5);
        await lock(tx, second);
        return first;
      });
    expect(await Promise.all([locking(1, 2), locking(2, 1)])).toEqual([1, 2]);
    // Who begins again may take the first row before the other one wakes, and both meet once more.
    expect(begun).toBeGreaterThanOrEqual(3);
  });

  test('what can only conflict is told as it is, after some tries', async () => {
    const error = await failureOf(
      db.transaction(
        ({ tx }) => tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION '' USING ERRCODE = '40001'; END $$`,
      ),
    );
    expect([isConflict(error), isOutage(error)]).toEqual([true, false]);
  });

  const statements: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
    'a raw statement': (tx) => tx.$queryRaw`SELECT 1`,
    'a statement of Prisma’s': (tx) => tx.term.count(),
    'the commit': async () => undefined,
  };

  describe.each(['closed', 'reset'] as const)('a connection that is %s', (how) => {
    test.each(Object.entries(statements))('before %s is an outage', async (_what, next) => {
      const error = await failureOf(
        db.transaction(async ({ tx }) => {
          await lock(tx, 1);
          line.cut(how);
          // As with a router in between: it is noticed only when something is sent.
          await next(tx);
        }),
      );
      expect(error).toBeInstanceOf(Error);
      expect(isOutage(error)).toBe(true);
    });
  });

  test('a server whose host vanishes without a word is given up, and asked anew', async () => {
    const url = new URL(empty?.where.url ?? '');
    url.port = String(line.port);
    const store = openPostgres(url.href, 1, { silentMs: 3_000 });
    const read = new PrismaClient({ adapter: store.factory });
    try {
      expect(await read.term.count()).toBe(2);
      line.hush();
      expect(isOutage(await failureOf(read.term.count()))).toBe(true);
      expect(await read.term.count()).toBe(2);
    } finally {
      await read.$disconnect();
      await store.close();
    }
  });

  test('a lock that does not come free in time is an outage', async () => {
    const error = await failureOf(
      db.transaction(async ({ tx }) => {
        await lock(tx, 1);
        await db.transaction(async (other) => {
          await other.tx.$executeRaw`SET LOCAL lock_timeout = '50ms'`;
          await lock(other.tx, 1);
        });
      }),
    );
    expect(isOutage(error)).toBe(true);
  });

  test('a server that takes no changes is an outage, however they are written', async () => {
    const readOnly = (write: (tx: Tx) => Promise<unknown>) =>
      failureOf(
        db.transaction(async ({ tx }) => {
          await tx.$executeRaw`SET TRANSACTION READ ONLY`;
          await write(tx);
        }),
      );
    for (const write of [
      (tx: Tx) => tx.term.create({ data: { startYear: 1403, number: 1 } }),
      (tx: Tx) => tx.$executeRaw`DELETE FROM "Term"`,
    ]) {
      expect(isOutage(await readOnly(write))).toBe(true);
    }
  });

  test('the server itself ends a transaction whose process has vanished, and who waits for it in vain', async () => {
    const settings = ['idle_in_transaction_session_timeout', 'lock_timeout', 'tcp_keepalives_idle'];
    const rows = await db.read.$queryRaw<{ name: string; setting: string }[]>`
      SELECT "name", "setting" FROM pg_settings WHERE "name" = ANY (${settings}) ORDER BY "name"`;
    expect(rows.map(({ setting }) => setting)).toEqual(['60000', '30000', '30']);
  });

  test('a database that refuses connections is an outage, however it is asked', async () => {
    line.cut();
    await db.read.$disconnect();
    expect(isOutage(await failureOf(db.read.$queryRaw`SELECT 1`))).toBe(true);
    expect(isOutage(await failureOf(db.read.term.count()))).toBe(true);
    expect(isOutage(await failureOf(db.transaction(({ tx }) => tx.term.count())))).toBe(true);
  });
});
