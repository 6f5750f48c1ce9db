import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { ApproveRefusal, PriorityClass } from '../types.ts';
import { type DecisionOn, move, requireDecidable } from './move-application.ts';

/**
 * The expert approves: units of the wished openings may ask for the student. Every claimed class has
 * been decided on before, so that the rank stands. Locks the application: of two experts at once the
 * second learns what was decided.
 */
export async function approveApplication(
  work: Work,
  actor: Actor,
  on: DecisionOn,
): Promise<Ok | ApproveRefusal> {
  const event = 'approve';
  const found = await requireDecidable(work, actor, { ...on, action: 'reviewApplication', event });
  if (!found.ok) return found;
  const classes = await pendingClasses(work, on.applicationId);
  if (classes.length > 0) return refuse('claimsPending', { classes });

  const decidedById = signature(actor).actorId;
  await move(work, actor, found, {
    event,
    actorRole: 'expert',
    data: { decidedAt: work.now, decidedById, reasonCode: null, reasonText: null },
  });
  const { accountId, trackingCode } = found.application;
  await tell(work, accountId, { name: 'applicationApproved', trackingCode });
  return ok();
}

/** The claimed classes of which nobody has said yet whether they are proven. */
export async function pendingClasses(
  { tx }: Work,
  applicationId: number,
): Promise<PriorityClass[]> {
  const claims = await tx.priorityClaim.findMany({
    where: { applicationId, state: 'pending' },
    orderBy: { class: 'asc' },
    select: { class: true },
  });
  return claims.map((claim) => claim.class);
}
