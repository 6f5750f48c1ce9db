import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import type { DatabaseOptions } from '../../core/db.ts';

/** A database with nothing in it, not even tables, that can be opened more than once. */
export interface EmptyDatabase {
  readonly where: Pick<DatabaseOptions, 'url' | 'embedded'>;
  drop(): Promise<void>;
}

// biome-ignore lint/style/noProcessEnv: settings of tests are read under test/support.
const server = process.env['TEST_DATABASE_URL'];

/** PGlite, and PostgreSQL where TEST_DATABASE_URL names a server. */
export const engines: readonly (readonly [string, () => Promise<EmptyDatabase>])[] = [
  ['PGlite', emptyEmbedded],
  ...(server ? [['PostgreSQL', () => emptyPostgres(server)] as const] : []),
];

async function emptyEmbedded(): Promise<EmptyDatabase> {
  const embedded = await PGlite.create();
  return { where: { embedded }, drop: () => embedded.close() };
}

export async function emptyPostgres(url: string): Promise<EmptyDatabase> {
  const name = `hamyar_test_empty_${randomUUID().slice(0, 8)}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query(`CREATE DATABASE "${name}"`);
  return {
    where: { url: own.href },
    async drop() {
      await pool.query(`DROP DATABASE "${name}"`);
      await pool.end();
    },
  };
}
