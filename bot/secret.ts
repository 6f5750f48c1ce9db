import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The installation's secret: from the configuration, or made once and kept in the data folder,
 * readable by its owner only.
 */
export async function readSecret({ SECRET, DATA_DIR }: Config): Promise<Uint8Array> {
  if (SECRET) return Buffer.from(SECRET);
  await mkdir(DATA_DIR, { recursive: true, mode: 0o700 });
  const path = join(DATA_DIR, 'secret');
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(randomBytes(32).toString('hex'));
    await file.sync();
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(path);
}
