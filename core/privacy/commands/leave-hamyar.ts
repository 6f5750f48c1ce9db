import { lockOwn } from '../../applications/commands/lock-application.ts';
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
 * Erases the own account. Open requests are withdrawn first; one that was decided stays as it was
 * decided, but waits for nothing any more. Refused while work goes on or is not paid, and while a
 * cartable is held. Locks the account, then its applications.
 */
export async function leave(work: Work, person: Person): Promise<Ok | LeaveRefusal> {
  const { accountId } = person;
  if (accountId === null) return refuse('noAccount');
  await work.tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const hindrance = await whatHindersLeaving(work.tx, { accountId, now: work.now });
  if (hindrance) return refuse(hindrance);

  await withdrawAll(work, person, accountId);
  await erasePerson(work, person, { accountId, state: 'erased' });
  tellChat(work, person.chatId, { name: 'accountErased' });
  work.record({
    action: 'account.erased',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
  return ok();
}

async function withdrawAll(work: Work, person: Person, accountId: number): Promise<void> {
  const open = await work.tx.application.findMany({
    where: { accountId, state: { in: sourcesOf('withdraw') } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  for (const { id } of open) {
    const application = await lockOwn(work, person, id);
    if (!application) continue;
    const by = { application, holding: null };
    await move(work, person, by, { event: 'withdraw', actorRole: null });
  }
}
