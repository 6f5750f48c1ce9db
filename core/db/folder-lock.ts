import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
  // A name and a text that nobody else has: containers on one volume may all be process 1.
  const id = randomUUID();
  const own = `${path}.${id}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(own, JSON.stringify({ host: hostname(), pid: process.pid, id }));
  try {
    while (!(await linkIfFree(own, path))) {
      const found = await lockAt(path);
      if (found?.holder) throw new FolderInUse(folder, found.holder);
      if (found) await takeAway(path, found.text, own);
    }
  } finally {
    await rm(own, { force: true });
  }
  return holdLock(path, id);
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

/**
 * Takes a lock away that was judged stale. One process at a time does so, and looks again when it is
 * its turn: otherwise it might be the lock that another one has just taken over.
 */
async function takeAway(path: string, judged: string, own: string): Promise<void> {
  const turn = `${path}.taking`;
  if (!(await linkIfFree(own, turn))) return outwait(turn);
  try {
    if ((await lockAt(path))?.text === judged) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

/** Whoever has the turn needs no moment; who was killed in it has left it behind. */
async function outwait(turn: string): Promise<void> {
  const isLeft = await stat(turn).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > silenceMs,
    () => false,
  );
  if (isLeft) await rm(turn, { force: true });
  else await sleep(20);
}

function holdLock(path: string, id: string): () => Promise<void> {
  const isOurs = async () => (await lockAt(path))?.text.includes(id) ?? false;
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    if (await isOurs()) await rm(path, { force: true });
  };
}

const lockSchema = z.object({ host: z.string(), pid: z.number() });

interface Found {
  readonly text: string;
  /** In words; undefined when nobody holds it any more. */
  readonly holder: string | undefined;
}

/** The lock at a path, or undefined where there is none. A text that is no lock has no holder. */
async function lockAt(path: string): Promise<Found | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { text, holder: holderIn(text, Date.now() - mtimeMs) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function holderIn(text: string, silentMs: number): string | undefined {
  const lock = lockSchema.safeParse(parsed(text));
  if (!lock.success) return undefined;
  const { host, pid } = lock.data;
  const isHere = host === hostname();
  const alive = isHere ? pid !== process.pid && isRunning(pid) : silentMs < silenceMs;
  return alive ? `process ${pid} on ${host}` : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
