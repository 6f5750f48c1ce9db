import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdAnnouncements } from '../../core/announcements/commands/hold-announcements.ts';
import { issueClaimBeside } from '../../core/cartables/commands/claim-administration.ts';
import { claimHours, displayClaimCode } from '../../core/cartables/rules.ts';
import { dumpFolder, holdsDatabase } from '../../core/db/embedded.ts';
import { moveToPostgres, type NotMoved } from '../../core/db/move.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { type Config, WrongConfiguration } from '../config.ts';
import { readSecret } from '../secret.ts';
import { isThere, restoreBackup, writeBackup } from './backup.ts';
import { importRecordsFile } from './import-records.ts';
import { verifyAudit } from './verify-audit.ts';

/** What was asked for was not found to be so; the text is for who asked. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
}

/** What stands behind `npm start -- <name> <arguments>`; returns what is printed. */
export interface Command {
  readonly usage: string;
  readonly run: (config: Config, given: string) => Promise<string>;
}

const folderOf = ({ DATA_DIR }: Config): string => join(DATA_DIR, 'database');

/** `secret`: of the installation; a reader needs none. */
async function withDatabase<Value>(
  where: Pick<DatabaseOptions, 'url' | 'folder' | 'embedded'>,
  secret: Uint8Array,
  task: (database: Database) => Promise<Value>,
): Promise<Value> {
  const tools = { now: () => new Date(), random: secureRandom, secret };
  const database = await openDatabase({ ...where, ...tools });
  try {
    return await task(database);
  } finally {
    await database.close();
  }
}

const whereOf = (config: Config) => ({ url: config.DATABASE_URL, folder: folderOf(config) });

function embeddedOnly({ DATABASE_URL }: Config): void {
  if (DATABASE_URL === undefined) return;
  throw new WrongConfiguration(
    'This is for the embedded database, and DATABASE_URL is set. PostgreSQL has pg_dump and pg_restore; see "Backup and restore" in README.md.',
  );
}

/** A command that reads makes no database where there is none: a wrong DATA_DIR would look empty. */
async function requireDatabase(config: Config): Promise<void> {
  const folder = folderOf(config);
  if (config.DATABASE_URL !== undefined || (await holdsDatabase(folder))) return;
  throw new WrongConfiguration(`There is no database in ${folder}. Is DATA_DIR right?`);
}

const hold = ({ transaction }: Database): Promise<number> => transaction(holdAnnouncements);

const heldText = (count: number): string =>
  count === 0
    ? 'No announcement was on its way.'
    : `${count} announcements that were on their way are held: look at them in /announce.`;

export const commands: Readonly<Record<string, Command>> = {
  'import-records': {
    usage: 'import-records <file.xlsx|file.csv>',
    async run(config, file) {
      await requireDatabase(config);
      if (!(await isThere(file))) throw new WrongConfiguration(`There is no file ${file}.`);
      return withDatabase(whereOf(config), await readSecret(config), (database) =>
        importRecordsFile(database, file),
      );
    },
  },

  /** For who runs the service: an administrator who cannot come back is named by nobody else. */
  'offer-administration': {
    usage: 'offer-administration',
    async run(config) {
      await requireDatabase(config);
      const code = await withDatabase(
        whereOf(config),
        await readSecret(config),
        ({ transaction }) => transaction(issueClaimBeside),
      );
      return [
        'Whoever has this code can become an administrator of this installation. Send to the bot:',
        `  /claim ${displayClaimCode(code)}`,
        'An administrator who is there and has no e-mail comes back with the own identity number and mobile.',
        `The code works once, for ${claimHours} hours; using one ends every other.`,
      ].join('\n');
    },
  },

  /** The exit code tells a script whether the record is as it was written. */
  'verify-audit': {
    usage: 'verify-audit',
    async run(config) {
      await requireDatabase(config);
      const { ok, text } = await withDatabase(whereOf(config), new Uint8Array(), verifyAudit);
      if (!ok) throw new CommandFailed(text);
      return text;
    },
  },

  backup: {
    usage: 'backup <folder>',
    async run(config, target) {
      embeddedOnly(config);
      await requireDatabase(config);
      const folder = folderOf(config);
      await writeBackup(target, { dataDir: config.DATA_DIR, dump: () => dumpFolder(folder) });
      return `Everything in ${config.DATA_DIR} is backed up in ${target}.`;
    },
  },

  restore: {
    usage: 'restore <folder>',
    async run(config, backup) {
      embeddedOnly(config);
      let held = 0;
      await restoreBackup(backup, config.DATA_DIR, async (embedded) => {
        held = await withDatabase({ embedded }, new Uint8Array(), hold);
      });
      return `${backup} is restored to ${config.DATA_DIR}. ${heldText(held)}`;
    },
  },

  /** What `restore` does by itself; for who restored PostgreSQL. */
  'hold-announcements': {
    usage: 'hold-announcements',
    async run(config) {
      await requireDatabase(config);
      return heldText(await withDatabase(whereOf(config), new Uint8Array(), hold));
    },
  },

  'move-to-postgres': { usage: 'move-to-postgres', run: move },
};

function whyNotMoved(refusal: NotMoved, folder: string): string {
  switch (refusal.reason) {
    case 'noDatabase':
      return refusal.keptAs === undefined
        ? `There is no database in ${folder}.`
        : `There is no database in ${folder}: it was moved before, and is kept as ${refusal.keptAs}.`;
    case 'inTheWay':
      return `${refusal.path} is there already, from an earlier move. Move it away first. Nothing was moved now.`;
    case 'notEmpty':
      return `The database of DATABASE_URL is not new: ${refusal.table} has rows. Nothing was moved now; what is there is not what is in ${folder}.`;
  }
}

async function move(config: Config): Promise<string> {
  const { DATABASE_URL: url, DATA_DIR } = config;
  if (!url) throw new WrongConfiguration('DATABASE_URL is needed: where to move to.');
  const folder = folderOf(config);
  const moved = await moveToPostgres({ folder, url });
  if (!moved.ok) throw new WrongConfiguration(whyNotMoved(moved, folder));
  const audit = await withDatabase(whereOf(config), new Uint8Array(), verifyAudit);
  const secret = join(DATA_DIR, 'secret');
  const kept = (await isThere(secret)) ? (await readFile(secret, 'utf8')).trim() : undefined;
  return [
    `${moved.rows} rows of ${moved.tables} tables are in PostgreSQL, each compared with what it was.`,
    audit.text,
    `The embedded database is kept as ${moved.keptAs}. Attachments stay where they are.`,
    ...(kept !== undefined && kept !== config.SECRET
      ? [`From now on give the bot its secret: SECRET="$(cat ${secret})"`]
      : []),
  ].join('\n');
}
