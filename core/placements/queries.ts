import type { Tx } from '../work.ts';
import type { HoursState, PlacementState } from './types.ts';

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

export interface OwnPlacement {
  readonly id: number;
  readonly state: PlacementState;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  readonly approvedMinutes: number;
  /** Entered and standing: replaced entries do not count. */
  readonly enteredMinutes: number;
  /** Until when the student may decline; null once that is past or settled. */
  readonly answerDueAt: Date | null;
  readonly hours: readonly {
    readonly minutes: number;
    readonly workedOn: Date | null;
    readonly state: HoursState;
    readonly objectionDueAt: Date;
  }[];
}

/** A student's placements, the newest first. */
export async function placementsOf(reader: Tx, accountId: number): Promise<OwnPlacement[]> {
  const rows = await reader.placement.findMany({
    where: { accountId },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      state: true,
      approvedMinutes: true,
      answerDueAt: true,
      unit: { select: { nameFa: true, nameEn: true } },
      hours: {
        where: { state: { not: 'replaced' } },
        orderBy: { id: 'asc' },
        select: { minutes: true, workedOn: true, state: true, objectionDueAt: true },
      },
    },
  });
  return rows.map((row) => ({
    ...row,
    enteredMinutes: row.hours.reduce((sum, { minutes }) => sum + minutes, 0),
  }));
}
