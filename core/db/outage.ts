import { Prisma } from '../../prisma/generated/client.ts';

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
  if (outageStates.test(sqlStateOf(error)) || outageStates.test(code ?? '')) return true;
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
