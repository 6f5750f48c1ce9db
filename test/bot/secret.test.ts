import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { readSecret } from '../../bot/secret.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamyar-secret-'));
  path = join(folder, 'secret');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = () => readSecret(readConfig({ DATA_DIR: folder }));

describe('the secret of an installation', () => {
  test('is made once, however many ask for it at once, and is its owner’s alone', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, read));
    const [first] = all;
    expect(String(first)).toMatch(/^[0-9a-f]{64}$/);
    expect(all.every((one) => Buffer.from(one).equals(first ?? Buffer.of()))).toBe(true);
    expect(await read()).toEqual(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['secret']);
  });

  test.each([
    ['nothing', ''],
    ['a blank', '\n'],
    ['the beginning of one', 'a1b2c3d4'],
  ])('is not %s, as a full disk may leave it', async (_what, left) => {
    await writeFile(path, left);
    await expect(read()).rejects.toMatchObject({ name: 'WrongConfiguration' });
    await expect(read()).rejects.toThrow(path);
    expect(await readFile(path, 'utf8')).toBe(left);
  });

  /** A file system of its own, 64 KiB small, seen by no other process: where the system lets us. */
  const inSmallDisk = (command: string) => [
    '-rm',
    'sh',
    '-c',
    `mount -t tmpfs -o size=64k none "$0" && ${command}`,
    folder,
  ];

  test('is made whole once a full disk has room', { timeout: 60_000 }, (context) => {
    if (spawnSync('unshare', inSmallDisk('true')).status !== 0) return context.skip();
    const script = join(import.meta.dirname, 'secret-on-full-disk.ts');
    const told = spawnSync('unshare', inSmallDisk(`node --import tsx '${script}' "$0"`));
    expect(told.stdout.toString()).toBe('ENOSPC, then 64 characters');
  });

  test('is that of the configuration where one is given', async () => {
    const SECRET = 'x'.repeat(32);
    expect(await readSecret(readConfig({ DATA_DIR: folder, SECRET }))).toEqual(Buffer.from(SECRET));
    expect(await readdir(folder)).toEqual([]);
  });
});
