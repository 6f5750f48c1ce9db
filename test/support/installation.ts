import { join } from 'node:path';
import { pino } from 'pino';
import { type Config, readConfig } from '../../bot/config.ts';
import { type Cast, gatherCast } from '../../bot/playground/journey/cast.ts';
import { eyesOn } from '../../bot/playground/journey/eyes.ts';
import type { Playground } from '../../bot/playground/playground.ts';
import { seedPlayground } from '../../bot/playground/seed/seed.ts';
import { type Service, startService } from '../../bot/service.ts';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { scriptPace } from './bot.ts';
import { patience } from './play.ts';

export const configOf = (
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Config => readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...scriptPace, ...environment });

/** The service as it runs for real, with its own folder; filled with the playground's university. */
export async function startInstallation(playground: Playground, config: Config): Promise<Service> {
  const service = await startService({
    config: playground.configure(config),
    log: pino({ level: config.LOG_LEVEL }),
  });
  await seedPlayground(service.database, new Date());
  return service;
}

/** People who go on wherever the service now runs. */
export function castAt(playground: Playground, service: () => Service): Cast {
  return gatherCast(playground, {
    language: 'fa',
    married: true,
    patience,
    eyes: (chatId) => eyesOn(service().database)(chatId),
  });
}

/** A look at the database of an installation that does not run. */
export async function lookInto<Found>(
  config: Config,
  look: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<Found>,
): Promise<Found> {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    folder: join(config.DATA_DIR, 'database'),
    now: () => new Date(),
    random: secureRandom,
    secret: new Uint8Array(),
  });
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}
