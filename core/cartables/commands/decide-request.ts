import { ok, type Result, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { namedPlace } from '../queries.ts';
import { parseOfficerIdentity } from '../rules.ts';
import type { DecideCartableRefusal } from '../types.ts';
import { accountIdOf, forgotten } from './request-cartable.ts';
import { tellAsker } from './tell-asker.ts';

export type CartableDecision =
  | { readonly approve: true }
  | { readonly approve: false; readonly reason: string };

/** Answers a university's request; who asked is told, or who can act on it instead. Of two who answer at once one succeeds. */
export async function decideRequest(
  work: Work,
  actor: Actor,
  { requestId, decision }: { requestId: number; decision: CartableDecision },
): Promise<Result<object, DecideCartableRefusal>> {
  const request = await work.tx.cartableRequest.findUnique({
    where: { id: requestId },
    include: { cartable: true },
  });
  if (!request) return refuse('unknownRequest');
  const { universityId } = request.cartable;
  const ownerId = await ownerOf(work, request.identityNumber);
  const allowed = can(actor, 'decideCartable', { universityId, ownerId });
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  const signed = signature(actor, allowed.holding);
  const state = decision.approve ? 'approved' : 'refused';
  const { count } = await work.tx.cartableRequest.updateMany({
    where: { id: requestId, state: 'waiting' },
    data: {
      state,
      reason,
      decidedById: signed.actorId,
      decidedAt: work.now,
      ...(decision.approve ? {} : forgotten),
    },
  });
  if (count === 0) return refuse('alreadyDecided');
  await closeItem(work, actor, { kind: 'approveCartable', subjectId: requestId });
  const place = await namedPlace(work.tx, request.cartable);
  const approved = decision.approve;
  const notice = { name: 'cartableDecided', requestId, place, approved, reason } as const;
  await tellAsker(work, request, request.cartable, notice);
  work.record({
    action: approved ? 'cartable.askApproved' : 'cartable.askRefused',
    subject: { type: 'cartableRequest', id: requestId },
    ...signed,
    universityId,
    before: { state: 'waiting' },
    after: { state },
  });
  return ok();
}

async function ownerOf(work: Work, identityNumber: string | null): Promise<number | null> {
  const parsed = parseOfficerIdentity(identityNumber ?? '');
  return parsed.ok ? accountIdOf(work, { identity: parsed.value }) : null;
}
