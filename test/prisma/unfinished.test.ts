import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { migrationNames } from '../../prisma/engine.ts';
import { type EmptyDatabase, engines } from '../support/empty-database.ts';

const tools = { now: () => new Date(), random: secureRandom, secret: new Uint8Array(32) };

describe.each(engines)('a migration on %s', { timeout: 120_000 }, (_name, emptyDatabase) => {
  let empty: EmptyDatabase;

  beforeEach(async () => {
    empty = await emptyDatabase();
  });
  afterEach(() => empty.drop());

  /** What an operator does by hand. */
  async function byHand(script: string): Promise<void> {
    const { embedded, url } = empty.where;
    if (embedded) return void (await embedded.exec(script));
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(script).finally(() => client.end());
  }

  async function within<Value>(look: (database: Database) => Promise<Value>): Promise<Value> {
    const database = await openDatabase({ ...tools, ...empty.where });
    return look(database).finally(() => database.close());
  }

  const missing = () => within((database) => database.missingMigrations());

  /** Rows of migrations that began; what is not here is in no state between. */
  const begun = () =>
    within(
      ({ read }) => read.$queryRaw<{ name: string; open: boolean }[]>`
        SELECT "migration_name" AS "name", "finished_at" IS NULL AS "open" FROM "_prisma_migrations"`,
    );

  /** The table in which the engine notes what it does, as the engine makes it. */
  const notes = () =>
    byHand(`
      CREATE TABLE "_prisma_migrations" (
        "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
        "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
        "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0
      )`);

  test('that was cut off before it did anything is done by the next start', async () => {
    await missing();
    await byHand(`
      INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at")
      VALUES ('cut', 'off', '20991231000000_of_a_newer_version', now())`);
    expect(await missing()).toEqual([]);
    expect((await begun()).filter(({ open }) => open)).toEqual([]);
  });

  test('that was cut off after it was done is not done again', async () => {
    await notes();
    await byHand(`
      CREATE FUNCTION "kill"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW."applied_steps_count" > 0 THEN RAISE EXCEPTION 'the process was killed here'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER "kills" BEFORE UPDATE ON "_prisma_migrations" FOR EACH ROW EXECUTE FUNCTION "kill"()`);
    await expect(missing()).rejects.toThrow();
    await byHand('DROP TRIGGER "kills" ON "_prisma_migrations"');
    expect(await missing()).toEqual([]);
  });

  test('that the database refuses is told with its reason, keeps nobody out, and is tried again', async () => {
    await byHand(`CREATE TYPE "Language" AS ENUM ('of another program')`);
    const refused = missing();
    await expect(refused).rejects.toThrow(/20261122050720_init.*"Language" already exists/);
    await expect(refused).rejects.toMatchObject({ code: 'P3018' });
    await byHand(`
      DO $$ BEGIN
        IF EXISTS (SELECT 1 FROM "_prisma_migrations") THEN RAISE EXCEPTION 'a row is left'; END IF;
      END $$;
      DROP TYPE "Language"`);
    expect(await missing()).toEqual([]);
  });

  test('that meets a deadlock is tried again at once', async () => {
    await notes();
    await byHand(`
      CREATE SEQUENCE "met";
      CREATE FUNCTION "meet"() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('met') = 1 THEN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END IF;
      END $$;
      CREATE EVENT TRIGGER "meets" ON ddl_command_start WHEN TAG IN ('CREATE TYPE') EXECUTE FUNCTION "meet"()`);
    expect(await missing()).toEqual([]);
  });
});

/** What ends the transaction that a script is, or cannot be in one. */
const breaksTransaction =
  /^\s*(BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK|SAVEPOINT|VACUUM)\b|\bCONCURRENTLY\b/im;

const bodies = /\$(\w*)\$[\s\S]*?\$\1\$/g;
const comments = /^\s*--.*$/gm;

test('no script ends its transaction itself, so that it can be cut off anywhere', async () => {
  const names = await migrationNames();
  const broken = names.filter((name) => {
    const file = new URL(`../../prisma/migrations/${name}/migration.sql`, import.meta.url);
    const script = readFileSync(file, 'utf8').replaceAll(bodies, '').replaceAll(comments, '');
    return breaksTransaction.test(script);
  });
  expect(broken).toEqual([]);
  for (const script of ['COMMIT;', 'CREATE INDEX CONCURRENTLY "x" ON "y" ("z");']) {
    expect(script).toMatch(breaksTransaction);
  }
});
