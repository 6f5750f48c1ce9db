import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can } from '../../staff/rules.ts';
import type { Actor, Person } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { enteredMinutes, movePlacement } from '../rules.ts';
import type { PlacementState } from '../types.ts';
import { endOfHours } from './hours-due.ts';
import { aboutOf, type LockedPlacement, lockPlacement, subjectOf } from './lock-placement.ts';
import { move } from './move-placement.ts';
import { requireOwn } from './own-placement.ts';
import { tellUnit } from './tell-unit.ts';

export type WrongState = Refusal<'wrongState', { readonly state: PlacementState }>;

export type TurnDownRefusal =
  | WrongState
  | Refusal<'notFound'>
  | Refusal<'tooLate', { readonly until: Date }>;

/** The student declines an approved placement within the days set for it; the seat is free again. */
export async function turnDown(
  work: Work,
  person: Person,
  { placementId }: { placementId: number },
): Promise<Ok | TurnDownRefusal> {
  const own = await requireOwn(work, person, placementId);
  if (!own.ok) return own;
  const { placement } = own;
  const { state, answerDueAt: until } = placement;
  if (movePlacement('turnDown', state) === undefined) return refuse('wrongState', { state });
  if (until !== null && until < work.now) return refuse('tooLate', { until });
  await move(work, person, placement, { event: 'turnDown', data: { endedAt: work.now } });
  await tellUnit(work, placement, { name: 'placementTurnedDown', ...aboutOf(placement) });
  return ok();
}

export type WithdrawRefusal = WrongState | Refusal<'notFound'>;

/** The student ends the placement; hours worked until then stay payable. */
export async function withdrawPlacement(
  work: Work,
  person: Person,
  { placementId, reason }: { placementId: number; reason: string },
): Promise<Result<{ readonly enteredMinutes: number }, WithdrawRefusal>> {
  const own = await requireOwn(work, person, placementId);
  if (!own.ok) return own;
  const { placement } = own;
  const { state } = placement;
  if (movePlacement('withdraw', state) === undefined) return refuse('wrongState', { state });
  const endReason = normalise(reason) || null;
  const data = { endReason, holdUntil: null };
  await move(work, person, placement, { event: 'withdraw', data });
  await tellUnit(work, placement, {
    ...{ name: 'placementWithdrawn', reason: endReason },
    ...(placement.approvedById !== null && { enterUntil: await enterUntil(work, placement) }),
    ...aboutOf(placement),
  });
  return ok({ enteredMinutes: enteredMinutes(placement.hours) });
}

async function enterUntil(work: Work, placement: LockedPlacement): Promise<string | null> {
  const { opening, termId } = placement;
  const until = await endOfHours(work, { universityId: opening.universityId, termId });
  return until?.toISOString() ?? null;
}

export type TerminateRefusal = WrongState | CanRefusal | Refusal<'notFound' | 'noReason'>;

/** The unit ends the placement and says why; hours worked until then stay payable. */
export async function terminatePlacement(
  work: Work,
  actor: Actor,
  { placementId, reason: typed }: { placementId: number; reason: string },
): Promise<Ok | TerminateRefusal> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = can(actor, 'terminatePlacement', subjectOf(placement));
  if (!allowed.ok) return allowed;
  const { state } = placement;
  if (movePlacement('terminate', state) === undefined) return refuse('wrongState', { state });
  const reason = normalise(typed);
  if (reason === '') return refuse('noReason');
  const data = { endReason: reason };
  await move(work, actor, placement, { event: 'terminate', data, holding: allowed.holding });
  const worked = { enteredMinutes: enteredMinutes(placement.hours) };
  const notice = { name: 'placementTerminated', reason, ...worked, ...aboutOf(placement) } as const;
  await tell(work, placement.accountId, notice);
  return ok();
}
