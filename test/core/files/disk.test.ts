import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDiskStore } from '../../../core/files/disk.ts';
import { type FileStore, FileStoreError } from '../../../core/files/gateway.ts';
import { png } from './pictures.ts';

const now = new Date('2024-02-01T08:00:00Z');
let base: string;
let root: string;
let store: FileStore;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'hamyar-files-'));
  root = join(base, 'bot', 'files');
  store = await opened(root);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const opened = (folder: string, at = now) =>
  openDiskStore({ root: folder, temporaryName: randomUUID, now: () => at });

describe('put, get, delete', () => {
  test('gives back the bytes, addressed by their hash, also to another process', async () => {
    const bytes = png();
    const kept = await store.put(bytes);
    expect(kept).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
      sha256: kept.key,
      size: bytes.length,
      mime: 'image/png',
    });
    expect(execFileSync('sha256sum', [pathOf(kept.key)]).toString()).toContain(kept.key);
    expect(Buffer.from(await (await opened(root)).get(kept.key))).toEqual(bytes);
  });

  test('the same content twice, and many times at once, is one file', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => store.put(Buffer.from('same'))));
    expect(new Set(all.map(({ key }) => key)).size).toBe(1);
    const files = await readdir(root, { recursive: true });
    expect(files.filter((name) => /[0-9a-f]{64}$/.test(name))).toHaveLength(1);
    expect(await readdir(join(root, 'writing'))).toEqual([]);
  });

  test('only the owner can read files and folders', async () => {
    const { key } = await store.put(Buffer.from('private'));
    const modes = [pathOf(key), join(root, key.slice(0, 2)), join(root, 'writing')].map(
      async (path) => ((await stat(path)).mode & 0o777).toString(8),
    );
    expect(await Promise.all(modes)).toEqual(['600', '700', '700']);
  });

  test('what was deleted is missing, and deleting it again is no error', async () => {
    const { key } = await store.put(Buffer.from('gone'));
    await store.delete(key);
    await store.delete(key);
    await expectFault(store.get(key), 'missing');
  });

  test('what nobody put for long is listed, what was put again lately is not', async () => {
    const { key: old } = await store.put(Buffer.from('old'));
    const { key: again } = await store.put(Buffer.from('again'));
    const later = new Date(now.getTime() + 3_600_000);
    await (await opened(root, later)).put(Buffer.from('again'));
    expect(await store.keysPutBefore(now)).toEqual([]);
    expect(await store.keysPutBefore(later)).toEqual([old]);
    const all = await store.keysPutBefore(new Date(later.getTime() + 1));
    expect(new Set(all)).toEqual(new Set([old, again]));
  });

  test('what was put again since an instant is left when others are deleted', async () => {
    const { key } = await store.put(Buffer.from('sent once more'));
    await store.delete(key, now);
    await store.get(key);
    const later = new Date(now.getTime() + 1);
    await store.delete(key, later);
    await expectFault(store.get(key), 'missing');
    await store.delete(key, later);
  });

  test('bytes that rotted on the disk are not given out, and a new put mends them', async () => {
    const { key } = await store.put(Buffer.from('sound'));
    await writeFile(pathOf(key), 'rotten');
    await expectFault(store.get(key), 'damaged');
    await store.put(Buffer.from('sound'));
    expect(Buffer.from(await store.get(key)).toString()).toBe('sound');
  });
});

describe('what must not happen', () => {
  test.each(['../secret', `${'a'.repeat(62)}/..`, `${'A'.repeat(64)}`, ''])(
    'a key that is none reaches no file: %j',
    async (key) => {
      // Where a path joined from '../secret' would lead.
      await writeFile(join(base, 'secret'), 'outside');
      await expectFault(store.get(key), 'missing');
      await expectFault(store.delete(key), 'missing');
      expect(await readdir(base)).toContain('secret');
    },
  );

  test('an outage is not taken for "missing", and its text shows no path', async () => {
    await rm(root, { recursive: true });
    await writeFile(root, 'a file where the folder was');
    await expectFault(store.put(Buffer.from('x')), 'unavailable');
    await expectFault(store.get('a'.repeat(64)), 'unavailable');
    const error = await store.put(Buffer.from('x')).catch((thrown: unknown) => thrown);
    expect(inspect(error).split('\n')[0]).toBe('FileStoreError: file store: unavailable, ENOTDIR');
    expect(inspect(error)).not.toContain(root);
  });

  test('what a crash left half-written goes, what another process is writing stays', async () => {
    const [left, writing] = [join(root, 'writing', 'left'), join(root, 'writing', 'busy')];
    await writeFile(left, 'x');
    await writeFile(writing, 'x');
    const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
    await utimes(left, minutesAgo(61), minutesAgo(61));
    await utimes(writing, minutesAgo(59), minutesAgo(59));
    await opened(root);
    expect(await readdir(join(root, 'writing'))).toEqual(['busy']);
  });

  /** A file system of its own, 256 KiB small, seen by no other process: where the system lets us. */
  const inSmallDisk = (command: string) => [
    '-rm',
    'sh',
    '-c',
    `mount -t tmpfs -o size=256k none "$0" && ${command}`,
    root,
  ];

  test('a full disk is named, and leaves nothing half-written', async (context) => {
    if (spawnSync('unshare', inSmallDisk('true')).status !== 0) return context.skip();
    const script = join(import.meta.dirname, 'full-disk.ts');
    const told = spawnSync('unshare', inSmallDisk(`node --import tsx '${script}' "$0"`));
    expect(told.stdout.toString()).toBe('full 0');
  });
});

function pathOf(key: string): string {
  return join(root, key.slice(0, 2), key);
}

async function expectFault(promise: Promise<unknown>, fault: FileStoreError['fault']) {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FileStoreError);
  expect(error).toMatchObject({ fault });
}
