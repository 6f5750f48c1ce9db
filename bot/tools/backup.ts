import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { holdsDatabase, restoreFolder } from '../../core/db/embedded.ts';

/**
 * A backup is a folder with all that an installation keeps on this machine:
 *
 *     database.tar.gz   the embedded database
 *     files/            attachments
 *     secret            the secret that was made at the first start, where none is configured
 */
const parts = { database: 'database.tar.gz', files: 'files', secret: 'secret' } as const;

const privateFolder = { recursive: true, mode: 0o700 };

/** There is something already where a backup was to be written, or restored to. */
export class InTheWay extends Error {
  override name = 'InTheWay';
}

/** What should be a backup is none. */
export class NoBackup extends Error {
  override name = 'NoBackup';
}

/**
 * Writes a backup, which appears under its name when it is whole. The database comes first: whatever
 * it refers to is in the store by then, and attachments do not change.
 */
export async function writeBackup(
  target: string,
  { dataDir, dump }: { dataDir: string; dump: () => Promise<Blob> },
): Promise<void> {
  if (await isThere(target)) throw new InTheWay(`${target} is there already.`);
  const tar = Buffer.from(await (await dump()).arrayBuffer());
  const made = `${target}.new`;
  await rm(made, { recursive: true, force: true });
  await mkdir(made, privateFolder);
  await writeSafely(join(made, parts.database), await promisify(gzip)(tar));
  await copyTree(join(dataDir, parts.files), join(made, parts.files), linkOrCopy);
  const secret = await readFile(join(dataDir, parts.secret)).catch(undefinedIfMissing);
  if (secret) await writeSafely(join(made, parts.secret), secret);
  await rename(made, target);
}

/**
 * Puts a backup into a data folder that has no database yet. The database comes last, once `prepare` is
 * done with it, so that a restore that was cut off is simply done again.
 */
export async function restoreBackup(
  backup: string,
  dataDir: string,
  prepare?: Parameters<typeof restoreFolder>[2],
): Promise<void> {
  const packed = await readFile(join(backup, parts.database)).catch(undefinedIfMissing);
  if (!packed) throw new NoBackup(`${backup} has no ${parts.database}.`);
  const database = join(dataDir, 'database');
  if (await holdsDatabase(database)) {
    throw new InTheWay(`There is a database in ${database}. Move ${dataDir} away first.`);
  }
  await mkdir(dataDir, privateFolder);
  await restoreSecret(join(backup, parts.secret), join(dataDir, parts.secret));
  await copyTree(join(backup, parts.files), join(dataDir, parts.files), copyFile);
  const tar = await promisify(gunzip)(packed);
  await restoreFolder(database, new Blob([new Uint8Array(tar)]), prepare);
}

async function restoreSecret(from: string, to: string): Promise<void> {
  const secret = await readFile(from).catch(undefinedIfMissing);
  if (!secret) return;
  const own = await readFile(to).catch(undefinedIfMissing);
  if (own && !own.equals(secret)) {
    throw new InTheWay(`${to} holds another secret than the backup. Move it away first.`);
  }
  if (!own) await writeSafely(to, secret);
}

/** Attachments lie in folders named by the first digits of their keys; what is still being written stays behind. */
async function copyTree(
  from: string,
  to: string,
  copy: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(undefinedIfMissing);
  for (const folder of entries?.filter((entry) => /^[0-9a-f]{2}$/.test(entry.name)) ?? []) {
    await mkdir(join(to, folder.name), privateFolder);
    for (const name of await readdir(join(from, folder.name))) {
      const target = join(to, folder.name, name);
      // One that is deleted meanwhile is one that nobody needs any more.
      await copy(join(from, folder.name, name), target).catch(undefinedIfMissing);
    }
  }
}

/** A file of the store never changes, so on one disk a second name costs nothing. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw error;
    return copyFile(from, to);
  });
}

async function writeSafely(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(undefinedIfMissing)) !== undefined;

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Deletes the oldest daily backups but `keep`; what has another name is somebody else's. */
export async function deleteOldBackups(folder: string, keep: number): Promise<void> {
  const days = (await readdir(folder)).filter((name) => day.test(name)).sort();
  for (const name of days.slice(0, Math.max(0, days.length - keep))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Writes the backup of a day unless it is there; true where it was written. */
export async function writeDailyBackup(
  target: string,
  source: Parameters<typeof writeBackup>[1],
): Promise<boolean> {
  if (!day.test(basename(target))) throw new NoBackup(`${basename(target)} is not a day.`);
  await mkdir(dirname(target), privateFolder);
  if (await isThere(target)) return false;
  await writeBackup(target, source);
  return true;
}
