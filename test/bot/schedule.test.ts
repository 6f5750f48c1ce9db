import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Job, jobs } from '../../bot/jobs.ts';
import { createSchedule } from '../../bot/schedule.ts';
import { announcementPage } from '../../bot/view/announcement-page.ts';
import { words } from '../../bot/view/language.ts';
import { steerAnnouncement } from '../../core/announcements/commands/steer-announcement.ts';
import { announcementOf } from '../../core/announcements/queries.ts';
import { openBucket } from '../../core/files/bucket.ts';
import { openDiskStore } from '../../core/files/disk.ts';
import type { FileStore } from '../../core/files/gateway.ts';
import { startBucketServer } from '../support/bucket-server.ts';
import { days, minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { usual } from '../support/jobs.ts';
import { anOfficer, aPerson } from '../support/people.ts';

const database = useDatabase();
let folder: string;
let files: FileStore;
let logged: { msg: string; job: string; error: string }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamyar-jobs-'));
  const temporaryName = randomUUID;
  files = await openDiskStore({ root: folder, temporaryName, now: database.clock.now });
  logged = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function schedule() {
  const sink = new Writable({
    write(line, _encoding, done) {
      logged.push(JSON.parse(String(line)));
      done();
    },
  });
  const { now } = database.clock;
  const parts = { database: database.db, files, now, ...usual };
  return createSchedule({ ...parts, log: pino(sink) });
}

const aJob = (run: Job['run']): Job => ({ name: 'a job', at: '0 0 1 1 *', run });

function theJob(name: string): Job {
  const job = jobs.find((one) => one.name === name);
  if (!job) throw new Error(`there is no job "${name}"`);
  return job;
}

/** Something that a test waits for and lets happen. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a job', () => {
  test('that fails at one row goes on with the others, and says so', async () => {
    const done: number[] = [];
    const job = aJob(({ each }) =>
      each([1, 2, 3], async (row) => {
        if (row === 2) throw new TypeError('the second row has a bug');
        done.push(row);
      }),
    );
    await schedule().run(job);
    expect(done).toEqual([1, 3]);
    expect(logged).toMatchObject([{ job: 'a job', error: 'TypeError' }]);
    expect(JSON.stringify(logged)).not.toContain('second row');
  });

  test('that finds the database out of reach does not ask again for every row', async () => {
    const asked: number[] = [];
    const outage = Object.assign(new Error('Connection terminated'), { name: 'Outage' });
    const job = aJob(({ each }) =>
      each([1, 2, 3], async (row) => {
        asked.push(row);
        throw outage;
      }),
    );
    await schedule().run(job);
    expect(asked).toEqual([1]);
    expect(logged).toMatchObject([{ error: 'Outage' }]);
  });

  test('that fails as a whole stops nothing else', async () => {
    const runs = schedule();
    await runs.run(aJob(() => Promise.reject(new RangeError())));
    const done: string[] = [];
    await runs.run(aJob(async () => done.push('the other')));
    expect(done).toEqual(['the other']);
    expect(logged).toMatchObject([{ error: 'RangeError' }]);
  });
});

describe('a stop', () => {
  test('waits for the row that is being done, and begins no other', async () => {
    const runs = schedule();
    const [begun, finish] = [gate(), gate()];
    const done: number[] = [];
    const job = aJob(({ each }) =>
      each([1, 2], async (row) => {
        begun.open();
        await finish.opened;
        done.push(row);
      }),
    );
    const run = runs.run(job);
    await begun.opened;
    const order: string[] = [];
    const stopped = runs.stop().then(() => order.push('stopped'));
    void finish.opened.then(() => order.push('finishing'));
    finish.open();
    await Promise.all([stopped, run]);
    expect(order).toEqual(['finishing', 'stopped']);
    expect(done).toEqual([1]);
    await runs.run(aJob(async () => done.push(9)));
    expect(done).toEqual([1]);
  });
});

test('a stop ends what goes step by step after the step that is being done', async () => {
  const runs = schedule();
  const [begun, finish] = [gate(), gate()];
  let steps = 0;
  const job = aJob(({ whileMore }) =>
    whileMore(async () => {
      steps += 1;
      begun.open();
      await finish.opened;
      return { more: steps < 9 };
    }),
  );
  const run = runs.run(job);
  await begun.opened;
  const stopped = runs.stop();
  finish.open();
  await Promise.all([stopped, run]);
  expect(steps).toBe(1);
});

describe('the jobs', () => {
  const aForm = async (chatId: bigint, at: Date) => {
    const { read } = database.db;
    await read.chatSession.create({ data: { chatId, createdAt: at, lastSeenAt: at } });
    const content = { answers: { firstName: 'نگار' }, scratch: {} };
    const state = { form: 'registration', version: 1, step: 'lastName', content };
    await read.formState.create({ data: { chatId, ...state, updatedAt: at } });
    await read.rulesAcceptance.create({
      data: { chatId, kind: 'registration', version: 1, sha256: '', language: 'fa', at },
    });
  };
  const run = (name: string) => schedule().run(theJob(name));

  test('a registration that nobody touched for 90 days is forgotten, a day earlier it is kept', async () => {
    const { read } = database.db;
    await aForm(1n, database.clock.now());
    database.clock.advance(days);
    await aForm(2n, database.clock.now());
    database.clock.advance(89 * days + 1);
    await run('forget what is done');
    expect(await read.formState.findMany()).toMatchObject([{ chatId: 2n }]);
    expect(await read.rulesAcceptance.findMany()).toMatchObject([{ chatId: 2n }]);
    expect(logged).toEqual([]);
  });

  test('rules accepted long ago stay accepted while the form is still worked on', async () => {
    const { read } = database.db;
    await aForm(1n, database.clock.now());
    database.clock.advance(100 * days);
    await read.formState.updateMany({ data: { updatedAt: database.clock.now() } });
    await run('forget what is done');
    expect(await read.rulesAcceptance.count()).toBe(1);
  });

  test('every account whose time is over is voided', async () => {
    const profileDueAt = database.clock.now();
    const late = { state: 'preRegistered', profileDueAt } as const;
    await aPerson(database, late);
    await aPerson(database, late);
    database.clock.advance(1);
    await run('void accounts without a profile');
    const accounts = await database.db.read.account.findMany();
    expect(accounts.map(({ state }) => state)).toEqual(['voided', 'voided']);
  });

  test('files that were given up lose their bytes, and after a month every trace', async () => {
    const { read } = database.db;
    const kept = await files.put(new TextEncoder().encode('a file of somebody who left'));
    const now = database.clock.now();
    await read.storedFile.create({ data: { ...kept, createdAt: now, deletedAt: now } });
    database.clock.advance(10 * minutes);
    // Another person has just sent the same; the row is being written.
    await files.put(new TextEncoder().encode('a file of somebody who left'));
    await run('delete attachments whose time is over');
    await files.get(kept.key);
    database.clock.advance(days);
    await run('delete attachments whose time is over');
    await expect(files.get(kept.key)).rejects.toMatchObject({ fault: 'missing' });
    await run('forget what is done');
    expect(await read.storedFile.count()).toBe(1);
    database.clock.advance(31 * days);
    await run('forget what is done');
    expect(await read.storedFile.count()).toBe(0);
  });

  describe('forget what was sent long ago', () => {
    const many = 5_200;

    /** Ended at an instant, with receivers of whom nobody knows whether they have got it. */
    const anEnded = async (endedAt: Date | null, receivers: number) => {
      const { read } = database.db;
      const { id } = await read.announcement.create({
        data: {
          ...{ byId: 1, topic: 'general', texts: { en: 'News' }, audience: {} },
          ...{ createdAt: database.clock.now(), startedAt: database.clock.now(), endedAt },
          ...{ state: endedAt ? 'done' : 'paused', total: receivers, unknown: receivers },
        },
        select: { id: true },
      });
      await read.$executeRaw`
        INSERT INTO "Delivery" ("announcementId", "chatId", "language", "state")
        SELECT ${id}::int, "n", 'en', 'unknown' FROM generate_series(1, ${receivers}::int) AS "n"`;
      return id;
    };
    const receiversOf = (announcementId: number) =>
      database.db.read.delivery.count({ where: { announcementId } });

    test('deletes who got an announcement, and keeps how many did', async () => {
      const { read, transaction } = database.db;
      const now = database.clock.now();
      const [old, open] = [await anEnded(now, many), await anEnded(null, 3)];
      const late = await anEnded(new Date(now.getTime() + 1), 3);
      const officer = await anOfficer(database, { role: 'organisation' });
      const again = (id: number) =>
        transaction((work) => steerAnnouncement(work, officer, { id, step: 'resendUnknown' }));
      database.clock.advance(30 * days);
      await run('forget what was sent long ago');
      expect(await receiversOf(old)).toBe(many);
      database.clock.advance(1);
      await run('forget what was sent long ago');
      expect([await receiversOf(old), await receiversOf(open), await receiversOf(late)]).toEqual([
        ...[0, 3, 3],
      ]);
      const report = await announcementOf(read, old);
      expect(report).toMatchObject({ state: 'done', total: many, unknown: many });
      const page = report && announcementPage(report, words.en);
      expect(page?.text).toContain('The list of its receivers has been deleted');
      expect(JSON.stringify(page?.buttons)).not.toContain('resendUnknown');
      expect(await again(old)).toMatchObject({ reason: 'moved' });
      expect(await again(late)).toMatchObject({ ok: true });
      expect(await again(open)).toMatchObject({ ok: true });
      // What is sent again has not ended.
      database.clock.advance(90 * days);
      await run('forget what was sent long ago');
      expect([await receiversOf(late), await receiversOf(open)]).toEqual([3, 3]);
      const record = await read.auditEvent.findMany({
        where: { action: 'announcement.forgotten' },
      });
      expect(record).toMatchObject([{ subjectId: String(old) }]);
    });

    test('deletes messages that found their end, and none that waits', async () => {
      const { read } = database.db;
      await read.$executeRaw`
        INSERT INTO "OutboxMessage" ("kind", "channel", "address", "payload", "dueAt", "createdAt", "state")
        SELECT 'notice', 'email', 'a@example.com', '{}', ${database.clock.now()}, ${database.clock.now()}, "state"
        FROM unnest(enum_range(NULL::"OutboxState")) AS "state", generate_series(1, 1301)`;
      database.clock.advance(30 * days);
      await run('forget what was sent long ago');
      expect(await read.outboxMessage.count()).toBe(6 * 1_301);
      database.clock.advance(1);
      await run('forget what was sent long ago');
      const left = await read.outboxMessage.groupBy({ by: ['state'], _count: true });
      expect(new Map(left.map(({ state, _count }) => [state, _count]))).toEqual(
        new Map([
          ['pending', 1_301],
          ['sending', 1_301],
        ]),
      );
    });
  });

  test.each(['on the disk', 'in a bucket'])(
    'files that nobody came to refer to go after a day, %s; those that a row may still come for stay',
    async (where) => {
      const bucket = await startBucketServer(database.clock.now);
      if (where === 'in a bucket') files = await openBucket(bucket.options);
      const put = (text: string) => files.put(new TextEncoder().encode(text));
      const { read } = database.db;
      const [lonely, again, needed] = [await put('lonely'), await put('again'), await put('kept')];
      const twice = await put('given up by one and kept by another');
      const createdAt = database.clock.now();
      const gone = { ...twice, createdAt, deletedAt: createdAt };
      await read.storedFile.createMany({
        data: [{ ...needed, createdAt }, { ...twice, createdAt }, gone],
      });
      database.clock.advance(2 * minutes);
      // Sent once more; its row is being written.
      await put('again');
      const kept = async (...all: readonly { key: string }[]) =>
        Promise.all(all.map(({ key }) => files.get(key)));
      database.clock.advance(days - 2 * minutes);
      await run('delete files that nobody came to refer to');
      await kept(lonely, again, needed, twice);
      database.clock.advance(1_000);
      await run('delete files that nobody came to refer to');
      await expect(files.get(lonely.key)).rejects.toMatchObject({ fault: 'missing' });
      await kept(again, needed, twice);
      expect(logged).toEqual([]);
      await bucket.close();
    },
  );

  test('all of them run on an empty database', async () => {
    const runs = schedule();
    for (const job of jobs) await runs.run(job);
    expect(logged).toEqual([]);
  });
});
