import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { ReasonedRefusal } from '../types.ts';
import { pendingClasses } from './approve-application.ts';
import { awaitDecision } from './await-decision.ts';
import { move, requireDecidable } from './move-application.ts';

/**
 * The student-affairs deputy answers an appeal; there is no second one. Where it is granted and proofs
 * were never looked at, the request lies before the expert for these: points and pay go by them.
 */
export async function decideAppeal(
  work: Work,
  actor: Actor,
  {
    applicationId,
    granted,
    answer: typed,
  }: {
    applicationId: number;
    granted: boolean;
    answer: string;
  },
): Promise<Ok | ReasonedRefusal> {
  const event = granted ? 'grantAppeal' : 'dismissAppeal';
  const request = { applicationId, action: 'decideAppeal', event } as const;
  const found = await requireDecidable(work, actor, request);
  if (!found.ok) return found;
  const answer = normalise(typed);
  if (answer === '') return refuse('noReason');

  const decided = { decidedAt: work.now, decidedById: signature(actor).actorId };
  await work.tx.appeal.update({
    where: { applicationId },
    data: { ...decided, state: granted ? 'accepted' : 'refused', answer },
  });
  // Where it is dismissed, the reasons of the rejection stand beside the answer.
  const reasons = granted ? { reasonCode: null, reasonText: null } : {};
  await move(work, actor, found, {
    event,
    actorRole: 'studentDeputy',
    data: { ...decided, ...reasons },
    detail: { answer },
  });
  if (granted && (await pendingClasses(work, applicationId)).length > 0) {
    // Before the expert as a filed one is, although it is approved.
    await awaitDecision(work, { ...found.application, applicationId, state: 'filed' });
  }
  const { accountId, trackingCode } = found.application;
  await tell(work, accountId, { name: 'appealDecided', trackingCode, granted, answer });
  return ok();
}
