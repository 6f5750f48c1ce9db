import { addWorkingDays, endOfTehranDay, tehranDate } from '../../calendar.ts';
import { holidaysAround } from '../../holidays/queries.ts';
import { tell } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { nameOf, naming, subjectsOf } from '../queries.ts';
import { covers } from '../rules.ts';
import { dueSettings } from '../schema.ts';
import type { Actor, NewItem, WorkItem } from '../types.ts';
import { alertVacancy } from './alert-vacancy.ts';

/**
 * Puts something before those who hold a role's cartable. One item is open per kind and subject; a
 * second call while it is open changes nothing. Where nobody can act on it, the administrators are told.
 */
export async function openItem(
  work: Work,
  { ownerId, firstPersonIds = [], ...item }: NewItem,
): Promise<void> {
  const { tx, now } = work;
  const dueAt = item.dueAt ?? (await dueTime(work, item.universityId));
  const { count } = await tx.workItem.createMany({
    data: { ...item, firstPersonIds: [...firstPersonIds], dueAt, openedAt: now },
    skipDuplicates: true,
  });
  if (count > 0) await alertVacancy(work, { ...item, ...(ownerId !== undefined && { ownerId }) });
}

/** As `openItem`, of several subjects at once. */
export async function openItems(
  work: Work,
  subjectIds: readonly number[],
  item: Omit<NewItem, 'subjectId' | 'dueAt' | 'ownerId' | 'firstPersonIds'>,
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

/** The end of the working day until which a step of a university may take that can be taken from `from` on. */
export async function dueTime(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  universityId: number | null,
  from: Date = now,
): Promise<Date> {
  const today = tehranDate(from);
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

/**
 * Puts an open item before another role than it lies before. Who had claimed it has it no longer; those
 * who have it now get a step's usual time, and their own reminders.
 */
export async function rerouteItem(
  work: Pick<Work, 'tx' | 'now'>,
  { kind, subjectId, role, unitId = null }: Pick<NewItem, 'kind' | 'subjectId' | 'role' | 'unitId'>,
): Promise<void> {
  const { workItem } = work.tx;
  const where = { kind, subjectId, closedAt: null, role: { not: role } };
  const item = await workItem.findFirst({ where });
  if (!item) return;
  const usual = await dueTime(work, item.universityId);
  const dueAt = item.dueAt > usual ? item.dueAt : usual;
  const data = { role, unitId, dueAt, claimedById: null, claimedAt: null, ...unreminded };
  await workItem.updateMany({ where: { ...where, id: item.id }, data });
}

const unreminded = { remindedAt: null, escalatedAt: null };

/** Gives open items until `dueAt`, where that is later, as if nobody had been reminded of them yet. */
export async function postponeItems(
  { tx }: Pick<Work, 'tx'>,
  {
    kind,
    subjectIds,
    dueAt,
  }: Pick<NewItem, 'kind'> & { readonly subjectIds: readonly number[]; readonly dueAt: Date },
): Promise<void> {
  await tx.workItem.updateMany({
    where: { kind, subjectId: { in: [...subjectIds] }, closedAt: null, dueAt: { lt: dueAt } },
    data: { dueAt, ...unreminded },
  });
}

/**
 * Closes what was open, whoever claimed it; who did is told where somebody else was faster. Nothing
 * open: nothing to do.
 */
export function closeItem(
  work: Work,
  actor: Actor,
  { kind, subjectId }: Pick<NewItem, 'kind' | 'subjectId'>,
): Promise<void> {
  return closeItems(work, actor, { kind, subjectIds: [subjectId] });
}

/** As `closeItem`, of several subjects at once. */
export async function closeItems(
  work: Work,
  actor: Actor,
  { kind, subjectIds }: Pick<NewItem, 'kind'> & { readonly subjectIds: readonly number[] },
): Promise<void> {
  const closedById = actor.kind === 'person' ? actor.accountId : null;
  const closed = await work.tx.workItem.updateManyAndReturn({
    where: { kind, subjectId: { in: [...subjectIds] }, closedAt: null },
    data: { closedAt: work.now, closedById },
  });
  const missed = closed.filter(({ claimedById }) => claimedById && claimedById !== closedById);
  if (missed.length > 0) await tellClaimers(work, actor, missed);
}

/** Who had taken an item hears who closed it; of the student and of deadlines, only that it is over. */
async function tellClaimers(work: Work, actor: Actor, items: readonly WorkItem[]): Promise<void> {
  const subjects = await subjectsOf(
    work.tx,
    items.map(({ id }) => id),
  );
  const actorId = actor.kind === 'person' ? actor.accountId : null;
  for (const item of items) {
    const isOfficers =
      actor.kind === 'person' &&
      actor.holdings.some((holding) => holding.role === item.role && covers(holding, item));
    const by = isOfficers ? await nameOf(work.tx, actorId) : null;
    const { about, namedIds } = naming(item, subjects.get(item.id), by === null ? null : actorId);
    const notice = { name: 'itemClosed', ...about, by } as const;
    if (item.claimedById !== null) await tell(work, item.claimedById, notice, { namedIds });
  }
}
