import { waiveProfile } from '../../accounts/commands/await-profile.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { openUnit } from '../../universities/commands/lock-unit.ts';
import type { Work } from '../../work.ts';
import { fits, grantAction } from '../rules.ts';
import type { CartablePlace, PlaceRefusal } from '../types.ts';
import { reroute } from './reroute-items.ts';

export type GrantRefusal = CanRefusal | PlaceRefusal;

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
  const placed = await requirePlace(work, place);
  if (!placed.ok) return placed;
  const cartableId = await openCartable(work, place);
  if (!(await addHolder(work, place, { cartableId, accountId }))) return ok({ cartableId });
  work.record({
    action: 'cartable.granted',
    subject: { type: 'cartable', id: cartableId },
    ...signature(actor, allowed.holding),
    universityId: place.universityId,
    after: { ...place, accountId },
  });
  return ok({ cartableId });
}

/** Whether there is such a place for the role. */
export async function requirePlace(
  { tx }: Work,
  place: CartablePlace,
): Promise<Result<object, PlaceRefusal>> {
  if (!fits(place)) return refuse('wrongPlace');
  const { universityId, unitId } = place;
  if (unitId === null) return ok();
  const unit = await openUnit(tx, unitId);
  return unit?.universityId === universityId ? ok() : refuse('unknownUnit');
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

/** False: this person holds it already. What waits there is put before the right people. */
export async function addHolder(
  work: Work,
  place: CartablePlace,
  holder: { readonly cartableId: number; readonly accountId: number },
): Promise<boolean> {
  const { tx, now } = work;
  const { count } = await tx.cartableHolder.createMany({
    data: { ...holder, since: now },
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await waiveProfile(work, holder.accountId);
  await reroute(work, place);
  return true;
}
