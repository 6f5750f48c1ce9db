import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { startService } from '../service.ts';
import { startPlayground } from './playground.ts';
import { seedPlayground } from './seed/seed.ts';

/** The whole product on this machine alone, with an invented university. Returns what stops it. */
export async function servePlayground(config: Config, log: Logger): Promise<() => Promise<void>> {
  const now = () => new Date();
  const playground = await startPlayground({ now });
  try {
    const service = await startService({ config: playground.configure(config), log, now });
    await seedPlayground(service.database, now());
    process.stdout.write(
      'The playground runs: a made-up university, and nothing leaves this machine.\n' +
        `  Local Bot API: ${playground.telegram.apiRoot}\n` +
        '  To see the whole journey, in another terminal: npm run demo   (English: npm run demo -- --lang en)\n' +
        '  To run the real bot: set BOT_TOKEN; see "Running for real" in README.md.\n',
    );
    return async () => {
      await service.stop();
      await playground.close();
    };
  } catch (error) {
    await playground.close();
    throw error;
  }
}
