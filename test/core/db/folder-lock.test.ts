import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FolderInUse, lockFolder } from '../../../core/db/folder-lock.ts';

const lockOf = (host: string, pid: number): string => JSON.stringify({ host, pid });

describe('the folder of the embedded database', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'hamyar-folder-')), 'database');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  test('is refused while its holder lives, and taken over once it is gone', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await writeFile(`${folder}.lock`, lockOf(hostname(), process.ppid));
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    await writeFile(`${folder}.lock`, lockOf(hostname(), gone));
    await (await lockFolder(folder))();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  test('is refused to another machine until its holder has been silent', async () => {
    const path = `${folder}.lock`;
    // Every container's first process has the same number, so the number alone says nothing.
    await writeFile(path, lockOf('another-container', process.pid));
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    const silent = new Date(Date.now() - 60_000);
    await utimes(path, silent, silent);
    await (await lockFolder(folder))();
  });

  test.each(['', 'nobody', '-1'])('is taken over from a lock that says "%s"', async (holder) => {
    await writeFile(`${folder}.lock`, holder);
    await (await lockFolder(folder))();
  });
});
