import { Prisma } from '../../prisma/generated/client.ts';

/** Prisma's codes for a database that is out of reach, too busy to answer, or that broke off. */
const outageCodes = ['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037'];

/**
 * PostgreSQL's: connection lost, no resources (a full disk too), shutting down or starting up, a lock that
 * did not come free in time, and a server that takes no changes, such as a standby that is not yet in charge.
 */
const outageStates = /^(08|53|57P0|55P03$|25006$)/;

/** What Prisma calls a connection that broke, where it keeps no code of it: raw statements, commits. */
const outageKinds: ReadonlySet<unknown> = new Set([
  'ConnectionClosed',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

/** What the driver says of a connection that broke; it gives these no code. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;

/**
 * The database could not be asked: nothing was done, and the same may be tried again later. A
 * transaction that takes too long is none: it would take as long again.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || isOverlong(error)) return false;
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof Prisma.PrismaClientKnownRequestError && outageCodes.includes(error.code)) {
    return true;
  }
  const { originalCode, kind } = causeOf(error);
  if (outageKinds.has(kind)) return true;
  if (outageStates.test(String(originalCode ?? '')) || outageStates.test(code ?? '')) return true;
  const fromSocket = typeof code === 'string' && typeof syscall === 'string';
  return fromSocket || brokenConnection.test(error.message);
}

/** A deadlock or a serialisation conflict: nothing was done, and trying again at once is right. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034') return true;
  const { originalCode, kind } = causeOf(error);
  const { code } = error as NodeJS.ErrnoException;
  if (conflictStates.test(String(originalCode ?? '')) || conflictStates.test(code ?? ''))
    return true;
  return kind === 'TransactionWriteConflict';
}

/** PostgreSQL's: could not serialise, deadlock. */
const conflictStates = /^40(001|P01)$/;

/** Undone because it was over its time; one that could not begin in time has no time that it took. */
const isOverlong = (error: Error): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  error.code === 'P2028' &&
  error.meta?.['timeTaken'] !== undefined;

interface FromDriver {
  readonly cause?: { readonly originalCode?: unknown; readonly kind?: unknown };
}

/** What the driver said, wherever Prisma keeps it: its own code of the database, or a kind. */
function causeOf(error: Error): NonNullable<FromDriver['cause']> {
  const { meta } = error as { meta?: { driverAdapterError?: FromDriver } };
  const driver = meta?.driverAdapterError ?? (error as FromDriver);
  return driver.cause ?? {};
}
