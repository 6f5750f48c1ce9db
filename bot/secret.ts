import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, leastSecret, WrongConfiguration } from './config.ts';

/**
 * The installation's secret: from the configuration, or made once and kept in the data folder,
 * readable by its owner only. What is too short to be one is none: codes would be derived from what
 * everybody can guess.
 *
 * @throws {WrongConfiguration} where such a one is kept
 */
export async function readSecret({ SECRET, DATA_DIR }: Config): Promise<Uint8Array> {
  if (SECRET) return Buffer.from(SECRET);
  await mkdir(DATA_DIR, { recursive: true, mode: 0o700 });
  const path = join(DATA_DIR, 'secret');
  const secret = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return makeSecret(path);
  });
  if (secret.toString().trim().length >= leastSecret) return secret;
  throw new WrongConfiguration(
    `${path} is damaged: it holds less than ${leastSecret} characters. Put the one of a backup there, ` +
      'or delete it, and the next start makes a new one: codes and invitations that are under way do not work then.',
  );
}

/** A link appears whole or not at all, so a full disk or a kill leaves no part of a secret. */
async function makeSecret(path: string): Promise<Buffer> {
  const own = `${path}.${randomUUID()}`;
  try {
    const file = await open(own, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(32).toString('hex'));
      await file.sync();
    } finally {
      await file.close();
    }
    await link(own, path).catch((error: NodeJS.ErrnoException) => {
      // Another process was first.
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(own, { force: true });
  }
  return readFile(path);
}
