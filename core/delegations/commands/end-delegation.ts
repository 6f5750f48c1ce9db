import { awaitProfile } from '../../accounts/commands/await-profile.ts';
import { releaseItems } from '../../cartables/commands/release-items.ts';
import { tell } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Actor, Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { delegationById, delegationNews } from '../queries.ts';
import type { AnswerDelegationRefusal } from '../types.ts';

/** Either of the two ends it before its time. */
export async function endDelegation(
  work: Work,
  person: Person,
  { delegationId }: { delegationId: number },
): Promise<Result<object, AnswerDelegationRefusal>> {
  const delegation = await delegationById(work.tx, delegationId);
  if (!delegation) return refuse('gone');
  const { fromId, toId } = delegation;
  const { accountId } = person;
  if (accountId === null || (accountId !== fromId && accountId !== toId))
    return refuse('notAllowed');
  return (await end(work, delegationId, { how: 'early', endedById: accountId }))
    ? ok()
    : refuse('gone');
}

/** Who gives a cartable up has nothing to hand over any more. */
export async function endOwnDelegations(
  work: Work,
  actor: Actor,
  { cartableId, fromId }: { readonly cartableId: number; readonly fromId: number },
): Promise<void> {
  await endAll(work, actor, { cartableId, fromId });
}

/** Nobody stands in who is gone: those for whom the person did, or would have, are told. */
export async function endDelegationsTo(work: Work, actor: Actor, toId: number): Promise<void> {
  await endAll(work, actor, { toId });
}

async function endAll(
  work: Work,
  actor: Actor,
  where: { readonly cartableId: number; readonly fromId: number } | { readonly toId: number },
): Promise<void> {
  const open = await work.tx.delegation.findMany({
    where: { ...where, endedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const endedById = actor.kind === 'person' ? actor.accountId : null;
  for (const { id } of open) await end(work, id, { how: 'early', endedById });
}

/** A job, for each of `delegationsToEnd`: its time is over, and both are told. */
export async function passDelegation(
  work: Work,
  { delegationId }: { delegationId: number },
): Promise<boolean> {
  const delegation = await delegationById(work.tx, delegationId);
  if (!delegation || delegation.endsAt > work.now) return false;
  const how = delegation.acceptedAt === null ? 'unanswered' : 'over';
  return end(work, delegationId, { how, endedById: null });
}

/** False: it had ended. */
async function end(
  work: Work,
  delegationId: number,
  { how, endedById }: { how: 'over' | 'early' | 'unanswered'; endedById: number | null },
): Promise<boolean> {
  const [ended] = await work.tx.delegation.updateManyAndReturn({
    where: { id: delegationId, endedAt: null },
    data: { endedAt: work.now, endedById },
    include: { cartable: { select: { universityId: true } } },
  });
  if (!ended) return false;
  const { fromId, toId } = ended;
  await releaseItems(work, toId);
  await awaitProfile(work, toId);
  const name = 'delegationEnded';
  const [news, others] = [
    await delegationNews(work.tx, delegationId, 'from'),
    await delegationNews(work.tx, delegationId, 'to'),
  ];
  await tell(work, fromId, { name, how, ...news }, { namedIds: [toId] });
  await tell(work, toId, { name, how, ...others }, { namedIds: [fromId] });
  work.record({
    action: how === 'over' ? 'delegation.over' : 'delegation.ended',
    subject: { type: 'delegation', id: delegationId },
    actorId: endedById,
    universityId: ended.cartable.universityId,
  });
  return true;
}
