import { tell } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { holdersOf, isHeld } from '../queries.ts';
import type { NewItem } from '../types.ts';

/**
 * Tells the administrators that something waits which nobody can act on, when the first such thing
 * begins to wait for a role of a place: later ones add nothing to what they know.
 */
export async function alertVacancy(work: Work, item: NewItem): Promise<void> {
  const { role, universityId, unitId = null } = item;
  if (await isHeld(work.tx, { ...item, unitId })) return;
  const waiting = { role, universityId, unitId, closedAt: null };
  if ((await work.tx.workItem.count({ where: waiting })) > 1) return;
  const university = universityId === null ? null : await universityName(work, universityId);
  const administrators = await holdersOf(work.tx, { role: 'administrator', universityId: null });
  for (const accountId of administrators) {
    await tell(work, accountId, { name: 'cartableVacant', role, university });
  }
}

async function universityName({ tx }: Work, id: number) {
  const { nameFa, nameEn } = await tx.university.findUniqueOrThrow({
    where: { id },
    select: { nameFa: true, nameEn: true },
  });
  return { fa: nameFa, en: nameEn };
}
