import { type ChildProcess, execFile, fork, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';

const tools = { now: () => new Date(), random: secureRandom, secret: new Uint8Array(32) };
const slow = { timeout: 120_000 };

describe('the folder of the embedded database', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'hamyar-folder-')), 'database');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  test('is not opened by a second process, which is told who holds it', slow, async () => {
    const database = await openDatabase({ ...tools, folder });
    const script = fileURLToPath(new URL('open-database.ts', import.meta.url));
    const open = () =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', script, folder], {
        encoding: 'utf8',
      });
    const { stdout } = await open();
    expect(stdout).toContain('FolderInUse: ');
    expect(stdout).toContain(folder);
    expect(stdout).toContain(`process ${process.pid} on ${hostname()}.`);
    await database.close();
    expect((await open()).stdout).toBe('opened');
  });

  test('of many processes that find a stale lock at once, one takes it over', slow, async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await writeFile(`${folder}.lock`, JSON.stringify({ host: hostname(), pid: gone }));
    const script = fileURLToPath(new URL('lock-folder.ts', import.meta.url));
    const others = Array.from({ length: 6 }, () =>
      fork(script, [folder], { execArgv: ['--import', 'tsx'], stdio: 'ignore' }),
    );
    const says = (other: ChildProcess) =>
      new Promise<unknown>((resolve) => other.once('message', resolve));
    await Promise.all(others.map(says));
    const heard = others.map(says);
    const at = Date.now() + 200;
    // One comes when the lock is taken over already.
    for (const [place, other] of others.entries()) other.send(place === 0 ? at + 500 : at);
    const told = await Promise.all(heard);
    for (const other of others) other.kill();
    expect(told.toSorted()).toEqual([...Array(5).fill('FolderInUse'), 'held']);
  });
});
