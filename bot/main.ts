import { pino } from 'pino';
import { FolderInUse } from '../core/db.ts';
import { readConfig, WrongConfiguration } from './config.ts';
import { servePlayground } from './playground/serve.ts';
import { startService } from './service.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const { BOT_TOKEN } = config;
  const stop = BOT_TOKEN
    ? (await startService({ config: { ...config, BOT_TOKEN }, log })).stop
    : await servePlayground(config, log);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  log.info('ready');
}

main().catch((error: unknown) => {
  const known = error instanceof WrongConfiguration || error instanceof FolderInUse;
  process.stderr.write(`${known ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
