import { addWorkingDays, endOfTehranDay, tehranDate } from '../../calendar.ts';
import { holidaysAround } from '../../holidays/queries.ts';
import type { Work } from '../../work.ts';
import { dueSettings } from '../schema.ts';
import type { Actor, NewItem } from '../types.ts';
import { alertVacancy } from './alert-vacancy.ts';

/**
 * Puts something before those who hold a role's cartable. One item is open per kind and subject; a
 * second call while it is open changes nothing. Where nobody can act on it, the administrators are told.
 */
export async function openItem(work: Work, { ownerId, ...item }: NewItem): Promise<void> {
  const { tx, now } = work;
  const dueAt = item.dueAt ?? (await dueTime(work, item.universityId));
  const { count } = await tx.workItem.createMany({
    data: { ...item, dueAt, openedAt: now },
    skipDuplicates: true,
  });
  if (count > 0) await alertVacancy(work, { ...item, ...(ownerId !== undefined && { ownerId }) });
}

/** As `openItem`, of several subjects at once. */
export async function openItems(
  work: Work,
  subjectIds: readonly number[],
  item: Omit<NewItem, 'subjectId' | 'dueAt' | 'ownerId'>,
): Promise<void> {
  const [first] = subjectIds;
  if (first === undefined) return;
  const { tx, now } = work;
  const dueAt = await dueTime(work, item.universityId);
  const { count } = await tx.workItem.createMany({
    data: subjectIds.map((subjectId) => ({ ...item, subjectId, dueAt, openedAt: now })),
    skipDuplicates: true,
  });
  if (count > 0) await alertVacancy(work, { ...item, subjectId: first });
}

/** The end of the working day until which a step of a university may take from now on. */
async function dueTime({ tx, now }: Work, universityId: number | null): Promise<Date> {
  const today = tehranDate(now);
  const university =
    universityId === null
      ? null
      : await tx.university.findUnique({
          where: { id: universityId },
          select: { settings: true },
        });
  const { dueWorkingDays } = dueSettings.parse(university?.settings ?? {});
  return endOfTehranDay(addWorkingDays(today, dueWorkingDays, await holidaysAround(tx, today)));
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

/** As `closeItem`, of several subjects at once. */
export async function closeItems(
  { tx, now }: Work,
  actor: Actor,
  { kind, subjectIds }: Pick<NewItem, 'kind'> & { readonly subjectIds: readonly number[] },
): Promise<void> {
  const closedById = actor.kind === 'person' ? actor.accountId : null;
  await tx.workItem.updateMany({
    where: { kind, subjectId: { in: [...subjectIds] }, closedAt: null },
    data: { closedAt: now, closedById },
  });
}
