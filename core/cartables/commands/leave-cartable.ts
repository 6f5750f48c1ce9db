import { awaitProfile } from '../../accounts/commands/await-profile.ts';
import { endOwnDelegations } from '../../delegations/commands/end-delegation.ts';
import { tell } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { holdersOf } from '../../staff/queries.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Actor, Person } from '../../staff/types.ts';
import { type Work, waitInRow } from '../../work.ts';
import { namedPlace } from '../queries.ts';
import { takeAction } from '../rules.ts';
import type { CartablePlace, LeaveCartableRefusal } from '../types.ts';
import { alertLastLeft } from './alert-last-left.ts';
import { releaseItems } from './release-items.ts';
import { reroute } from './reroute-items.ts';

type Left = { readonly stillHeld: boolean };

/** Gives up a cartable that the person holds. */
export async function leaveCartable(
  work: Work,
  person: Person,
  { cartableId }: { cartableId: number },
): Promise<Result<Left, LeaveCartableRefusal>> {
  const { accountId } = person;
  if (accountId === null) return refuse('notHeld');
  const place = await lockPlace(work, cartableId);
  if (!place) return refuse('notHeld');
  const ended = await endHolding(work, person, { cartableId, accountId, place });
  if (!ended.ok) return ended;
  work.record({
    action: 'cartable.left',
    subject: { type: 'cartable', id: cartableId },
    actorId: accountId,
    universityId: place.universityId,
    before: { accountId },
  });
  return ended;
}

/** Takes a cartable away from a person, who is told. */
export async function takeCartable(
  work: Work,
  actor: Actor,
  { cartableId, accountId }: { cartableId: number; accountId: number },
): Promise<Result<Left, LeaveCartableRefusal>> {
  const place = await lockPlace(work, cartableId);
  if (!place) return refuse('notHeld');
  const allowed = can(actor, takeAction(place.role), place);
  if (!allowed.ok) return allowed;
  const ended = await endHolding(work, actor, { cartableId, accountId, place });
  if (!ended.ok) return ended;
  await tell(work, accountId, { name: 'cartableTaken', place: await namedPlace(work.tx, place) });
  work.record({
    action: 'cartable.taken',
    subject: { type: 'cartable', id: cartableId },
    ...signature(actor, allowed.holding),
    universityId: place.universityId,
    before: { accountId },
  });
  return ended;
}

/**
 * Those who leave one role at one place go one after the other, also where it has several cartables,
 * so that the last one is known to be the last.
 */
async function lockPlace({ tx }: Work, cartableId: number): Promise<CartablePlace | undefined> {
  const cartable = await tx.cartable.findUnique({
    where: { id: cartableId, closedAt: null },
    select: { role: true, process: true, universityId: true, unitId: true },
  });
  if (!cartable) return undefined;
  const key = `${cartable.role} ${cartable.universityId} ${cartable.unitId}`;
  await waitInRow(tx, 'cartablePlace', key);
  return cartable;
}

async function endHolding(
  work: Work,
  actor: Actor,
  held: { cartableId: number; accountId: number; place: CartablePlace },
): Promise<Result<Left, LeaveCartableRefusal>> {
  const { cartableId, accountId, place } = held;
  if (place.role === 'administrator' && (await isAlone(work, held))) {
    return refuse('lastAdministrator');
  }
  const { count } = await work.tx.cartableHolder.updateMany({
    where: { cartableId, accountId, until: null },
    data: { until: work.now },
  });
  if (count === 0) return refuse('notHeld');
  await endOwnDelegations(work, actor, { cartableId, fromId: accountId });
  await releaseItems(work, accountId);
  await awaitProfile(work, accountId);
  await reroute(work, place);
  const left = await holdersOf(work.tx, roleAt(place));
  if (left.length === 0) await alertLastLeft(work, place);
  return ok({ stillHeld: left.length > 0 });
}

const roleAt = ({ role, universityId, unitId }: CartablePlace) => ({ role, universityId, unitId });

async function isAlone(
  { tx }: Work,
  { accountId, place }: { accountId: number; place: CartablePlace },
) {
  const holders = await holdersOf(tx, roleAt(place));
  return holders.length === 1 && holders[0] === accountId;
}
