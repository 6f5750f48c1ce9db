import { lockOwn } from '../../applications/commands/lock-application.ts';
import { move } from '../../applications/commands/move-application.ts';
import { sourcesOf } from '../../applications/rules.ts';
import { tellChat } from '../../outbox/commands.ts';
import { liveStates } from '../../placements/rules.ts';
import type { PlacementState } from '../../placements/types.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { LeaveRefusal } from '../types.ts';
import { erasePerson } from './erase-person.ts';

/**
 * Erases the own account. Open requests are withdrawn first. Refused while work goes on or is not
 * paid, and while a cartable is held. Locks the account, then its applications.
 */
export async function leave(work: Work, person: Person): Promise<Ok | LeaveRefusal> {
  const { accountId } = person;
  if (accountId === null) return refuse('noAccount');
  await work.tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const hindrance = await whatHinders(work, accountId);
  if (hindrance) return refuse(hindrance);

  await withdrawAll(work, person, accountId);
  await closeItem(work, person, { kind: 'reviewProfile', subjectId: accountId });
  await erasePerson(work, accountId, 'erased');
  tellChat(work, person.chatId, { name: 'accountErased' });
  work.record({
    action: 'account.erased',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
  return ok();
}

async function whatHinders(
  { tx }: Work,
  accountId: number,
): Promise<LeaveRefusal['reason'] | undefined> {
  const account = await tx.account.findUnique({ where: { id: accountId } });
  if (!account || account.closedAt !== null) return 'accountClosed';
  const payable = {
    state: { in: ['withdrawn', 'terminated'] as PlacementState[] },
    hours: { some: {} },
  };
  const placements = await tx.placement.count({
    where: { accountId, OR: [{ state: { in: [...liveStates, 'final'] } }, payable] },
  });
  if (placements > 0) return 'placementLive';
  const lines = await tx.payLine.count({
    where: {
      accountId,
      OR: [{ state: 'due' }, { state: 'returned', placement: { state: 'final' } }],
    },
  });
  if (lines > 0) return 'payOpen';
  const held = await tx.cartableHolder.count({ where: { accountId, until: null } });
  return held > 0 ? 'holdsCartable' : undefined;
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
