import { rerouteUnit } from '../../placements/commands/await-officer.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { fits, grantAction } from '../rules.ts';
import type { CartablePlace } from '../types.ts';

/** `wrongPlace`: the role is of a unit, a university or the country, and this is another. */
export type GrantRefusal = CanRefusal | Refusal<'wrongPlace' | 'unknownUnit'>;

/**
 * Gives a person a cartable, which is made where there is none yet. Granting what is held changes
 * nothing. The unique indexes decide between two at once.
 */
export async function grantCartable(
  work: Work,
  actor: Actor,
  { accountId, ...place }: CartablePlace & { readonly accountId: number },
): Promise<Result<{ readonly cartableId: number }, GrantRefusal>> {
  const allowed = can(actor, grantAction(place.role), place);
  if (!allowed.ok) return allowed;
  if (!fits(place)) return refuse('wrongPlace');
  if (!(await unitBelongs(work, place))) return refuse('unknownUnit');
  const cartableId = await openCartable(work, place);
  if (!(await addHolder(work, { cartableId, unitId: place.unitId, accountId }))) {
    return ok({ cartableId });
  }
  work.record({
    action: 'cartable.granted',
    subject: { type: 'cartable', id: cartableId },
    ...signature(actor, allowed.holding),
    universityId: place.universityId,
    after: { ...place, accountId },
  });
  return ok({ cartableId });
}

export async function unitBelongs({ tx }: Work, { universityId, unitId }: CartablePlace) {
  if (unitId === null) return true;
  return (await tx.unit.count({ where: { id: unitId, universityId: universityId ?? 0 } })) > 0;
}

/** The one open cartable of a place, made where there is none. */
export async function openCartable({ tx, now }: Work, place: CartablePlace): Promise<number> {
  await tx.cartable.createMany({ data: { ...place, createdAt: now }, skipDuplicates: true });
  const { id } = await tx.cartable.findFirstOrThrow({
    where: { ...place, closedAt: null },
    select: { id: true },
  });
  return id;
}

/** False: this person holds it already. A profile is no condition for holding one. */
export async function addHolder(
  work: Work,
  {
    cartableId,
    unitId,
    accountId,
  }: { cartableId: number; unitId: number | null; accountId: number },
): Promise<boolean> {
  const { tx, now } = work;
  const { count } = await tx.cartableHolder.createMany({
    data: { cartableId, accountId, since: now },
    skipDuplicates: true,
  });
  if (count === 0) return false;
  // An officer's account is not voided for want of a profile.
  await tx.account.update({ where: { id: accountId }, data: { profileDueAt: null } });
  if (unitId !== null) await rerouteUnit(work, unitId);
  return true;
}
