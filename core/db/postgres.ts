import { PrismaPg } from '@prisma/adapter-pg';
import { type ClientBase, Pool } from 'pg';
import { inUtc, type Store } from './gateway.ts';
import { migrate } from './migrate.ts';

/** Any fixed number: the advisory lock under which one replica migrates while the others wait. */
const migrationLock = 7_264_191;

export function openPostgres(connectionString: string, max: number): Store {
  const pool = openPool(connectionString, max);
  const factory = new PrismaPg(pool, { statementNameGenerator });
  return {
    factory,
    embedded: false,
    migrate: () => migrateAlone(connectionString),
    close: () => pool.end(),
  };
}

function openPool(connectionString: string, max: number): Pool {
  const pool = new Pool({ connectionString, max, onConnect: speakUtc });
  // A connection that breaks while idle is dropped by the pool; the next query opens another.
  pool.on('error', () => undefined);
  return pool;
}

const speakUtc = async (client: ClientBase): Promise<void> => {
  await client.query(inUtc);
};

/** Every connection prepares a statement once that begins with its name, `/* name *\/`; the others each time. */
const statementNameGenerator = ({ sql }: { readonly sql: string }): string =>
  /^\s*\/\* (\w+) \*\//.exec(sql)?.[1] ?? '';

/**
 * Over connections of its own, which end with it: the engine locks the database for the length of a
 * connection, and in a pool that lives on it would keep every other replica from starting.
 */
async function migrateAlone(connectionString: string): Promise<void> {
  const pool = openPool(connectionString, 3);
  try {
    const guard = await pool.connect();
    // The pool looks after idle connections only. Without this one the engine's own lock is left.
    guard.on('error', () => undefined);
    try {
      await guard.query('SELECT pg_advisory_lock($1)', [migrationLock]);
      // Scripts go by the connection that holds the lock, so it is held for as long as the server is at one.
      await migrate(new PrismaPg(pool), (script) => guard.query(script));
    } finally {
      // The lock ends with the connection, and another replica begins when all of ours are gone.
      guard.release();
    }
  } finally {
    await pool.end();
  }
}
