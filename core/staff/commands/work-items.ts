import { addWorkingDays, endOfTehranDay, type IsoDate, tehranDate } from '../../calendar.ts';
import type { Work } from '../../work.ts';
import type { Actor, NewItem } from '../types.ts';
import { alertVacancy } from './alert-vacancy.ts';

/** Working days that a step may take. */
export const dueWorkingDays = 3;

const noHolidays: ReadonlySet<IsoDate> = new Set();

/**
 * Puts something before those who hold a role's cartable. One item is open per kind and subject; a
 * second call while it is open changes nothing. Where nobody can act on it, the administrators are told.
 */
export async function openItem(work: Work, { ownerId, ...item }: NewItem): Promise<void> {
  const { tx, now } = work;
  const dueOn = addWorkingDays(tehranDate(now), dueWorkingDays, noHolidays);
  const { count } = await tx.workItem.createMany({
    data: { dueAt: endOfTehranDay(dueOn), ...item, openedAt: now },
    skipDuplicates: true,
  });
  if (count > 0) await alertVacancy(work, { ...item, ...(ownerId !== undefined && { ownerId }) });
}

/** Closes what was open, whoever claimed it. Nothing open: nothing to do. */
export async function closeItem(
  { tx, now }: Work,
  actor: Actor,
  { kind, subjectId }: Pick<NewItem, 'kind' | 'subjectId'>,
): Promise<void> {
  const closedById = actor.kind === 'person' ? actor.accountId : null;
  await tx.workItem.updateMany({
    where: { kind, subjectId, closedAt: null },
    data: { closedAt: now, closedById },
  });
}
