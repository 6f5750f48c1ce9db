import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { z } from 'zod';
import { applyMigrations } from '../prisma/engine.ts';
import { Prisma, PrismaClient } from '../prisma/generated/client.ts';
import { runWork, type Work, type WorkTools, type WrittenMessage } from './work.ts';

export type Reader = PrismaClient;

export interface Database {
  /** True for the embedded database, which one process owns alone. */
  readonly embedded: boolean;
  /** For queries outside a unit of work. */
  readonly read: Reader;
  /**
   * Runs `change` in one transaction and commits it. A deadlock or a serialisation conflict runs it
   * again, so `change` touches nothing but the database.
   */
  transaction<Value>(change: (work: Work) => Promise<Value>): Promise<Value>;
  /** As `transaction`, and tells which outbox rows were written. */
  unitOfWork<Value>(
    change: (work: Work) => Promise<Value>,
  ): Promise<{ value: Value; written: WrittenMessage[] }>;
  /** Calls back after each commit that wrote outbox rows, until the returned function is called. */
  onWritten(listener: () => void): () => void;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
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
}

/** Opens the database and applies the migrations that it lacks. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const store = options.url
    ? openPostgres(options.url, options.poolSize ?? 10)
    : await openEmbedded(options);
  try {
    await store.migrate();
  } catch (error) {
    await store.close();
    throw error;
  }
  return asDatabase(store, options);
}

interface Store {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  readonly embedded: boolean;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Any fixed number: the advisory lock under which one replica migrates while the others wait. */
const migrationLock = 7_264_191;

function openPostgres(connectionString: string, max: number): Store {
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

async function openEmbedded({ folder, embedded }: DatabaseOptions): Promise<Store> {
  const unlock = folder ? await lockFolder(folder) : async () => undefined;
  const database = embedded ?? (folder ? await openFolder(folder) : await PGlite.create());
  const factory = new PrismaPGlite(database);
  return {
    factory,
    embedded: true,
    migrate: async () =>
      void (await applyMigrations(withScripts(factory, (script) => database.exec(script)))),
    async close() {
      if (!embedded) await database.close();
      await unlock();
    },
  };
}

/**
 * Opens the folder, which this process holds alone, whatever a kill left in it. The engine will not
 * start over an empty file of its own lock, which a kill at its start leaves; and a folder appears
 * under its name only when it is made.
 */
async function openFolder(folder: string): Promise<PGlite> {
  await rm(join(folder, 'postmaster.pid'), { force: true });
  const isMade = await stat(join(folder, 'PG_VERSION')).catch(() => undefined);
  if (!isMade) {
    const made = `${folder}.new`;
    await rm(made, { recursive: true, force: true });
    await (await PGlite.create({ dataDir: made })).close();
    await rename(made, folder);
  }
  return PGlite.create({ dataDir: folder });
}

/**
 * Migration scripts run whole and are waited for: one adapter cuts a script at every semicolon, even
 * inside a function's body, and the other starts it without waiting, so that a failure goes unnoticed.
 */
function withScripts(
  factory: SqlMigrationAwareDriverAdapterFactory,
  run: (script: string) => Promise<unknown>,
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

/** Another running process holds the folder of the embedded database. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  constructor(folder: string, holder: string) {
    super(
      `The embedded database in ${folder} is in use by ${holder}. ` +
        'Stop that process first, or set DATABASE_URL to let several processes share PostgreSQL.',
    );
  }
}

/** How often a holder shows that it lives, and how long one that shows nothing counts as living. */
const heartbeatMs = 5_000;
const silenceMs = 30_000;

/**
 * One process at a time may open a folder. A lock is taken over when its holder is gone: at once when
 * it ran on this machine, otherwise (another container on the same volume) after its silence.
 */
async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = `${folder}.lock`;
  const own = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(own, JSON.stringify({ host: hostname(), pid: process.pid }));
  try {
    while (!(await linkIfFree(own, path))) {
      const holder = await liveHolder(path);
      if (holder) throw new FolderInUse(folder, holder);
      await rm(path, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
  return holdLock(path);
}

/** A link appears whole or not at all, so nobody reads a lock that is half written. */
async function linkIfFree(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holdLock(path: string): () => Promise<void> {
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  };
}

const lockSchema = z.object({ host: z.string(), pid: z.number() });

/** Who holds a lock, in words; undefined when nobody does any more. */
async function liveHolder(path: string): Promise<string | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const { host, pid } = lockSchema.parse(JSON.parse(text));
    const alive =
      host === hostname()
        ? pid !== process.pid && isRunning(pid)
        : Date.now() - mtimeMs < silenceMs;
    return alive ? `process ${pid} on ${host}` : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const transactionLimits = { maxWait: 30_000, timeout: 30_000 };

function asDatabase(store: Store, tools: WorkTools): Database {
  const read = new PrismaClient({ adapter: store.factory });
  const listeners = new Set<() => void>();

  const unitOfWork: Database['unitOfWork'] = async (change) => {
    const done = await retryConflicts(() =>
      read.$transaction((tx) => runWork(tx, tools, change), transactionLimits),
    );
    if (done.written.length > 0) for (const listener of listeners) listener();
    return done;
  };

  return {
    embedded: store.embedded,
    read,
    unitOfWork,
    transaction: async (change) => (await unitOfWork(change)).value,
    ping: async () => void (await read.$queryRaw`SELECT 1`),
    onWritten(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      await read.$disconnect();
      await store.close();
    },
  };
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

/** A deadlock or a serialisation conflict: nothing was done, and trying again is right. */
function isConflict(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034';
}

/** Prisma's codes for a database that is out of reach, too busy to answer, or that broke off. */
const outageCodes = ['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037'];

/** PostgreSQL's: connection lost, no resources (a full disk too), shutting down or starting up. */
const outageStates = /^(08|53|57P0)/;

/** What the driver says of a connection that broke; it gives these no code. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;

/** The database could not be asked: nothing was done, and the same may be tried again later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof Prisma.PrismaClientKnownRequestError && outageCodes.includes(error.code)) {
    return true;
  }
  if (outageStates.test(sqlStateOf(error))) return true;
  const fromSocket = typeof code === 'string' && typeof syscall === 'string';
  return fromSocket || brokenConnection.test(error.message);
}

interface FromDriver {
  readonly cause?: { readonly originalCode?: unknown };
}

/** The database's own code, wherever Prisma keeps it; empty where there is none. */
function sqlStateOf(error: Error): string {
  const { meta } = error as { meta?: { driverAdapterError?: FromDriver } };
  const driver = meta?.driverAdapterError ?? (error as FromDriver);
  return String(driver.cause?.originalCode ?? '');
}
