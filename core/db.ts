import type { PGlite } from '@electric-sql/pglite';
import { migrationNames } from '../prisma/engine.ts';
import { PrismaClient } from '../prisma/generated/client.ts';
import { openEmbedded } from './db/embedded.ts';
import type { Store } from './db/gateway.ts';
import { isConflict } from './db/outage.ts';
import { openPostgres } from './db/postgres.ts';
import { type Done, runWork, type Work, type WorkTools, workWithoutTransaction } from './work.ts';

export type Reader = PrismaClient;

export interface Database {
  /** True for the embedded database, which one process owns alone. */
  readonly embedded: boolean;
  /** For queries outside a unit of work. */
  readonly read: Reader;
  /**
   * Runs `change` in one transaction and commits it. A deadlock or a serialisation conflict runs it
   * again, so `change` touches nothing but the database. What takes longer than `longestMs`, half a
   * minute unless told, is undone.
   */
  transaction<Value>(
    change: (work: Work) => Promise<Value>,
    limits?: { readonly longestMs: number },
  ): Promise<Value>;
  /** As `transaction`, and tells what was written beside. */
  unitOfWork<Value>(
    change: (work: Work) => Promise<Value>,
    limits?: { readonly longestMs: number },
  ): Promise<Done<Value>>;
  /** A unit of work whose use of the database throws `NeedsTransaction`. */
  withoutTransaction(): Work;
  /**
   * Calls back after each `transaction` and `unitOfWork` of this process, until the returned function
   * is called; not after what is written by one statement.
   */
  onCommit(listener: (done: Done<unknown>) => void): () => void;
  /** The migrations of this version that the database has not. Throws when it does not answer. */
  missingMigrations(): Promise<string[]>;
  /** The whole database as a tar, while it runs; only of the embedded one, PostgreSQL has its own tools. */
  readonly dump: (() => Promise<Blob>) | undefined;
  close(): Promise<void>;
}

export interface DatabaseOptions extends WorkTools {
  /** PostgreSQL, when given. */
  readonly url?: string | undefined;
  /** Connections to PostgreSQL at most. */
  readonly poolSize?: number;
  /** Folder of the embedded database otherwise; none keeps it in memory. */
  readonly folder?: string | undefined;
  /** An embedded database that is open already. */
  readonly embedded?: PGlite | undefined;
  /** Hears once that the embedded database refuses everything until the process is started anew. */
  readonly onLost?: (() => void) | undefined;
}

/** Opens the database and applies the migrations that it lacks. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const store = options.url
    ? openPostgres(options.url, options.poolSize ?? 10)
    : await openEmbedded(options);
  try {
    await retryConflicts(() => store.migrate());
  } catch (error) {
    await store.close();
    throw error;
  }
  return asDatabase(store, options);
}

const maxWait = 30_000;
const usualLimits = { longestMs: 30_000 };

function asDatabase(store: Store, tools: WorkTools): Database {
  const read = new PrismaClient({ adapter: store.factory });
  const listeners = new Set<(done: Done<unknown>) => void>();

  const unitOfWork: Database['unitOfWork'] = async (change, { longestMs } = usualLimits) => {
    const limits = { maxWait, timeout: longestMs };
    const done = await retryConflicts(() =>
      read.$transaction((tx) => runWork(tx, tools, change), limits),
    );
    for (const listener of listeners) listener(done);
    return done;
  };

  return {
    embedded: store.embedded,
    read,
    unitOfWork,
    transaction: async (change, limits) => (await unitOfWork(change, limits)).value,
    withoutTransaction: () => workWithoutTransaction(tools),
    missingMigrations: () => missingMigrations(read),
    dump: store.dump,
    onCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      await read.$disconnect();
      await store.close();
    },
  };
}

/** A newer version may have more than this one knows: the two run side by side. */
async function missingMigrations(read: Reader): Promise<string[]> {
  const applied = await read.$queryRaw<{ name: string }[]>`
    SELECT "migration_name" AS "name" FROM "_prisma_migrations"
    WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
  const names = new Set(applied.map(({ name }) => name));
  return (await migrationNames()).filter((name) => !names.has(name));
}

const conflictRetries = 5;

async function retryConflicts<Value>(attempt: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried > conflictRetries || !isConflict(error)) throw error;
    }
  }
}
