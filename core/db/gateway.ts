import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';

/** A database that is open, before Prisma speaks to it: PostgreSQL, or the embedded one. */
export interface Store {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  readonly embedded: boolean;
  /** Applies the migrations that it lacks. */
  migrate(): Promise<void>;
  /** Of the embedded one: all of it as a tar. */
  dump?(): Promise<Blob>;
  close(): Promise<void>;
}

/**
 * For every connection. Prisma writes instants in UTC without saying so, and takes what it reads for
 * UTC; a database in the zone of its machine would put them hours beside those that do say so.
 */
export const inUtc = `SET TIME ZONE 'UTC'`;
