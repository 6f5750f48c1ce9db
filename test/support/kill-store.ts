import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { seedPlayground } from '../../bot/playground/seed/seed.ts';
import { type Database, openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { testSecret } from './bot.ts';

/** The database of a bot in another process, filled with the playground's university. */
export interface KillStore {
  readonly folder: string;
  /** What the bot's process is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the bot must not run while the database is looked at. */
  readonly alone: boolean;
  look<Found>(task: (database: Database) => Promise<Found>): Promise<Found>;
  drop(): Promise<void>;
}

const tools = {
  now: () => new Date(),
  random: secureRandom,
  secret: new TextEncoder().encode(testSecret),
};

/** The embedded database in a folder; or, where `server` is given, a database made on that server. */
export async function openKillStore(server?: string): Promise<KillStore> {
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-kill-'));
  const store = server ? await onPostgres(folder, server) : embedded(folder);
  await store.look((database) => seedPlayground(database, tools.now()));
  return store;
}

function embedded(folder: string): KillStore {
  return {
    folder,
    environment: {},
    alone: true,
    async look(task) {
      const database = await openDatabase({ ...tools, folder: join(folder, 'database') });
      try {
        return await task(database);
      } finally {
        await database.close();
      }
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onPostgres(folder: string, server: string): Promise<KillStore> {
  const name = `hamyar_kill_${process.pid}_${randomUUID().slice(0, 8)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `CREATE DATABASE "${name}"`);
  const database = await openDatabase({ ...tools, url: url.href, poolSize: 2 });
  return {
    folder,
    // A lease of a killed process is over after a second.
    environment: { DATABASE_URL: url.href, SENDING_LEASE_SECONDS: '1' },
    alone: false,
    look: (task) => task(database),
    async drop() {
      await database.close();
      await onServer(server, `DROP DATABASE "${name}" WITH (FORCE)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}

/** The server that the tests are given, if any. */
export function givenServer(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: where the tests' services are is said from outside.
  return process.env['TEST_DATABASE_URL'];
}
