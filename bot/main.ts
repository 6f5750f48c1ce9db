import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { FolderInUse } from '../core/db/folder-lock.ts';
import { type Database, openDatabase } from '../core/db.ts';
import { secureRandom } from '../core/work.ts';
import { type Config, readConfig, WrongConfiguration } from './config.ts';
import { offerAdministration } from './first-start.ts';
import { servePlayground } from './playground/serve.ts';
import { readSecret } from './secret.ts';
import { type ServiceConfig, startService } from './service.ts';
import { stopOnSignal } from './stopping.ts';
import { importRecordsFile } from './tools/import-records.ts';
import { verifyAudit } from './tools/verify-audit.ts';

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const { BOT_TOKEN } = config;
  const stop = BOT_TOKEN
    ? await serveReal({ ...config, BOT_TOKEN }, log)
    : await servePlayground(config, log);
  stopOnSignal(stop, log);
  log.info('ready');
}

async function serveReal(config: ServiceConfig, log: Logger): Promise<() => Promise<void>> {
  const service = await startService({ config, log });
  // Each start prints a new code in place of the last, so one of the processes does.
  if (config.ROLE !== 'web')
    await offerAdministration(service, (text) => void process.stdout.write(text));
  return service.stop;
}

/** `npm start -- import-records <file>` */
async function importRecords(config: Config, [file]: readonly string[]): Promise<void> {
  if (!file)
    throw new WrongConfiguration('Usage: npm start -- import-records <file.xlsx|file.csv>');
  const report = await withDatabase(config, (database) => importRecordsFile(database, file));
  process.stdout.write(`${report}\n`);
}

/** `npm start -- verify-audit`: the exit code tells a script whether the record is as it was written. */
async function checkAudit(config: Config): Promise<void> {
  const { ok, text } = await withDatabase(config, verifyAudit);
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  if (!ok) process.exitCode = 1;
}

/** Does something with the database alone, and closes it. */
async function withDatabase<Value>(
  config: Config,
  deed: (database: Database) => Promise<Value>,
): Promise<Value> {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    folder: join(config.DATA_DIR, 'database'),
    now: () => new Date(),
    random: secureRandom,
    secret: await readSecret(config),
  });
  try {
    return await deed(database);
  } finally {
    await database.close();
  }
}

async function main([command, ...args]: readonly string[]): Promise<void> {
  const config = readConfig();
  if (command === undefined) return serve(config);
  if (command === 'import-records') return importRecords(config, args);
  if (command === 'verify-audit') return checkAudit(config);
  throw new WrongConfiguration(
    `There is no command ${command}. Known: import-records <file>, verify-audit`,
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof WrongConfiguration || error instanceof FolderInUse;
  process.stderr.write(`${known ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
