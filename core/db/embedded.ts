import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { lockFolder } from './folder-lock.ts';
import { inUtc, type Store } from './gateway.ts';
import { migrate } from './migrate.ts';

/** Opens the embedded database: one that is open already, a folder, or in memory. */
export async function openEmbedded({
  folder,
  embedded,
  onLost,
}: {
  readonly folder?: string | undefined;
  readonly embedded?: PGlite | undefined;
  readonly onLost?: (() => void) | undefined;
}): Promise<Store> {
  const unlock = folder ? await lockFolder(folder) : async () => undefined;
  const database = embedded ?? (folder ? await openFolder(folder) : await PGlite.create());
  if (!embedded) guardLog(database, onLost);
  const factory = new PrismaPGlite(withCommitsTold(database));
  return {
    factory,
    embedded: true,
    async migrate() {
      await database.exec(inUtc);
      await migrate(factory, (script) => database.exec(script));
      await listArrayTypes(database);
    },
    dump: () => dumpOf(database),
    async close() {
      if (!embedded) await database.close();
      await unlock();
    },
  };
}

/** The engine cannot go on before the process is started anew; what was committed is kept. */
class EngineLost extends Error {
  override name = 'EngineLost';
  /** As PostgreSQL says it: it is not there, and the same may be tried again later. */
  readonly code = '57P03';
  constructor() {
    super('the log of the embedded database had no room; it goes on after a start');
  }
}

/**
 * Where the disk has no room for the next file of its log, the engine refuses the statement that needed
 * it, and turns round and round for ever at the one that comes next. So none comes next: they are refused
 * here, and `onLost` hears of it once.
 */
function guardLog(database: PGlite, onLost: () => void = () => undefined): void {
  const [one, all] = [database.execProtocol, database.execProtocolStream];
  const speak = database.execProtocolRawSync.bind(database);
  let isLost = false;
  const heard = async <Value>(answer: Promise<Value>): Promise<Value> => {
    try {
      return await answer;
    } catch (error) {
      if (!isLost && tellsOfFullLog(error)) {
        isLost = true;
        onLost();
      }
      throw error;
    }
  };
  // The error is heard before whoever comes next has the turn.
  database.execProtocol = (...given) => heard(one.apply(database, given));
  database.execProtocolStream = (...given) => heard(all.apply(database, given));
  database.execProtocolRawSync = (message) => {
    if (isLost) throw new EngineLost();
    return speak(message);
  };
}

/** PostgreSQL's code for a full disk, about a file of the log. */
const tellsOfFullLog = (error: unknown): boolean => {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code === '53100' && message.includes('pg_wal');
};

/**
 * The engine writes and reads arrays of those types only that it has seen. It copies the list of what
 * it can read for every statement, though, and would list an array of each table's rows, the
 * catalogue's too: what nothing here reads is taken off, since that took a third of each statement's time.
 */
async function listArrayTypes(database: PGlite): Promise<void> {
  await database.refreshArrayTypes();
  const { rows } = await database.query<{ element: number; array: number; isEnum: boolean }>(
    `SELECT oid AS "element", typarray AS "array", typtype = 'e' AS "isEnum" FROM pg_type WHERE typarray <> 0`,
  );
  for (const { element, array, isEnum } of rows) {
    if (!isEnum && !(element in types.parsers)) delete database.parsers[array];
  }
}

/**
 * As Prisma's adapter uses the database. It hears of a commit that fails and tells nobody, so that what
 * was undone would count as done; here whoever waits for the commit hears of it too.
 */
function withCommitsTold(database: PGlite): PGlite {
  const transaction = (work: Parameters<PGlite['transaction']>[0]) => {
    const done = database.transaction(work);
    const told = (hear: (error: unknown) => void) => {
      const over = done.catch((error: unknown) => {
        hear(error);
        throw error;
      });
      // Where it fails at its beginning nobody waits for its end.
      over.catch(() => undefined);
      return over;
    };
    return { catch: told };
  };
  const [query, exec] = [database.query.bind(database), database.exec.bind(database)];
  return { query, exec, transaction } as unknown as PGlite;
}

/**
 * The whole database as a tar, as it is between two statements. What is committed is in it; a
 * transaction that is under way is not, as after a crash.
 */
async function dumpOf(database: PGlite): Promise<Blob> {
  await database.exec('CHECKPOINT');
  return database.runExclusive(() => database.dumpDataDir('none'));
}

/** The database of a folder that no process holds, as it is: no migration is applied. */
export async function dumpFolder(folder: string): Promise<Blob> {
  return inOwnFolder(folder, async () => {
    const database = await openFolder(folder);
    try {
      return await dumpOf(database);
    } finally {
      await database.close();
    }
  });
}

/** Makes a folder of what was dumped; it appears under its name when it is whole, and `prepare` is done. */
export async function restoreFolder(
  folder: string,
  dump: Blob,
  prepare: Prepare = async () => undefined,
): Promise<void> {
  await inOwnFolder(folder, () => makeFolder(folder, { dump, prepare }));
}

type Prepare = (database: PGlite) => Promise<unknown>;

/** While no other process may open the folder. */
export async function inOwnFolder<Value>(
  folder: string,
  task: () => Promise<Value>,
): Promise<Value> {
  const unlock = await lockFolder(folder);
  try {
    return await task();
  } finally {
    await unlock();
  }
}

/**
 * Opens the folder, which this process holds alone, whatever a kill left in it. The engine will not
 * start over an empty file of its own lock, which a kill at its start leaves; and a folder appears
 * under its name only when it is made.
 */
export async function openFolder(folder: string): Promise<PGlite> {
  await rm(join(folder, 'postmaster.pid'), { force: true });
  if (!(await holdsDatabase(folder))) await makeFolder(folder);
  return PGlite.create({ dataDir: folder });
}

/** Whether there is a database in a folder. */
export async function holdsDatabase(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'PG_VERSION')).catch(() => undefined)) !== undefined;
}

async function makeFolder(
  folder: string,
  { dump, prepare }: { readonly dump?: Blob; readonly prepare?: Prepare } = {},
): Promise<void> {
  const made = `${folder}.new`;
  await rm(made, { recursive: true, force: true });
  const from = dump ? { loadDataDir: dump } : {};
  const database = await PGlite.create({ dataDir: made, ...from });
  try {
    await prepare?.(database);
  } finally {
    await database.close();
  }
  await rename(made, folder);
}
