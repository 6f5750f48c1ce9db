import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testStart } from './clock.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();

async function leaveTraces(): Promise<void> {
  await database.db.transaction(async (work) => {
    await work.tx.term.create({ data: { startYear: 1402, number: 1 } });
    work.record({ action: 'term.created', subject: { type: 'term', id: 1 }, actorId: null });
  });
  database.clock.advance(1000);
}

test.each(['first', 'second'])('the %s test starts on an empty database', async () => {
  expect(await database.db.read.term.count()).toBe(0);
  expect(await database.db.read.auditEvent.count()).toBe(0);
  expect(await database.db.read.auditHead.findMany()).toMatchObject([{ id: 1, seq: 0n }]);
  expect(database.clock.now()).toEqual(new Date(testStart));
  await leaveTraces();
  expect(await database.db.read.auditEvent.count()).toBe(1);
});

test('the audit record of a test cannot be deleted', async () => {
  await leaveTraces();
  await expect(database.db.read.auditEvent.deleteMany()).rejects.toThrow('append-only');
});

test('each table counts its ids from a place of its own', async () => {
  const term = await database.db.read.term.create({ data: { startYear: 1402, number: 1 } });
  const university = await database.db.read.university.create({
    data: { code: 'a', nameFa: 'ا', nameEn: 'A' },
  });
  expect(Math.abs(term.id - university.id)).toBeGreaterThan(500);
});

// The embedded database does one thing at a time.
// biome-ignore lint/style/noProcessEnv: which database this is, is known before the test begins.
test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'work that is still going on is finished before the database is emptied',
  async () => {
    const { db } = database;
    const term = await db.read.term.create({ data: { startYear: 1402, number: 1 } });
    const names = { nameFa: 'ا', nameEn: 'A' };
    const university = await db.read.university.create({ data: { code: 'a', ...names } });
    const waiting = () => db.read.$queryRaw`SELECT FROM pg_locks WHERE NOT granted`;
    // Takes the rows in the order that meets the other half-way.
    const work = db.transaction(async ({ tx }) => {
      await tx.university.update({ where: { id: university.id }, data: { code: 'b' } });
      const emptied = database.empty();
      while (!((await waiting()) as unknown[]).length) await sleep(10);
      await tx.term.update({ where: { id: term.id }, data: { number: 2 } });
      return { emptied };
    });
    await (await work).emptied;
    expect(await db.read.term.count()).toBe(0);
  },
);
