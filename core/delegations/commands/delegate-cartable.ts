import { waiveProfile } from '../../accounts/commands/await-profile.ts';
import { endOfTehranDay, type IsoDate, startOfTehranDay, tehranDate } from '../../calendar.ts';
import { tell } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { delegationById, delegationNews } from '../queries.ts';
import { checkDelegation } from '../rules.ts';
import type { AnswerDelegationRefusal, DelegateRefusal } from '../types.ts';
import { releaseClaims } from './start-delegation.ts';

export type DelegationOrder = {
  readonly cartableId: number;
  readonly toId: number;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
};

/**
 * Offers the own cartable to another person for some days; it counts once accepted. A holder hands a
 * cartable to one person at a time: the unique index decides between two offers at once.
 */
export async function offerDelegation(
  work: Work,
  { accountId }: Person,
  order: DelegationOrder,
): Promise<Result<{ readonly delegationId: number }, DelegateRefusal>> {
  const { cartableId, toId, startsOn, endsOn } = order;
  if (accountId === null || !(await holds(work, cartableId, accountId))) return refuse('notHeld');
  const dates = checkDelegation(order, tehranDate(work.now));
  if (!dates.ok) return dates;
  const right = await checkReceiver(work, accountId, order);
  if (!right.ok) return right;
  const [row] = await work.tx.delegation.createManyAndReturn({
    data: {
      cartableId,
      fromId: accountId,
      toId,
      startsAt: startOfTehranDay(startsOn),
      endsAt: endOfTehranDay(endsOn),
    },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('alreadyDelegated');
  const news = await delegationNews(work.tx, row.id, 'to');
  await tell(work, toId, { name: 'delegationOffered', ...news }, { namedIds: [accountId] });
  work.record({
    action: 'delegation.offered',
    subject: { type: 'delegation', id: row.id },
    actorId: accountId,
    universityId: await universityOf(work, cartableId),
    after: { cartableId, toId, startsOn, endsOn },
  });
  return ok({ delegationId: row.id });
}

const holds = async ({ tx }: Work, cartableId: number, accountId: number): Promise<boolean> =>
  (await tx.cartableHolder.count({
    where: { cartableId, accountId, until: null, cartable: { closedAt: null } },
  })) > 0;

async function checkReceiver(
  work: Work,
  fromId: number,
  { cartableId, toId }: DelegationOrder,
): Promise<Result<object, DelegateRefusal>> {
  if (toId === fromId) return refuse('toSelf');
  const known = await work.tx.account.count({ where: { id: toId, closedAt: null } });
  if (known === 0) return refuse('unknownPerson');
  return (await holds(work, cartableId, toId)) ? refuse('alreadyHolds') : ok();
}

async function universityOf({ tx }: Work, cartableId: number): Promise<number | null> {
  const cartable = await tx.cartable.findUniqueOrThrow({ where: { id: cartableId } });
  return cartable.universityId;
}

/**
 * The person to whom a cartable is offered takes it, or does not. What the giver had taken of it is
 * free again, where the first day has come; otherwise by the job of that day.
 */
export async function answerDelegation(
  work: Work,
  { accountId }: Person,
  { delegationId, accept }: { delegationId: number; accept: boolean },
): Promise<Result<object, AnswerDelegationRefusal>> {
  const { tx, now } = work;
  const delegation = await delegationById(tx, delegationId);
  if (!delegation) return refuse('gone');
  if (accountId === null || delegation.toId !== accountId) return refuse('notAllowed');
  const { count } = await tx.delegation.updateMany({
    where: { id: delegationId, acceptedAt: null, endedAt: null, endsAt: { gt: now } },
    data: accept ? { acceptedAt: now } : { endedAt: now, endedById: accountId },
  });
  if (count === 0) return refuse('gone');
  if (accept) {
    await waiveProfile(work, accountId);
    await releaseClaims(work, { ...delegation, acceptedAt: now });
  }
  const news = await delegationNews(tx, delegationId, 'from');
  const notice = { name: 'delegationAnswered', accepted: accept, ...news } as const;
  await tell(work, delegation.fromId, notice, { namedIds: [accountId] });
  work.record({
    action: accept ? 'delegation.accepted' : 'delegation.declined',
    subject: { type: 'delegation', id: delegationId },
    actorId: accountId,
    universityId: delegation.cartable.universityId,
  });
  return ok();
}
