import { tell } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { appealUntil } from '../rules.ts';
import type { ReasonedRefusal, RejectionReason } from '../types.ts';
import type { LockedApplication } from './lock-application.ts';
import { type DecisionOn, move, requireDecidable } from './move-application.ts';

export type Rejection = { readonly reasonCode: RejectionReason; readonly reasonText: string };

/** The expert rejects, with a reason code and a text; the student may appeal once. */
export async function rejectApplication(
  work: Work,
  actor: Actor,
  { reasonCode, reasonText: typed, ...on }: DecisionOn & Rejection,
): Promise<Result<{ readonly appealUntil: Date }, ReasonedRefusal>> {
  const event = 'reject';
  const request = { ...on, action: 'reviewApplication', event } as const;
  const found = await requireDecidable(work, actor, request);
  if (!found.ok) return found;
  const reasonText = normalise(typed);
  if (reasonText === '') return refuse('noReason');
  const rejection = { reasonCode, reasonText };
  await move(work, actor, found, {
    event,
    actorRole: 'expert',
    data: { ...rejection, decidedAt: work.now, decidedById: signature(actor).actorId },
    detail: rejection,
  });
  return ok({ appealUntil: await tellRejected(work, found.application, rejection) });
}

/** Tells the student why, and until when an appeal is open. */
export async function tellRejected(
  work: Work,
  { accountId, trackingCode }: LockedApplication,
  rejection: Rejection,
): Promise<Date> {
  const until = appealUntil(work.now);
  await tell(work, accountId, {
    name: 'applicationRejected',
    trackingCode,
    ...rejection,
    appealUntil: until.toISOString(),
  });
  return until;
}
