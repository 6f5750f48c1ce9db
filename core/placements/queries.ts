import type { Tx } from '../work.ts';

/** Requests whose hold has run out, for the job that ends them one by one. */
export async function requestsToExpire(reader: Tx, now: Date, take = 100): Promise<number[]> {
  const rows = await reader.placement.findMany({
    where: { state: 'requested', holdUntil: { lt: now } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

/** Placements with entries that the student let pass in silence. */
export async function hoursToLapse(reader: Tx, now: Date, take = 100): Promise<number[]> {
  const rows = await reader.placement.findMany({
    where: {
      hours: {
        some: { state: 'reported', objectionDueAt: { lt: now } },
        none: { state: 'reported', objectionDueAt: { gte: now } },
      },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}
