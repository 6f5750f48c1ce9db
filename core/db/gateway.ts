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

/**
 * Migration scripts run whole and are waited for: one adapter cuts a script at every semicolon, even
 * inside a function's body, and the other starts it without waiting, so that a failure goes unnoticed.
 */
export function withScripts(
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
