import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolClient } from 'pg';
import { openDatabase } from '../../../core/db.ts';
import { runWork, secureRandom, type Work } from '../../../core/work.ts';
import { PrismaClient } from '../../../prisma/generated/client.ts';
import { benchServer } from '../../support/bench-server.ts';
import { seedMany } from './seed.ts';
import { type Shape, seededAt } from './shape.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A seeded database of its own, and what is asked of it. */
export interface Many {
  readonly shape: Shape;
  readonly read: PrismaClient;
  readonly pool: Pool;
  /** Commits, as a command of the bot does. */
  transaction<Value>(change: (work: Work) => Promise<Value>): Promise<Value>;
  /** The statements that the database was given while `ask` ran, those of transactions included. */
  heard(ask: () => Promise<unknown>): Promise<Statement[]>;
  drop(): Promise<void>;
}

const tools = { now: () => seededAt, random: secureRandom, secret: new Uint8Array(32) };

/** Makes a database on the server of the benches and fills it; gives the seconds that filling took. */
export async function openMany(
  applications: number,
): Promise<{ readonly many: Many; readonly seconds: number }> {
  const name = `hamyar_bench_${randomUUID().slice(0, 8)}`;
  const url = new URL(benchServer());
  await onServer(url, `CREATE DATABASE "${name}"`);
  url.pathname = `/${name}`;
  await (await openDatabase({ ...tools, url: url.href })).close();
  const pool = new Pool({ connectionString: url.href, max: 4 });
  // A connection that is still on its way out when the database is dropped is cut off.
  pool.on('error', () => undefined);
  const ears: Statement[][] = [];
  pool.on('connect', (client) => listen(client, (said) => ears.at(-1)?.push(said)));
  const begun = performance.now();
  const shape = await seedMany(pool, applications);
  const seconds = (performance.now() - begun) / 1000;
  await pool.query('VACUUM');
  const read = new PrismaClient({ adapter: new PrismaPg(pool) });
  const many: Many = {
    shape,
    read,
    pool,
    transaction: async (change) =>
      (await read.$transaction((tx) => runWork(tx, tools, change))).value,
    async heard(ask) {
      const said: Statement[] = [];
      ears.push(said);
      await ask();
      ears.pop();
      return said;
    },
    async drop() {
      await read.$disconnect();
      await pool.end();
      await onServer(new URL(benchServer()), `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
  return { many, seconds };
}

function listen(client: PoolClient, hear: (statement: Statement) => void): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  Object.assign(client, {
    query: (...given: unknown[]) => {
      const [first, second] = given as [string | Partial<Statement>, unknown];
      const { text = '', values } = typeof first === 'string' ? { text: first } : first;
      hear({ text, values: values ?? (Array.isArray(second) ? second : []) });
      return query(...given);
    },
  });
}

async function onServer(url: URL, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url.href, max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
