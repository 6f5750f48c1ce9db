import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { applyMigrations, nameOfMigration } from '../../prisma/engine.ts';
import { isConflict, isOutage } from './outage.ts';

/**
 * The database refuses a migration, for a reason that lies in the database or in the migration: in a
 * table that is there already, in a row that breaks a new check. Nothing of the migration was done.
 */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
  /** Prisma's for this. */
  readonly code = 'P3018';
  constructor(migration: string | undefined, { message }: Error) {
    super(`The database refuses the migration ${migration ?? 'of this version'}: ${message}`);
  }
}

/** Runs a script of several statements, and waits for its end. */
export type RunScript = (script: string) => Promise<unknown>;

/**
 * Applies what is missing. A script is one transaction, in which its row is finished too: wherever it
 * is cut off, either nothing was done or all of it and the row says so, and the next call goes on from
 * there. `run` goes by the connection under whose lock one process alone migrates: a server goes on
 * with a script whose process was killed, and nobody may begin before that has ended.
 *
 * @throws {MigrationRefused} where trying again would not help; otherwise what an outage or a deadlock
 *   is told by
 */
export async function migrate(
  factory: SqlMigrationAwareDriverAdapterFactory,
  run: RunScript,
): Promise<void> {
  let failed: { readonly script: string; readonly error: Error } | undefined;
  const runNoted = async (script: string) => {
    try {
      await run(`${script}\n;\n${finishRow}`);
    } catch (error) {
      failed = { script, error: error as Error };
      throw error;
    }
  };
  await run(forgetCutOff);
  try {
    await applyMigrations(withScripts(factory, runNoted));
  } catch (error) {
    if (!failed) throw error;
    // A version that does not forget such rows could not start beside it.
    await run(dropUnfinished).catch(() => undefined);
    if (isOutage(failed.error) || isConflict(failed.error)) throw failed.error;
    throw new MigrationRefused(await nameOfMigration(failed.script), failed.error);
  }
}

/**
 * The engine writes a row before a script and finishes it afterwards, each for itself, and as long as
 * there is one unfinished it lets nobody in.
 */
const finishRow = `UPDATE "_prisma_migrations" SET "finished_at" = now()
  WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`;
const dropUnfinished = `DELETE FROM "_prisma_migrations"
  WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`;

/**
 * Under the engine's own lock: whoever migrates by hand, with `prisma migrate deploy`, is at it while
 * its row is unfinished.
 */
const forgetCutOff = `SELECT pg_advisory_xact_lock(72707369);
  DO $$ BEGIN
    IF to_regclass('"_prisma_migrations"') IS NOT NULL THEN ${dropUnfinished}; END IF;
  END $$`;

/**
 * Migration scripts run whole and are waited for: one adapter cuts a script at every semicolon, even
 * inside a function's body, and the other starts it without waiting, so that a failure goes unnoticed.
 */
function withScripts(
  factory: SqlMigrationAwareDriverAdapterFactory,
  run: RunScript,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const connection = await factory.connect();
      connection.executeScript = async (script) => void (await run(script));
      return connection;
    },
  };
}
