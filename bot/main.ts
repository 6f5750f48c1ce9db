import { type Logger, pino } from 'pino';
import { FolderInUse } from '../core/db/folder-lock.ts';
import { adviceOn } from './advice.ts';
import { type Config, readConfig, WrongConfiguration } from './config.ts';
import { offerAdministration } from './first-start.ts';
import { servePlayground } from './playground/serve.ts';
import { reachDatabase } from './reach-database.ts';
import { type ServiceConfig, startService } from './service.ts';
import { heedSignals } from './stopping.ts';
import { InTheWay, NoBackup } from './tools/backup.ts';
import { CommandFailed, commands } from './tools/commands.ts';

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const { BOT_TOKEN } = config;
  const stopBy = heedSignals(log);
  if (BOT_TOKEN) await serveReal({ ...config, BOT_TOKEN }, log, stopBy);
  else stopBy(await servePlayground(config, log));
  log.info('ready');
}

async function serveReal(
  config: ServiceConfig,
  log: Logger,
  stopBy: ReturnType<typeof heedSignals>,
): Promise<void> {
  const service = await startService({ config, log });
  stopBy(service.stop);
  // Each start prints a new code in place of the last, so one of the processes does.
  if (config.ROLE === 'web') return;
  const print = (text: string) => void process.stdout.write(text);
  await reachDatabase(() => offerAdministration(service, print), log);
}

/** `npm start -- <name> <argument>`, beside the service. */
async function runCommand(config: Config, name: string, given: readonly string[]): Promise<void> {
  const command = commands[name];
  if (!command) {
    const usages = Object.values(commands).map(({ usage }) => `  npm start -- ${usage}`);
    throw new WrongConfiguration(`There is no command ${name}. Known:\n${usages.join('\n')}`);
  }
  const wanted = command.usage.split(' ').length - 1;
  if (given.length !== wanted) throw new WrongConfiguration(`Usage: npm start -- ${command.usage}`);
  process.stdout.write(`${await command.run(config, given[0] ?? '')}\n`);
}

async function main([name, ...given]: readonly string[]): Promise<void> {
  return name === undefined
    ? serve(readConfig())
    : runCommand(readConfig(undefined, { serves: false }), name, given);
}

/** What an operator did not have as it must be: the text says what, and no stack is needed. */
const isKnown = (error: unknown): boolean =>
  error instanceof WrongConfiguration ||
  error instanceof FolderInUse ||
  error instanceof CommandFailed ||
  error instanceof InTheWay ||
  error instanceof NoBackup;

/** Without a stack where the text says what to do. */
function told(error: unknown): string | undefined {
  const { message, stack } = error as Error;
  if (isKnown(error)) return message;
  const advice = adviceOn(error);
  return advice === undefined ? stack : `${message}\n${advice}`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${told(error)}\n`);
  process.exitCode = 1;
});
