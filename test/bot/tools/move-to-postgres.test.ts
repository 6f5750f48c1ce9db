import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../../../bot/playground/playground.ts';
import { commands } from '../../../bot/tools/commands.ts';
import { verifyChain } from '../../../core/audit/queries.ts';
import { dumpOf } from '../../support/dump.ts';
import { castAt, configOf, lookInto, startInstallation } from '../../support/installation.ts';
import { givenServer } from '../../support/kill-store.ts';
import { play } from '../../support/play.ts';

const server = givenServer();

// Both PostgreSQL and the embedded database are here, so it is where the first is given.
describe.runIf(server)('on PostgreSQL', () => {
  /** Who owns databases and may nothing else, as where PostgreSQL is rented. */
  const owner = `hamyar_move_${randomUUID().slice(0, 8)}`;
  const made: string[] = [];
  let admin: Pool;
  let playground: Playground;
  let folder: string;

  beforeAll(async () => {
    admin = new Pool({ connectionString: server, max: 1 });
    await admin.query(`CREATE ROLE "${owner}" LOGIN PASSWORD '${owner}'`);
  });
  afterAll(async () => {
    for (const name of made) await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.query(`DROP ROLE "${owner}"`);
    await admin.end();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hamyar-move-'));
    playground = await startPlayground({ now: () => new Date(), limits: 'off' });
  });
  afterEach(async () => {
    await playground.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function newDatabase(): Promise<string> {
    const name = `hamyar_move_${randomUUID().slice(0, 8)}`;
    await admin.query(`CREATE DATABASE "${name}" OWNER "${owner}"`);
    made.push(name);
    const url = new URL(server ?? '');
    Object.assign(url, { pathname: `/${name}`, username: owner, password: owner });
    return url.href;
  }

  const move = (config: ReturnType<typeof configOf>) =>
    commands['move-to-postgres']?.run(config, '');

  test('everything moves row for row, and goes on there; its dump is restored as it was', {
    timeout: 180_000,
  }, async () => {
    const before = configOf(folder);
    let service = await startInstallation(playground, before);
    const cast = castAt(playground, () => service);
    await play(cast, { until: 'has uploaded enough' });
    await service.stop();
    const rows = await lookInto(before, dumpOf);

    const DATABASE_URL = await newDatabase();
    const printed = await move(configOf(folder, { DATABASE_URL }));
    expect(printed).toMatch(/^\d+ rows of \d+ tables .*\nThe record is right; events: \d+\n/);
    expect(printed).toContain(`SECRET="$(cat ${join(folder, 'secret')})"`);
    const SECRET = await readFile(join(folder, 'secret'), 'utf8');
    const after = configOf(folder, { DATABASE_URL, SECRET });
    expect(await lookInto(after, dumpOf)).toEqual(rows);
    // Nobody goes on with the old one.
    await expect(move(after)).rejects.toThrow('There is no database');

    service = await startInstallation(playground, after);
    await play(cast, { from: 'has uploaded enough', until: 'verifies the proof' });
    await service.stop();
    const moved = await lookInto(after, dumpOf);
    expect(moved['AuditEvent']?.length).toBeGreaterThan(rows['AuditEvent']?.length ?? 0);

    const restored = await newDatabase();
    const dump = join(folder, 'hamyar.dump');
    const shell = promisify(execFile);
    await shell('pg_dump', ['--format=custom', `--file=${dump}`, DATABASE_URL]);
    await shell('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${restored}`, dump]);
    const copy = configOf(folder, { DATABASE_URL: restored });
    expect(await lookInto(copy, dumpOf)).toEqual(moved);
    expect(await lookInto(copy, ({ read }) => verifyChain(read))).toMatchObject({ ok: true });
  });

  test('a move that was cut off once all was copied is finished by the next one', {
    timeout: 90_000,
  }, async () => {
    const before = configOf(folder);
    await (await startInstallation(playground, before)).stop();
    const rows = await lookInto(before, dumpOf);
    const after = configOf(folder, { DATABASE_URL: await newDatabase() });
    await move(after);
    // What a kill between the commit and this leaves.
    await rename(join(folder, 'database.moved'), join(folder, 'database'));
    expect(await move(after)).toMatch(/^\d+ rows of \d+ tables .*\nThe record is right/);
    expect(await lookInto(after, dumpOf)).toEqual(rows);
    await expect(move(after)).rejects.toThrow('database.moved');

    await rename(join(folder, 'database.moved'), join(folder, 'database'));
    await lookInto(after, ({ read }) => read.term.create({ data: { startYear: 1410, number: 1 } }));
    await expect(move(after)).rejects.toThrow('Nothing was moved now');
    expect(await lookInto(before, dumpOf)).toEqual(rows);
  });

  test('what an earlier move has put aside is told before anything is done', {
    timeout: 90_000,
  }, async () => {
    const before = configOf(folder);
    await (await startInstallation(playground, before)).stop();
    const aside = join(folder, 'database.moved');
    await mkdir(aside);
    await writeFile(join(aside, 'PG_VERSION'), '17');
    const after = configOf(folder, { DATABASE_URL: await newDatabase() });
    await expect(move(after)).rejects.toThrow(`${aside} is there already`);
    expect(await lookInto(after, ({ read }) => read.studentRecord.count())).toBe(0);
    await rm(aside, { recursive: true });
    await move(after);
    expect(await lookInto(after, ({ read }) => read.studentRecord.count())).toBeGreaterThan(0);
  });

  test('a database that is not new is left as it is', { timeout: 90_000 }, async () => {
    const before = configOf(folder);
    await (await startInstallation(playground, before)).stop();
    const DATABASE_URL = await newDatabase();
    const after = configOf(folder, { DATABASE_URL });
    await lookInto(after, ({ read }) => read.term.create({ data: { startYear: 1402, number: 1 } }));
    await expect(move(after)).rejects.toThrow('Term has rows. Nothing was moved now');
    await lookInto(after, async ({ read, transaction }) => {
      expect(await read.term.count()).toBe(1);
      // The guards and the chain's beginning are back.
      await transaction(async ({ record }) =>
        record({ action: 'term.created', subject: { type: 'term', id: 1 }, actorId: null }),
      );
      expect(await verifyChain(read)).toEqual({ ok: true, events: 1n });
    });
    expect(await lookInto(before, ({ read }) => read.studentRecord.count())).toBeGreaterThan(0);
  });
});
