import { deadline } from '../../calendar.ts';
import { staysOpen } from '../../openings/commands/stays-open.ts';
import { tellHeldWisher } from '../../openings/commands/tell-wishers.ts';
import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type Allowed, type CanRefusal, can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { askedBy } from '../rules/first-persons.ts';
import { movePlacement, turnDownDays } from '../rules.ts';
import type { PlacementState } from '../types.ts';
import { hasSecondOfficer } from './await-officer.ts';
import { aboutOf, type LockedPlacement, lockPlacement, subjectOf } from './lock-placement.ts';
import { move } from './move-placement.ts';
import { tellWhoActed } from './tell-who-acted.ts';

export type PlacementDecision =
  | { readonly approve: true }
  | { readonly approve: false; readonly reason: string };

/**
 * - `notFound`; `alreadyDecided`: somebody was faster, with what came of it.
 * - `unitDecides`: the expert and the deputy act only where the unit has nobody besides who asked.
 * - `holdRanOut`: the seat is no longer held; the unit asks again.
 */
export type DecideRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'unitDecides' | 'holdRanOut' | 'noReason'>
  | Refusal<'alreadyDecided', { readonly state: PlacementState }>;

/**
 * Another officer of the unit, or where there is none the expert or the deputy, approves a request or
 * declines it. Locks the placement, so of two deciding at once the second learns what was decided.
 */
export async function decidePlacement(
  work: Work,
  actor: Actor,
  { placementId, decision }: { placementId: number; decision: PlacementDecision },
): Promise<Ok | DecideRefusal> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = await requireDecider(work, actor, placement);
  if (!allowed.ok) return allowed;
  const { state, holdUntil } = placement;
  if (movePlacement('approve', state) === undefined) return refuse('alreadyDecided', { state });
  if (holdUntil !== null && holdUntil < work.now) return refuse('holdRanOut');
  if (decision.approve) return approve(work, actor, placement, allowed);
  const reason = normalise(decision.reason);
  return reason === '' ? refuse('noReason') : decline(work, actor, placement, allowed, reason);
}

async function requireDecider(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
): Promise<Allowed | DecideRefusal> {
  const firstPersonIds = askedBy(placement);
  const allowed = can(actor, 'decidePlacement', { ...subjectOf(placement), firstPersonIds });
  if (!allowed.ok || allowed.holding?.role === 'unitOfficer') return allowed;
  const unitCan = await hasSecondOfficer(work.tx, placement, firstPersonIds);
  return unitCan ? refuse('unitDecides') : allowed;
}

async function approve(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
  { holding }: Allowed,
): Promise<Ok> {
  const answerDueAt = deadline(work.now, turnDownDays);
  const approvedById = actor.kind === 'person' ? actor.accountId : null;
  const data = { approvedById, approvedAt: work.now, answerDueAt, holdUntil: null };
  await move(work, actor, placement, { event: 'approve', data, holding });
  const about = aboutOf(placement);
  const approved = { name: 'requestApproved', ...about } as const;
  await tellWhoActed(work, placement, [placement.requestedById], approved);
  await tell(work, placement.accountId, {
    name: 'placementApproved',
    minutes: placement.approvedMinutes,
    workType: placement.workType,
    directions: placement.unit.directions,
    answerDueAt: answerDueAt.toISOString(),
    ...about,
  });
  return ok();
}

async function decline(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
  { holding }: Allowed,
  reason: string,
): Promise<Ok> {
  const isOpen = await staysOpen(work, placement.openingId);
  const data = { holdUntil: null, endReason: reason, endedAt: work.now };
  await move(work, actor, placement, { event: 'decline', data, holding });
  const notice = { name: 'requestDeclined', reason, ...aboutOf(placement) } as const;
  await tellWhoActed(work, placement, [placement.requestedById], notice);
  // As it was closed, who was held there was not told.
  if (!isOpen) await tellHeldWisher(work, placement);
  return ok();
}
