import { tell } from '../../outbox/commands.ts';
import { refuse } from '../../result.ts';
import { nameOf, naming, readersOf, subjectsOf } from '../../staff/queries.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { startOfReminders } from '../rules.ts';
import { mostAtOnce, type Nudged, type NudgeOutcome, type NudgeRefusal } from '../types.ts';

/**
 * Reminds those for whom something of the own university waits, each of one thing at most once a day,
 * whoever asks for it: the conditional update decides. What one is refused for keeps none of the others.
 */
export async function remindMany(
  work: Work,
  person: Person,
  { targets }: { readonly targets: readonly Nudged[] },
): Promise<readonly NudgeOutcome[]> {
  const outcomes: NudgeOutcome[] = [];
  for (const of of targets.slice(0, mostAtOnce)) {
    outcomes.push({ of, refused: await remindOne(work, person, of) });
  }
  return outcomes;
}

/** What `remindMany` would say now; nobody is told. */
export async function rehearseReminders(
  work: Work,
  person: Person,
  order: { readonly targets: readonly Nudged[] },
): Promise<readonly NudgeOutcome[]> {
  await work.tx.$executeRaw`SAVEPOINT "rehearsal"`;
  const silent: Work = { ...work, record: () => undefined, send: () => undefined };
  const outcomes = await remindMany(silent, person, order);
  await work.tx.$executeRaw`ROLLBACK TO SAVEPOINT "rehearsal"`;
  await work.tx.$executeRaw`RELEASE SAVEPOINT "rehearsal"`;
  return outcomes;
}

const remindOne = (work: Work, person: Person, of: Nudged): Promise<NudgeRefusal | null> =>
  of.what === 'request'
    ? remindStudent(work, person, of.applicationId)
    : remindOfficers(work, person, of.itemId);

const notToday = ({ now }: Work) => ({
  OR: [{ nudgedAt: null }, { nudgedAt: { lt: startOfReminders(now) } }],
});

async function remindStudent(work: Work, person: Person, id: number): Promise<NudgeRefusal | null> {
  const { tx, now } = work;
  const row = await tx.application.findUnique({
    where: { id },
    select: { universityId: true, accountId: true, trackingCode: true, reasonText: true },
  });
  if (!row) return refuse('answered');
  const { universityId, accountId, trackingCode, reasonText } = row;
  const allowed = can(person, 'remindOthers', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  const { count } = await tx.application.updateMany({
    where: { id, state: 'sentBack', ...notToday(work) },
    data: { nudgedAt: now },
  });
  if (count === 0) {
    const waits = await tx.application.count({ where: { id, state: 'sentBack' } });
    return refuse(waits > 0 ? 'remindedToday' : 'answered');
  }
  await tell(work, accountId, { name: 'mendReminder', trackingCode, note: reasonText ?? '' });
  work.record({
    action: 'application.nudged',
    subject: { type: 'application', id },
    ...signature(person, allowed.holding),
    universityId,
  });
  return null;
}

async function remindOfficers(
  work: Work,
  person: Person,
  itemId: number,
): Promise<NudgeRefusal | null> {
  const { tx, now } = work;
  const item = await tx.workItem.findUnique({ where: { id: itemId } });
  if (!item) return refuse('answered');
  const { universityId } = item;
  const allowed = can(person, 'remindOthers', { universityId });
  if (!allowed.ok) return allowed;
  if (item.closedAt !== null) return refuse('answered');
  const readers = await readersOf(tx, item, now);
  // What one of them has taken is that one's; who took the step before waits for the others.
  const seconds = readers.filter((id) => !item.firstPersonIds.includes(id));
  const able = seconds.length > 0 ? seconds : readers;
  const theirs = able.filter((id) => id === item.claimedById);
  const asked = (theirs.length > 0 ? theirs : able).filter((id) => id !== person.accountId);
  if (asked.length === 0) return refuse('nobodyThere');
  const { count } = await tx.workItem.updateMany({
    where: { id: itemId, closedAt: null, ...notToday(work) },
    data: { nudgedAt: now },
  });
  if (count === 0) return refuse('remindedToday');
  const subject = (await subjectsOf(tx, [itemId])).get(itemId);
  const by = await nameOf(tx, person.accountId);
  const { about, namedIds } = naming(item, subject, person.accountId);
  const notice = { name: 'itemNudged', itemId, ...about, by } as const;
  for (const id of asked) await tell(work, id, notice, { namedIds });
  work.record({
    action: 'workItem.nudged',
    subject: { type: 'workItem', id: itemId },
    ...signature(person, allowed.holding),
    universityId,
  });
  return null;
}
