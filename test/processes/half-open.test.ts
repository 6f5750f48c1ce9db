import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../core/db.ts';
import { settableClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hamyar-folder-'));
  folder = join(root, 'database');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const open = (): Promise<Database> =>
  openDatabase({
    folder,
    now: settableClock().now,
    random: seededRandom(),
    secret: new Uint8Array(32),
  });

async function terms(): Promise<number> {
  const database = await open();
  try {
    return await database.read.term.count();
  } finally {
    await database.close();
  }
}

test('a process that was killed while it opened the folder leaves it to the next one', async () => {
  const database = await open();
  await database.read.term.create({ data: { startYear: 1402, number: 1 } });
  await database.close();
  // Killed between making its file and writing it, as a kill at the right moment leaves it.
  await writeFile(join(folder, 'postmaster.pid'), '');
  expect(await terms()).toBe(1);
});

test('a process that was killed while it made the folder leaves nothing half made', async () => {
  await mkdir(`${folder}.new`, { recursive: true });
  await writeFile(join(`${folder}.new`, 'PG_VERSION'), '17\n');
  expect(await terms()).toBe(0);
  expect(await readdir(root)).toEqual(['database']);
});
