import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { benchServer } from '../support/bench-server.ts';
import { freePorts } from '../support/bot.ts';
import { emptyPostgres } from '../support/empty-database.ts';
import { startOurs } from '../support/served.ts';
import type { BenchOptions, Figure, Topic } from './figures.ts';
import { memoryOf } from './load/meter.ts';

/** From nothing to a bot that can be given work, and once more when its database is there already. */
export const start: Topic = {
  name: 'start',
  async run({ say }) {
    const folder = await mkdtemp(join(tmpdir(), 'hamyar-bench-'));
    const playground = await startPlayground({ now: () => new Date(), limits: 'off' });
    const postgres = await emptyPostgres(benchServer());
    const inFolder = (name: string) => ({ playground, folder: join(folder, name) });
    const { url = '' } = postgres.where;
    try {
      return [
        ...(await openings(join(folder, 'database'), say)),
        ...(await starts('embedded database', inFolder('embedded'), say)),
        ...(await starts('PostgreSQL', { ...inFolder('served'), url }, say)),
      ];
    } finally {
      await playground.close();
      await postgres.drop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The database alone, in this process. */
async function openings(folder: string, say: BenchOptions['say']): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const what of ['embedded database, opened first', 'embedded database, opened later']) {
    say(what);
    const begun = performance.now();
    const database = await openDatabase({
      folder,
      now: () => new Date(),
      random: secureRandom,
      secret: new Uint8Array(32),
    });
    await database.missingMigrations();
    figures.push({ what, value: performance.now() - begun, unit: 'ms' });
    await database.close();
  }
  return figures;
}

interface Place {
  readonly playground: Playground;
  readonly folder: string;
  /** Of PostgreSQL; the embedded database otherwise. */
  readonly url?: string;
}

/** `npm start`, from the order until `/readyz` says yes. */
async function starts(
  where: string,
  { url = '', ...place }: Place,
  say: BenchOptions['say'],
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const when of ['first start', 'later start']) {
    const what = `npm start on ${where}, ${when}`;
    say(what);
    const [port = 0] = await freePorts(1);
    const served = await startOurs({ ...place, port, environment: { DATABASE_URL: url } });
    figures.push(
      { what: `${what}: ready`, value: served.startedMs, unit: 'ms' },
      { what: `${what}: memory`, value: await memoryOf(served.pid), unit: 'MB' },
    );
    await served.stop();
  }
  return figures;
}
