import type { Stats } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type FileKey, type FileStore, FileStoreError, type FileStoreFault } from './gateway.ts';
import { describeFile, isFileKey, sha256Of } from './rules.ts';

export type DiskStoreOptions = {
  /** Made if it is not there. Several processes may share it. */
  readonly root: string;
  /** Unique for each call, fit for a file name; for files being written. */
  readonly temporaryName: () => string;
  readonly now: () => Date;
};

/** A file still being written after this long was left by a crash. In milliseconds. */
const ABANDONED_AFTER = 60 * 60 * 1000;
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Attachments in a folder that only its owner can read. A file appears under its key only when all its
 * bytes are on the disk. Paths are made of keys of 64 hexadecimal digits and nothing else.
 *
 * @throws {FileStoreError} `unavailable` where the folder cannot be made or read
 */
export async function openDiskStore(options: DiskStoreOptions): Promise<FileStore> {
  const writing = join(options.root, 'writing');
  await translated(async () => {
    await mkdir(writing, { recursive: true, mode: PRIVATE_FOLDER });
    await removeAbandoned(writing, options.now().getTime() - ABANDONED_AFTER);
  });

  return {
    put: (bytes) =>
      translated(async () => {
        const kept = await describeFile(bytes);
        const path = pathOf(options.root, kept.key);
        if (!(await holds(path, kept.key))) {
          await writeWhole(join(writing, options.temporaryName()), path, bytes);
        }
        await utimes(path, options.now(), options.now());
        await syncNames(options.root, path);
        return kept;
      }),

    get: (key) =>
      translated(async () => {
        const bytes = await readFile(pathOf(options.root, key));
        if (sha256Of(bytes) !== key) throw new FileStoreError('damaged');
        return bytes;
      }, 'missing'),

    delete: (key, unlessPutSince) =>
      translated(async () => {
        const path = pathOf(options.root, key);
        const found = unlessPutSince && (await statIfThere(path));
        if (found && found.mtimeMs >= unlessPutSince.getTime()) return;
        await rm(path, { force: true });
      }),

    keysPutBefore: (instant) => translated(() => listBefore(options.root, instant)),
  };
}

/** A key of another form names no file: nothing of it reaches the file system. */
function pathOf(root: string, key: FileKey): string {
  if (!isFileKey(key)) throw new FileStoreError('missing');
  return join(root, key.slice(0, 2), key);
}

/** Whether the file is there and sound; one that rotted is written anew. */
async function holds(path: string, key: FileKey): Promise<boolean> {
  try {
    return sha256Of(await readFile(path)) === key;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function writeWhole(temporary: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  try {
    const file = await open(temporary, 'wx', PRIVATE_FILE);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Without this a crash can lose the name of a synced file, also of one that another put is writing. */
async function syncNames(root: string, path: string): Promise<void> {
  await syncFolder(dirname(path));
  await syncFolder(root);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function listBefore(root: string, instant: Date): Promise<readonly FileKey[]> {
  const keys: FileKey[] = [];
  for (const name of await readdir(root, { recursive: true })) {
    const key = basename(name);
    if (!isFileKey(key)) continue;
    const found = await statIfThere(join(root, name));
    if (found !== undefined && found.mtimeMs < instant.getTime()) keys.push(key);
  }
  return keys;
}

async function removeAbandoned(writing: string, before: number): Promise<void> {
  for (const name of await readdir(writing)) {
    const path = join(writing, name);
    const found = await statIfThere(path);
    if (found !== undefined && found.mtimeMs < before) await rm(path, { force: true });
  }
}

/** Undefined where another process has taken the file away meanwhile. */
async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The system's errors quote paths; ours name only the kind of outage. */
async function translated<Value>(
  work: () => Promise<Value>,
  absent: FileStoreFault = 'unavailable',
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileStoreError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT') throw new FileStoreError(absent, code);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new FileStoreError('full', code);
    if (code !== undefined) throw new FileStoreError('unavailable', code);
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
