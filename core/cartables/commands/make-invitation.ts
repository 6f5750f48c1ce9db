import { ok, type Result, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { hashOfSecret, invitationDays, invitationToken } from '../rules.ts';
import type { InviteRefusal } from '../types.ts';
import { mayInvite } from './request-cartable.ts';

export type Invited = { readonly invitationId: string; readonly expiresAt: Date };

/**
 * The link of an approved request, for those who may ask for that cartable: the one that works, or a
 * new one where there is none or `renew` says so, which ends the old. Locks the request.
 */
export async function makeInvitation(
  work: Work,
  actor: Actor,
  { requestId, renew }: { requestId: number; renew: boolean },
): Promise<Result<Invited, InviteRefusal>> {
  await work.tx.$queryRaw`SELECT 1 FROM "CartableRequest" WHERE "id" = ${requestId} FOR UPDATE`;
  const request = await work.tx.cartableRequest.findUnique({
    where: { id: requestId },
    include: { cartable: true, invitations: { where: { usedAt: null, replacedAt: null } } },
  });
  if (!request) return refuse('unknownRequest');
  const allowed = mayInvite(actor, request.cartable);
  if (!allowed.ok) return allowed;
  if (request.state !== 'approved') return refuse('notApproved');
  const [live] = request.invitations;
  if (live && !renew && live.expiresAt > work.now) {
    return ok({ invitationId: live.id, expiresAt: live.expiresAt });
  }
  const made = await replaceInvitation(work, requestId);
  work.record({
    action: 'cartable.invited',
    subject: { type: 'cartableRequest', id: requestId },
    ...signature(actor, allowed.holding),
    universityId: request.cartable.universityId,
  });
  return ok(made);
}

async function replaceInvitation(
  { tx, now, random, secret }: Work,
  requestId: number,
): Promise<Invited> {
  await tx.invitation.updateMany({
    where: { requestId, usedAt: null, replacedAt: null },
    data: { replacedAt: now },
  });
  const id = random.uuid();
  const tokenHash = hashOfSecret(invitationToken(secret, id));
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000);
  await tx.invitation.create({ data: { id, tokenHash, requestId, createdAt: now, expiresAt } });
  return { invitationId: id, expiresAt };
}
