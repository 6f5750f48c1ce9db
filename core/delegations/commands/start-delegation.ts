import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Work } from '../../work.ts';
import { delegationById } from '../queries.ts';

type Delegation = NonNullable<Awaited<ReturnType<typeof delegationById>>>;

/**
 * A job, for each of `delegationsToStart`: what the giver had taken before the first day is free again.
 * False: there is nothing like that, or the delegation does not run.
 */
export async function startDelegation(
  work: Work,
  { delegationId }: { delegationId: number },
): Promise<boolean> {
  const delegation = await delegationById(work.tx, delegationId);
  return delegation !== null && (await releaseClaims(work, delegation)) > 0;
}

/**
 * Gives back what the giver had taken of a cartable that is handed over, so that the delegate finds it
 * as what nobody has. What the giver takes once it runs stays. Nothing before the first day. Returns
 * how many.
 */
export async function releaseClaims(work: Work, delegation: Delegation): Promise<number> {
  const { acceptedAt, startsAt, endsAt, endedAt, fromId, cartable } = delegation;
  const { tx, now } = work;
  if (acceptedAt === null || endedAt !== null || startsAt > now || endsAt <= now) return 0;
  const { role, universityId, unitId } = cartable;
  const reached: Prisma.WorkItemWhereInput = {
    role,
    ...(universityId === null ? {} : { universityId }),
    ...(unitId === null ? {} : { unitId }),
  };
  const from = acceptedAt > startsAt ? acceptedAt : startsAt;
  const released = await tx.workItem.updateManyAndReturn({
    where: { ...reached, closedAt: null, claimedById: fromId, claimedAt: { lte: from } },
    data: { claimedById: null, claimedAt: null },
    select: { id: true },
  });
  for (const { id } of released) {
    work.record({
      action: 'workItem.released',
      subject: { type: 'workItem', id },
      actorId: null,
      universityId,
    });
  }
  return released.length;
}
