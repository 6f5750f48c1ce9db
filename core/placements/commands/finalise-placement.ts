import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { hoursBy } from '../rules/first-persons.ts';
import { mayFinalise } from '../rules.ts';
import type { FinalRefusal, HoursChanged } from '../types.ts';
import { aboutOf, lockPlacement, subjectOf } from './lock-placement.ts';
import { move } from './move-placement.ts';

export type FinaliseRefusal =
  | CanRefusal
  | FinalRefusal
  | HoursChanged
  | Refusal<'notFound' | 'amendmentWaiting'>;

/**
 * The final approval, by somebody other than who entered the hours: an officer of the unit, the
 * expert or the deputy. After it nothing changes but by a recorded correction. `seen`: the sum that a
 * page showed; only that much is approved.
 */
export async function finalisePlacement(
  work: Work,
  actor: Actor,
  { placementId, seen }: { placementId: number; seen?: number },
): Promise<Result<{ readonly minutes: number }, FinaliseRefusal>> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) return refuse('notFound');
  const { state, hours } = placement;
  const firstPersonIds = hoursBy(hours);
  const allowed = can(actor, 'finalisePlacement', { ...subjectOf(placement), firstPersonIds });
  if (!allowed.ok) {
    // No colleague has to be asked for a step that there is none of any more.
    const step = mayFinalise({ state, entries: hours }, 0);
    const isOver = allowed.reason === 'samePerson' && !step.ok && step.reason === 'wrongState';
    return isOver ? step : allowed;
  }
  const { holding } = allowed;
  const { actorId, behalfOfId = null } = signature(actor, holding);
  const finalById = actorId ?? 0;
  const may = mayFinalise({ state, entries: hours }, finalById);
  if (!may.ok) return may;
  const { minutes } = may;
  if (seen !== undefined && seen !== minutes) return refuse('changed', { minutes });
  const waiting = { placementId, state: 'waiting' } as const;
  if ((await work.tx.placementAmendment.count({ where: waiting })) > 0) {
    return refuse('amendmentWaiting');
  }
  const data = { finalById, finalForId: behalfOfId, finalAt: work.now };
  await move(work, actor, placement, { event: 'finalise', data, holding, detail: { minutes } });
  const notice = { name: 'placementFinal', minutes, ...aboutOf(placement) } as const;
  await tell(work, placement.accountId, notice);
  return ok({ minutes });
}
