import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Where a process is told which file, while it is there, says that its disk is full. */
export const fullFileVariable = 'TEST_FULL_DISK_FILE';

/** Lets no new file be written while the disk counts as full; does nothing where no file is named. */
export function diskFrom(): void {
  // biome-ignore lint/style/noProcessEnv: what a test's process is told comes this way.
  const file = process.env[fullFileVariable];
  if (!file) return;
  const { open } = fs;
  fs.open = async (path, flags, mode) => {
    const writes = typeof flags === 'string' && /[wa]/.test(flags);
    if (writes && existsSync(file)) {
      throw Object.assign(new Error('no space left on device, open'), { code: 'ENOSPC' });
    }
    return open(path, flags, mode);
  };
  syncBuiltinESMExports();
}
