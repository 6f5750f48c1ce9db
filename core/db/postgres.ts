import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { applyMigrations } from '../../prisma/engine.ts';
import { type Store, withScripts } from './gateway.ts';

/** Any fixed number: the advisory lock under which one replica migrates while the others wait. */
const migrationLock = 7_264_191;

export function openPostgres(connectionString: string, max: number): Store {
  const pool = new Pool({ connectionString, max });
  // A connection that breaks while idle is dropped by the pool; the next query opens another.
  pool.on('error', () => undefined);
  const factory = new PrismaPg(pool);
  return {
    factory,
    embedded: false,
    async migrate() {
      const guard = await pool.connect();
      try {
        await guard.query('SELECT pg_advisory_lock($1)', [migrationLock]);
        await applyMigrations(withScripts(factory, (script) => pool.query(script)));
        await guard.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
      } finally {
        guard.release();
      }
    },
    close: () => pool.end(),
  };
}
