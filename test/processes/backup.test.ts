import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUpToday } from '../../bot/backups.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import { commands } from '../../bot/tools/commands.ts';
import { verifyChain } from '../../core/audit/queries.ts';
import type { Database } from '../../core/db.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { environmentOf } from '../support/bot-process.ts';
import { castAt, configOf, lookInto, startInstallation } from '../support/installation.ts';
import { play } from '../support/play.ts';

let playground: Playground;
let folder: string;
const log = pino({ level: 'silent' });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamyar-backup-'));
  playground = await startPlayground({ now: () => new Date(), limits: 'off' });
});

afterEach(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (name: string, config: ReturnType<typeof configOf>, given: string) =>
  commands[name]?.run(config, given);

test('a backup written while people work is whole, and what is restored goes on where it stood', {
  timeout: 180_000,
}, async () => {
  const days = join(folder, 'days');
  const config = configOf(join(folder, 'first'), { BACKUP_DIR: days, BACKUP_KEEP: '2' });
  let service = await startInstallation(playground, config);
  const cast = castAt(playground, () => service);
  const isoDay = (day: number) => `2026-01-0${day}`;
  const backUp = (day: number): Promise<void> => {
    const now = () => new Date(`${isoDay(day)}T09:00:00Z`);
    return backUpToday({ config, database: service.database, now, log });
  };
  for (const name of ['2025-12-31', 'by hand']) await mkdir(join(days, name), { recursive: true });
  await Promise.all([play(cast, { until: 'has uploaded enough' }), backUp(1)]);
  await backUp(2);
  // Of one day there is one.
  await backUp(2);
  expect((await readdir(days)).sort()).toEqual([isoDay(1), isoDay(2), 'by hand']);

  // A command would be a second process on the folder.
  const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));
  const environment = { BOT_TOKEN: '', SECRET: '' };
  const env = environmentOf({ playground, folder: config.DATA_DIR, environment });
  await expect(
    promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', main, 'backup', join(folder, 'second')],
      { env },
    ),
  ).rejects.toThrow(`in use by process ${process.pid}`);
  await service.stop();

  const other = configOf(join(folder, 'other'));
  const during = configOf(join(folder, 'during'));
  await run('restore', during, join(days, isoDay(1)));
  expect(await lookInto(during, ({ read }) => verifyChain(read))).toMatchObject({ ok: true });
  await run('restore', other, join(days, isoDay(2)));
  const secretOf = ({ DATA_DIR }: typeof config) => readFile(join(DATA_DIR, 'secret'), 'utf8');
  expect(await secretOf(other)).toBe(await secretOf(config));
  service = await startInstallation(playground, other);
  // The expert, who compares the file with the one that the student sent.
  await play(cast, { from: 'has uploaded enough', until: 'verifies the proof' });
  await service.stop();
});

test('a backup by command is restored as it was; nothing that is there is written over', {
  timeout: 90_000,
}, async () => {
  const config = configOf(join(folder, 'first'));
  await expect(run('backup', config, join(folder, 'none'))).rejects.toThrow('There is no database');
  const service = await startInstallation(playground, config);
  await service.stop();
  const rows = () => lookInto(config, ({ read }) => read.studentRecord.findMany());
  const before = await rows();
  const { sending, planned, later, weekly } = await lookInto(config, announcementsIn);
  const backup = join(folder, 'backup');
  expect(await run('backup', config, backup)).toContain('is backed up');
  await expect(run('backup', config, backup)).rejects.toThrow('is there already');
  await expect(run('restore', config, backup)).rejects.toThrow('There is a database in');
  await expect(run('restore', configOf(join(folder, 'new')), folder)).rejects.toThrow(
    'has no database.tar.gz',
  );

  await rm(config.DATA_DIR, { recursive: true });
  await mkdir(config.DATA_DIR);
  await writeFile(join(config.DATA_DIR, 'secret'), 'another');
  await expect(run('restore', config, backup)).rejects.toThrow('another secret');
  await rm(join(config.DATA_DIR, 'secret'));
  await run('restore', config, backup);
  expect(before.length).toBeGreaterThan(0);
  expect(await rows()).toEqual(before);
  // What went out since the backup was written is known to nobody.
  const held = await lookInto(config, ({ read }) =>
    read.announcement.findMany({ orderBy: { id: 'asc' } }),
  );
  expect(held.map(({ id, state }) => [id, state])).toEqual([
    [sending, 'paused'],
    [planned, 'draft'],
    [later, 'scheduled'],
    [weekly, 'draft'],
  ]);
  expect(await lookInto(config, ({ read }) => verifyChain(read))).toMatchObject({ ok: true });
  const actions = await lookInto(config, ({ read }) =>
    read.auditEvent.count({ where: { action: 'announcement.held' } }),
  );
  expect(actions).toBe(3);
  expect(await run('hold-announcements', config, '')).toContain('No announcement');
});

/** One that is being sent, one whose time has come, one of next year, and one of each week. */
async function announcementsIn({ read }: Database) {
  const { id: byId } = await read.account.findFirstOrThrow();
  const add = async (more: Omit<Prisma.AnnouncementUncheckedCreateInput, keyof typeof shared>) =>
    (await read.announcement.create({ data: { ...shared, ...more } })).id;
  const shared = {
    ...{ byId, topic: 'general' as const, texts: { fa: 'خبر' }, audience: {} },
    createdAt: new Date(),
  };
  const past = new Date(Date.now() - 1_000);
  return {
    sending: await add({ state: 'sending', startedAt: past, total: 1 }),
    planned: await add({ state: 'scheduled', scheduledAt: past }),
    later: await add({ state: 'scheduled', scheduledAt: new Date(Date.now() + 1e10) }),
    weekly: await add({ state: 'scheduled', scheduledAt: past, recurrence: 'weekly' }),
  };
}

test('commands for the embedded database say so where PostgreSQL is configured', async () => {
  const config = configOf(folder, { DATABASE_URL: 'postgresql://127.0.0.1/hamyar' });
  for (const name of ['backup', 'restore']) {
    await expect(run(name, config, folder)).rejects.toThrow('pg_dump');
  }
  expect(() =>
    configOf(folder, { DATABASE_URL: 'postgresql://127.0.0.1/hamyar', BACKUP_DIR: folder }),
  ).toThrow('BACKUP_DIR: is for the embedded database');
});
