import { pino } from 'pino';
import { FolderInUse } from '../core/db.ts';
import { readConfig, WrongConfiguration } from './config.ts';
import { startPlayground } from './playground/playground.ts';
import { type ServiceConfig, startService } from './service.ts';

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL });
  const closing: (() => Promise<void>)[] = [];
  let serviceConfig: ServiceConfig;
  if (config.BOT_TOKEN) serviceConfig = { ...config, BOT_TOKEN: config.BOT_TOKEN };
  else {
    const playground = await startPlayground({ now: () => new Date() });
    closing.push(playground.close);
    serviceConfig = playground.configure(config);
    process.stdout.write(
      `Hamyar's playground runs. Nothing leaves this machine.\n` +
        `  Local Bot API: ${playground.telegram.apiRoot}\n` +
        `  Play the whole journey: npm run demo (-- --lang en for English)\n`,
    );
  }
  const service = await startService({ config: serviceConfig, log });
  closing.push(service.stop);
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  log.info('ready');
}

main().catch((error: unknown) => {
  const known = error instanceof WrongConfiguration || error instanceof FolderInUse;
  process.stderr.write(`${known ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
