import { join } from 'node:path';
import { Cron } from 'croner';
import type { Logger } from 'pino';
import type { Database } from '../core/db.ts';
import type { Config } from './config.ts';
import { deleteOldBackups, writeDailyBackup } from './tools/backup.ts';

export interface BackupParts {
  readonly config: Pick<Config, 'BACKUP_DIR' | 'BACKUP_KEEP' | 'DATA_DIR'>;
  readonly database: Pick<Database, 'dump'>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** From two in the morning, and later where the service was down at that time. */
const hours = '10 2-23 * * *';
const timezone = 'Asia/Tehran';

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });

/** Writes today's backup of the embedded database, unless it is there, and deletes the oldest ones. */
export async function backUpToday({ config, database, now, log }: BackupParts): Promise<void> {
  const { BACKUP_DIR: folder, BACKUP_KEEP, DATA_DIR: dataDir } = config;
  const { dump } = database;
  if (folder === undefined || !dump) return;
  try {
    const written = await writeDailyBackup(join(folder, dayFormat.format(now())), {
      dataDir,
      dump,
    });
    if (written) log.info('the backup of the day is written');
    await deleteOldBackups(folder, BACKUP_KEEP);
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException;
    log.error({ error: name, code }, 'the backup of the day failed; it is tried again in an hour');
  }
}

/** Backs up once a day, where that is configured; returns what stops it. */
export function startBackups(parts: BackupParts): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const cron = new Cron(hours, { timezone, protect: true }, () => {
    running = backUpToday(parts);
    return running;
  });
  return async () => {
    cron.stop();
    await running;
  };
}
