import { ok, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import type { CanRefusal } from '../../staff/rules.ts';
import { type Allowed, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { grantAction } from '../rules.ts';
import type { CartablePlace, DecideCartableRefusal, Officer, RequestRefusal } from '../types.ts';
import { openCartable, requirePlace } from './grant-cartable.ts';
import { answersRequests } from './reroute-items.ts';

export type CartableOrder = { readonly place: CartablePlace; readonly officer: Officer };

/**
 * Asks for a cartable for a named person. A university's request waits for the organisation; what is
 * asked for by those who give cartables out is approved with it, so that a university which has no
 * officer yet gets its first ones. Who holds it already is named only where no e-mail brings the
 * account back: the link then leads into it from another chat, and gives nothing twice.
 */
export async function requestCartable(
  work: Work,
  actor: Actor,
  { place, officer }: CartableOrder,
): Promise<Result<{ readonly requestId: number; readonly approved: boolean }, RequestRefusal>> {
  const ownerId = await accountIdOf(work, officer);
  const allowed = mayAsk(actor, place, ownerId);
  if (!allowed.ok) return allowed;
  const placed = await requirePlace(work, place);
  if (!placed.ok) return placed;
  const cartableId = await openCartable(work, place);
  if (ownerId !== null && (await holdsForSure(work, cartableId, ownerId))) {
    return refuse('alreadyHolds');
  }
  const { approved } = allowed;
  const signed = signature(actor, allowed.holding);
  const requestId = await insertRequest(work, { cartableId, officer, approved, ...signed });
  if (requestId === undefined) return refuse('alreadyAsked');
  if (!approved) await awaitAnswer(work, requestId, place.universityId);
  work.record({
    action: approved ? 'cartable.offered' : 'cartable.asked',
    subject: { type: 'cartableRequest', id: requestId },
    ...signed,
    universityId: place.universityId,
    after: { ...place, state: approved ? 'approved' : 'waiting' },
  });
  return ok({ requestId, approved });
}

/** Nobody gives a cartable to oneself; to ask for one is no harm. */
function mayAsk(
  actor: Actor,
  place: CartablePlace,
  ownerId: number | null,
): (Allowed & { readonly approved: boolean }) | CanRefusal {
  const granting = can(actor, grantAction(place.role), { ...place, ownerId });
  if (granting.ok) return { ...granting, approved: true };
  if (place.universityId === null) return granting;
  const asking = can(actor, 'requestCartable', place);
  if (asking.ok) return { ...asking, approved: false };
  return granting.reason === 'ownCase' ? granting : asking;
}

/** The account of an identity number, whose person the request is about. */
export async function accountIdOf(
  { tx }: Work,
  { identity: { kind, country, value } }: Pick<Officer, 'identity'>,
): Promise<number | null> {
  const account = await tx.account.findFirst({
    where: { identityKind: kind, identityCountry: country, identityNumber: value },
    select: { id: true },
  });
  return account?.id ?? null;
}

/** Whether a person holds a cartable and can come back to it by e-mail. */
async function holdsForSure({ tx }: Work, cartableId: number, accountId: number): Promise<boolean> {
  const held = await tx.cartableHolder.count({ where: { cartableId, accountId, until: null } });
  if (held === 0) return false;
  return (await tx.account.count({ where: { id: accountId, email: { not: null } } })) > 0;
}

/** Undefined: a request for this person and cartable is open; the unique index decides. */
async function insertRequest(
  { tx, now }: Work,
  {
    cartableId,
    officer,
    approved,
    actorId,
  }: { cartableId: number; officer: Officer; approved: boolean; actorId: number | null },
): Promise<number | undefined> {
  const { identity, ...person } = officer;
  const [row] = await tx.cartableRequest.createManyAndReturn({
    data: {
      cartableId,
      ...person,
      identityNumber: identity.value,
      requestedById: actorId ?? 0,
      createdAt: now,
      ...(approved && { state: 'approved', decidedById: actorId, decidedAt: now }),
    },
    skipDuplicates: true,
    select: { id: true },
  });
  return row?.id;
}

async function awaitAnswer(work: Work, subjectId: number, universityId: number | null) {
  const role = await answersRequests(work);
  await openItem(work, { kind: 'approveCartable', subjectId, role, universityId });
}

/** Nobody waits for the person's data any more. Names stay for a while: who asked wants to know for whom. */
export const forgotten = { identityNumber: null, mobile: null } as const;

/** Takes back a request that nobody has accepted yet; its link works no more. */
export async function withdrawRequest(
  work: Work,
  actor: Actor,
  { requestId }: { requestId: number },
): Promise<Result<object, DecideCartableRefusal>> {
  const request = await work.tx.cartableRequest.findUnique({
    where: { id: requestId },
    include: { cartable: true },
  });
  if (!request) return refuse('unknownRequest');
  const allowed = mayAsk(actor, request.cartable, null);
  if (!allowed.ok) return allowed;
  const { count } = await work.tx.cartableRequest.updateMany({
    where: { id: requestId, state: { in: ['waiting', 'approved'] } },
    data: { state: 'withdrawn', ...forgotten },
  });
  if (count === 0) return refuse('alreadyDecided');
  await work.tx.invitation.updateMany({
    where: { requestId, usedAt: null, replacedAt: null },
    data: { replacedAt: work.now },
  });
  await closeItem(work, actor, { kind: 'approveCartable', subjectId: requestId });
  work.record({
    action: 'cartable.askWithdrawn',
    subject: { type: 'cartableRequest', id: requestId },
    ...signature(actor, allowed.holding),
    universityId: request.cartable.universityId,
    before: { state: request.state },
    after: { state: 'withdrawn' },
  });
  return ok();
}

/** Whether a person may see a place's requests and hand over their links. */
export const mayInvite = (actor: Actor, place: CartablePlace) => mayAsk(actor, place, null);
