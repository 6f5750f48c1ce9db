import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Job, jobs } from '../../bot/jobs.ts';
import { createSchedule } from '../../bot/schedule.ts';
import { openDiskStore } from '../../core/files/disk.ts';
import type { FileStore } from '../../core/files/gateway.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { offersNothing } from '../support/jobs.ts';
import { aPerson } from '../support/people.ts';

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
  const parts = { database: database.db, files, showMenu: offersNothing, now };
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
    await run('delete attachments whose time is over');
    await expect(files.get(kept.key)).rejects.toMatchObject({ fault: 'missing' });
    await run('forget what is done');
    expect(await read.storedFile.count()).toBe(1);
    database.clock.advance(31 * days);
    await run('forget what is done');
    expect(await read.storedFile.count()).toBe(0);
  });

  test('all of them run on an empty database', async () => {
    const runs = schedule();
    for (const job of jobs) await runs.run(job);
    expect(logged).toEqual([]);
  });
});
