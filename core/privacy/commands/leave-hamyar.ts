import { type LockedApplication, lockOwn } from '../../applications/commands/lock-application.ts';
import { move } from '../../applications/commands/move-application.ts';
import { sourcesOf } from '../../applications/rules.ts';
import { tellChat } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { whatHindersLeaving } from '../queries.ts';
import type { LeaveRefusal } from '../types.ts';
import { erasePerson } from './erase-person.ts';

/**
 * Erases the own account. Open requests are withdrawn; one that was decided stays as it was
 * decided, but waits for nothing any more. Refused while work goes on or is not paid, while a pay run
 * with the person is not settled, and while a cartable is held. Locks the account, then its applications.
 */
export async function leave(work: Work, person: Person): Promise<Ok | LeaveRefusal> {
  const { accountId } = person;
  if (accountId === null) return refuse('noAccount');
  await work.tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const hindrance = await whatHindersLeaving(work.tx, { accountId, now: work.now });
  if (hindrance) return refuse(hindrance);

  const open = await lockOpen(work, person, accountId);
  await erasePerson(work, person, { accountId, state: 'erased' });
  // After it, so that an officer who had taken one hears that it is withdrawn, but not whose it was.
  for (const application of open) {
    const by = { application, holding: null };
    await move(work, person, by, { event: 'withdraw', actorRole: null });
  }
  tellChat(work, person.chatId, { name: 'accountErased' });
  work.record({
    action: 'account.erased',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
  return ok();
}

/** Requests that nobody has decided on, locked: before what waits about them, like wherever they move. */
async function lockOpen(
  work: Work,
  person: Person,
  accountId: number,
): Promise<readonly LockedApplication[]> {
  const open = await work.tx.application.findMany({
    where: { accountId, state: { in: sourcesOf('withdraw') } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  const locked: LockedApplication[] = [];
  for (const { id } of open) {
    const application = await lockOwn(work, person, id);
    if (application && sourcesOf('withdraw').includes(application.state)) locked.push(application);
  }
  return locked;
}
