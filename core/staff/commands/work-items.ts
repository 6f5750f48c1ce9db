import type { WorkItemKind } from '../../../prisma/generated/client.ts';
import { addWorkingDays, endOfTehranDay, type IsoDate, tehranDate } from '../../calendar.ts';
import type { Work } from '../../work.ts';
import type { Actor, StaffRole } from '../types.ts';

export type NewItem = {
  readonly kind: WorkItemKind;
  readonly subjectId: number;
  readonly role: StaffRole;
  readonly universityId: number | null;
  readonly unitId?: number | null;
  /** Three working days from now, where nothing else is known. */
  readonly dueAt?: Date;
};

/** Working days that a step may take. */
export const dueWorkingDays = 3;

const noHolidays: ReadonlySet<IsoDate> = new Set();

/**
 * Puts something before those who hold a role's cartable. One item is open per kind and subject; a
 * second call while it is open changes nothing.
 */
export async function openItem({ tx, now }: Work, item: NewItem): Promise<void> {
  const dueOn = addWorkingDays(tehranDate(now), dueWorkingDays, noHolidays);
  await tx.workItem.createMany({
    data: { dueAt: endOfTehranDay(dueOn), ...item, openedAt: now },
    skipDuplicates: true,
  });
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
