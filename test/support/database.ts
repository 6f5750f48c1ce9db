import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Database, openDatabase } from '../../core/db.ts';
import type { Random, WorkTools } from '../../core/work.ts';
import { type Clock, settableClock } from './clock.ts';
import { seededRandom } from './random.ts';

/** A real, empty, migrated database, with a clock that stands still and repeatable randomness. */
export interface TestDatabase {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** Where another process reaches it too; undefined of the embedded one, which has one owner. */
  readonly url: string | undefined;
  /** Back to how each test finds it: for tests of many stories. */
  empty(): Promise<void>;
}

const secret = new TextEncoder().encode('the secret of the test installation');

/**
 * Gives the tests of a file one database and empties it before each of them: PGlite in this process,
 * or, where TEST_DATABASE_URL is set, a PostgreSQL database that this file makes and drops.
 */
export function useDatabase(): TestDatabase {
  const clock = settableClock();
  const random = seededRandom();
  const tools: WorkTools = { now: clock.now, random, secret };
  let store: Store | undefined;
  const empty = async () => {
    clock.reset();
    random.reset();
    await store?.empty();
  };
  beforeAll(async () => {
    store = await openStore(tools);
  });
  beforeEach(empty);
  afterAll(async () => {
    await store?.drop();
  });
  return {
    get db() {
      if (!store) throw new Error('the database is open only inside tests and their hooks');
      return store.db;
    },
    get url() {
      return store?.url;
    },
    clock,
    random,
    empty,
  };
}

interface Store {
  readonly db: Database;
  readonly url?: string;
  empty(): Promise<void>;
  drop(): Promise<void>;
}

function openStore(tools: WorkTools): Promise<Store> {
  // biome-ignore lint/style/noProcessEnv: the tests' only setting, read in this one place.
  const url = process.env['TEST_DATABASE_URL'];
  return url ? openPostgres(tools, url) : openEmbedded(tools);
}

let shared: Promise<PGlite> | undefined;

/** One for all files of this process, which come one after the other: opening it costs more than most tests. */
async function openEmbedded(tools: WorkTools): Promise<Store> {
  shared ??= snapshot(tools).then((loadDataDir) => PGlite.create({ loadDataDir }));
  const embedded = await shared;
  const db = await openDatabase({ ...tools, embedded });
  const { rows } = await embedded.query<{ script: string }>(emptyingScript);
  const script = onlyRow(rows).script;
  const empty = async () => void (await embedded.exec(script));
  await empty();
  return { db, empty, drop: () => db.close() };
}

async function openPostgres(tools: WorkTools, server: string): Promise<Store> {
  const name = `hamyar_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `CREATE DATABASE "${name}"`);
  const db = await openDatabase({ ...tools, url: url.href, poolSize: 12 });
  const options = `-c lock_timeout=${shorterThanDeadlocks}`;
  const pool = new Pool({ connectionString: url.href, max: 1, options });
  await pool.query(separateIds);
  const { rows } = await pool.query<{ script: string }>(emptyingScript);
  const script = onlyRow(rows).script;
  return {
    db,
    url: url.href,
    empty: () => again('55P03', async () => void (await pool.query(script))),
    async drop() {
      await pool.end();
      await db.close();
      await dropWhenFree(server, name);
    },
  };
}

// What a test set going may still be at work when the next one empties the database. Emptying gives way
// before the server looks for a deadlock (after a second) and ends one of the two.
const shorterThanDeadlocks = 300;

/** The server ends closed connections in its own time, and a forced drop would end them as a fault. */
function dropWhenFree(server: string, name: string): Promise<void> {
  return again('55006', () => onServer(server, `DROP DATABASE "${name}"`));
}

/** Until the server does not refuse with this code any more; fifty times at most. */
async function again(code: string, act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      const isBusy = (error as { code?: string }).code === code;
      if (!isBusy || attempt === 50) throw error;
      await sleep(100);
    }
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}

// Every table counts its ids from a place of its own, so that an id of one table given where
// another's is meant finds nothing instead of, by chance, the right row.
const separateIds = `
  DO $$ DECLARE "counter" record; "place" integer := 0; BEGIN
    FOR "counter" IN SELECT c.oid::regclass AS "name" FROM pg_class c
      WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
    LOOP
      "place" := "place" + 1000;
      PERFORM setval("counter"."name", "place");
    END LOOP;
  END $$`;

// Deleting without triggers and foreign keys takes 6 ms for all tables, where TRUNCATE takes 75 ms
// and opening a snapshot again 750 ms; the audit record's guard against deletion is a trigger too.
const emptyingScript = `
  SELECT 'SET session_replication_role = replica;'
    || string_agg(format('DELETE FROM %I;', tablename), '' ORDER BY tablename)
    || 'SET session_replication_role = origin;'
    || 'INSERT INTO "AuditHead" ("id", "seq", "hash") VALUES (1, 0, sha256(''''));' AS "script"
  FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('the database answered without a row');
  return row;
}

/** A migrated, empty database as a file, made once for each state of the migrations. */
async function snapshot(tools: WorkTools): Promise<Blob> {
  const folder = join(tmpdir(), 'hamyar-tests');
  const file = join(folder, `${await migrationsKey()}.tar`);
  const stored = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stored) return new Blob([stored]);
  const made = await makeSnapshot(tools);
  await mkdir(folder, { recursive: true });
  // Files of tests start at the same time: each renames a whole snapshot into place.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, new Uint8Array(await made.arrayBuffer()));
  await rename(partial, file);
  return made;
}

async function makeSnapshot(tools: WorkTools): Promise<Blob> {
  const embedded = await PGlite.create();
  const db = await openDatabase({ ...tools, embedded });
  await embedded.exec(separateIds);
  const dump = await embedded.dumpDataDir('none');
  await db.close();
  await embedded.close();
  return dump;
}

async function migrationsKey(): Promise<string> {
  const folder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
  const entries = await readdir(folder, { recursive: true });
  const hash = createHash('sha256').update(separateIds);
  for (const entry of entries.filter((name) => name.endsWith('.sql')).sort()) {
    hash.update(entry).update(await readFile(join(folder, entry)));
  }
  return hash.digest('hex').slice(0, 20);
}
