import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Config, WrongConfiguration } from '../config.ts';
import { startHost } from './host/host.ts';
import { Stage } from './host/stage.ts';

/** Where something real is: the playground has no part in it. */
const real = [
  'DATABASE_URL',
  'REDIS_URL',
  'WEBHOOK_URL',
  'TELEGRAM_API_ROOT',
  'KAVENEGAR_API_KEY',
  'SMTP_URL',
  'REGISTRY_URL',
  'S3_ENDPOINT',
] as const;

/**
 * The whole product on this machine alone, with an invented university and a page to try it. Returns
 * what stops it.
 *
 * @throws {WrongConfiguration} where something real is configured, as when a token was forgotten:
 * made-up people never get among real ones, and nothing leaves the machine.
 */
export async function servePlayground(config: Config, log: Logger): Promise<() => Promise<void>> {
  const found = real.filter((name) => config[name] !== undefined);
  if (found.length > 0) {
    throw new WrongConfiguration(
      `Without BOT_TOKEN the playground runs, which is made up: ${found.join(', ')} cannot be used with it.`,
    );
  }
  const own = { ...config, DATA_DIR: join(config.DATA_DIR, 'playground') };
  const stage = await Stage.open({ config: own, log, now: () => new Date() });
  try {
    const host = await startHost(stage, config.PLAYGROUND_PORT);
    process.stdout.write(
      'The playground runs: a made-up university, and nothing leaves this machine.\n' +
        `  Open it in a browser: ${host.address}\n` +
        `  Local Bot API: ${stage.playground.telegram.apiRoot}\n` +
        '  To run the real bot: set BOT_TOKEN; see "Running for real" in README.md.\n',
    );
    return async () => {
      await host.close();
      await stage.close();
    };
  } catch (error) {
    await stage.close();
    throw error;
  }
}
