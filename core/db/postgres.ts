import { Socket } from 'node:net';
import { constants } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import { type ClientBase, Pool } from 'pg';
import { inUtc, type Store } from './gateway.ts';
import { migrate } from './migrate.ts';

/** Any fixed number: the advisory lock under which one replica migrates while the others wait. */
const migrationLock = 7_264_191;

/** How long a connection is waited for. */
const connectMs = 30_000;

/**
 * How long a server may say nothing while it is asked: longer than the longest statement takes. Its host
 * may have vanished without a word, and what was sent there is repeated for a quarter of an hour.
 */
const silentMs = 330_000;

export function openPostgres(
  connectionString: string,
  max: number,
  limits: { readonly silentMs: number } = { silentMs },
): Store {
  const pool = openPool(connectionString, { max, ...limits, greeting: [inUtc, ...limitsThere] });
  const factory = new PrismaPg(pool, { statementNameGenerator });
  return {
    factory,
    embedded: false,
    migrate: () => migrateAlone(connectionString),
    close: () => pool.end(),
  };
}

/**
 * What holds at the server, whatever becomes of this process: a transaction whose process has vanished
 * with its host gives its locks back, and who waits for a lock in vain hears of it. Both are longer than
 * a unit of work may take.
 */
const limitsThere = [`SET idle_in_transaction_session_timeout = '60s'`, `SET lock_timeout = '30s'`];

/** A process that has vanished is noticed in a minute; nobody waits for its lock for two hours. */
const keepAlive = [
  `SET tcp_keepalives_idle = 30`,
  `SET tcp_keepalives_interval = 10`,
  `SET tcp_keepalives_count = 3`,
];

interface PoolLimits {
  readonly max: number;
  readonly silentMs: number;
  /** Statements that each connection begins with. */
  readonly greeting: readonly string[];
}

function openPool(connectionString: string, { max, silentMs: silent, greeting }: PoolLimits): Pool {
  const pool = new Pool({
    ...{ connectionString, max, connectionTimeoutMillis: connectMs },
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    stream: () => impatientSocket(silent),
    onConnect: (client) => greet(client, [...greeting, ...keepAlive]),
  });
  // A connection that breaks while idle is dropped by the pool; the next query opens another.
  pool.on('error', () => undefined);
  return pool;
}

async function greet(client: ClientBase, greeting: readonly string[]): Promise<void> {
  await client.query(greeting.join(';'));
}

/** A socket that breaks once nothing has come or gone for so many milliseconds. */
function impatientSocket(silent: number): Socket {
  const socket = new Socket();
  // As the system tells of it.
  const broken = { code: 'ETIMEDOUT', errno: -constants.errno.ETIMEDOUT, syscall: 'read' };
  return socket.setTimeout(silent, () => {
    socket.destroy(Object.assign(new Error('Connection terminated: it says nothing'), broken));
  });
}

/** Every connection prepares a statement once that begins with its name, `/* name *\/`; the others each time. */
const statementNameGenerator = ({ sql }: { readonly sql: string }): string =>
  /^\s*\/\* (\w+) \*\//.exec(sql)?.[1] ?? '';

/**
 * Over connections of its own, which end with it: the engine locks the database for the length of a
 * connection, and in a pool that lives on it would keep every other replica from starting.
 */
async function migrateAlone(connectionString: string): Promise<void> {
  // Migrations of other replicas are waited for, however long they take.
  const pool = openPool(connectionString, { max: 3, silentMs: 0, greeting: [inUtc] });
  try {
    const guard = await pool.connect();
    // The pool looks after idle connections only. Without this one the engine's own lock is left.
    guard.on('error', () => undefined);
    try {
      await guard.query('SELECT pg_advisory_lock($1)', [migrationLock]);
      // Everybody who comes after a script that waits for a table waits behind it.
      await guard.query(`SET lock_timeout = '5s'`);
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
