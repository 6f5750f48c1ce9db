import type { WorkItem } from '../../../prisma/generated/client.ts';
import { tehranDate, toUtc } from '../../calendar.ts';
import { holidaysAround } from '../../holidays/queries.ts';
import { tell } from '../../outbox/commands.ts';
import { holdingsOf, itemsForSecond, readersOf } from '../../staff/queries.ts';
import type { Work } from '../../work.ts';
import { type WorkPlace, waitingFor } from '../queries.ts';
import { escalatesAfter, rolesAbove } from '../rules.ts';
import type { Counts } from '../types.ts';

/**
 * A job, for each of `overduePlaces`: reminds those who have to act, once of each thing. What one of
 * them has claimed is that one's; the rest is everybody's. Returns how many people were told.
 */
export async function remindOfOverdue(work: Work, place: WorkPlace): Promise<number> {
  const { tx, now } = work;
  const items = await tx.workItem.updateManyAndReturn({
    where: { ...place, closedAt: null, remindedAt: null, dueAt: { lt: now } },
    data: { remindedAt: now },
  });
  const [first] = items.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  if (!first) return 0;
  const readers = await readersOf(tx, place, now);
  const holidays = await holidaysAround(tx, tehranDate(now));
  const last = escalatesAfter(first.dueAt, holidays);
  let told = 0;
  for (const accountId of readers) {
    const holdings = await holdingsOf(tx, accountId, now);
    const forOthers = await itemsForSecond(tx, { accountId, holdings });
    const theirs = items.filter(
      ({ id, claimedById }) => !forOthers.includes(id) && isTheirs(claimedById, accountId, readers),
    );
    const counts = countByKind(theirs);
    if (Object.keys(counts).length === 0) continue;
    await tell(work, accountId, { name: 'workOverdue', counts, escalatesAfter: last });
    told += 1;
  }
  return told;
}

/** What somebody claimed who cannot act on it any more is everybody's. */
const isTheirs = (
  claimedById: number | null,
  accountId: number,
  readers: readonly number[],
): boolean => claimedById === null || claimedById === accountId || !readers.includes(claimedById);

function countByKind(items: readonly Pick<WorkItem, 'kind'>[]): Counts {
  const counts: Partial<Record<WorkItem['kind'], number>> = {};
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/**
 * A job, for each of `leftUndone`: tells those who stand above a role what it has left undone, once of
 * each thing. Returns how many people were told.
 */
export async function escalate(
  work: Work,
  { place, itemIds }: { readonly place: WorkPlace; readonly itemIds: readonly number[] },
): Promise<number> {
  const { tx, now } = work;
  const items = await tx.workItem.updateManyAndReturn({
    where: { id: { in: [...itemIds] }, closedAt: null, escalatedAt: null },
    data: { escalatedAt: now },
  });
  if (items.length === 0) return 0;
  const { role, universityId } = place;
  const notice = {
    ...({ name: 'workEscalated', role, universityId } as const),
    place: await nameOfPlace(work, place),
    counts: countByKind(items),
  };
  const above = await whoStandsAbove(work, place);
  for (const accountId of above) await tell(work, accountId, notice);
  return above.length;
}

async function whoStandsAbove(
  { tx, now }: Work,
  { role, universityId }: WorkPlace,
): Promise<number[]> {
  for (const above of rolesAbove[role]) {
    const readers = await readersOf(tx, { role: above, universityId, unitId: null }, now);
    if (readers.length > 0) return readers;
  }
  return [];
}

/** The unit's name where the role is a unit's, the university's otherwise. */
async function nameOfPlace({ tx }: Work, { universityId, unitId }: WorkPlace) {
  const select = { nameFa: true, nameEn: true };
  const named =
    unitId !== null
      ? await tx.unit.findUnique({ where: { id: unitId }, select })
      : universityId !== null
        ? await tx.university.findUnique({ where: { id: universityId }, select })
        : null;
  return named && { fa: named.nameFa, en: named.nameEn };
}

/**
 * A job, for each of `officersToDigest`: tells an officer in the morning what waits. Marked with it, so
 * that nobody is told twice on a day; where nothing waits nothing is said. Says whether it was.
 */
export async function sendDigest(
  work: Work,
  { accountId }: { accountId: number },
): Promise<boolean> {
  const { tx, now } = work;
  const today = toUtc(tehranDate(now));
  const { count } = await tx.account.updateMany({
    where: { id: accountId, OR: [{ digestedOn: null }, { digestedOn: { lt: today } }] },
    data: { digestedOn: today },
  });
  if (count === 0) return false;
  const holdings = await holdingsOf(tx, accountId, now);
  if (holdings.length === 0) return false;
  const waiting = await waitingFor(tx, { accountId, holdings }, now);
  if (Object.keys(waiting.counts).length === 0) return false;
  await tell(work, accountId, { name: 'digest', ...waiting });
  return true;
}
