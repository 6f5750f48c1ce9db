import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Another running process holds the folder of the embedded database. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  constructor(folder: string, holder: string) {
    super(
      `The embedded database in ${folder} is in use by ${holder}. ` +
        'Stop that process first, or set DATABASE_URL to let several processes share PostgreSQL.',
    );
  }
}

/** How often a holder shows that it lives, and how long one that shows nothing counts as living. */
const heartbeatMs = 5_000;
const silenceMs = 30_000;

/**
 * One process at a time may open a folder. A lock is taken over when its holder is gone: at once when
 * it ran on this machine, otherwise (another container on the same volume) after its silence.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = `${folder}.lock`;
  const own = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(own, JSON.stringify({ host: hostname(), pid: process.pid }));
  try {
    while (!(await linkIfFree(own, path))) {
      const holder = await liveHolder(path);
      if (holder) throw new FolderInUse(folder, holder);
      await rm(path, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
  return holdLock(path);
}

/** A link appears whole or not at all, so nobody reads a lock that is half written. */
async function linkIfFree(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holdLock(path: string): () => Promise<void> {
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  };
}

const lockSchema = z.object({ host: z.string(), pid: z.number() });

/** Who holds a lock, in words; undefined when nobody does any more. */
async function liveHolder(path: string): Promise<string | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const { host, pid } = lockSchema.parse(JSON.parse(text));
    const alive =
      host === hostname()
        ? pid !== process.pid && isRunning(pid)
        : Date.now() - mtimeMs < silenceMs;
    return alive ? `process ${pid} on ${host}` : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
