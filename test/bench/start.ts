import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import type { Figure, Topic } from './figures.ts';

/** From nothing to a database that answers, and once more when its folder is there already. */
export const start: Topic = {
  name: 'start',
  async run({ say }) {
    const folder = await mkdtemp(join(tmpdir(), 'hamyar-bench-'));
    try {
      const figures: Figure[] = [];
      for (const what of ['embedded database, first start', 'embedded database, later start']) {
        say(what);
        const begun = performance.now();
        const database = await openDatabase({
          folder: join(folder, 'database'),
          now: () => new Date(),
          random: secureRandom,
          secret: new Uint8Array(32),
        });
        await database.missingMigrations();
        figures.push({ what, value: performance.now() - begun, unit: 'ms' });
        await database.close();
      }
      return figures;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
