import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { readSecret } from '../../bot/secret.ts';

/** Fills the folder that is named on the command line, frees it again, and prints what becomes of the secret. */
const [folder = ''] = process.argv.slice(2);
const filling = join(folder, 'filling');
await writeFile(filling, Buffer.alloc(1_000_000)).catch(() => undefined);
const read = () => readSecret(readConfig({ DATA_DIR: folder }));
const failure = await read().then(
  () => 'none',
  (error: NodeJS.ErrnoException) => error.code,
);
await rm(filling);
process.stdout.write(`${failure}, then ${(await read()).length} characters`);
