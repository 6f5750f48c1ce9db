import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can } from '../../staff/rules.ts';
import type { Actor, Holding } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import {
  enteredMinutes,
  movePlacement,
  objectedOf,
  objectionsTo,
  waitingMinutes,
} from '../rules.ts';
import type { HoursChanged } from '../types.ts';
import type { WrongState } from './end-placement.ts';
import { aboutOf, type LockedPlacement, lockPlacement, subjectOf } from './lock-placement.ts';
import { move } from './move-placement.ts';
import { replaceObjected } from './report-hours.ts';

/** `minutes` that no longer count, and how many stand without them. */
export type TakenBack = { readonly minutes: number; readonly enteredMinutes: number };

/** `waitsForExpert`, `studentLeft`: as where hours are reported. */
export type TakeBackRefusal =
  | CanRefusal
  | WrongState
  | HoursChanged
  | Refusal<'notFound' | 'waitsForExpert' | 'studentLeft'>;

/**
 * The unit answers an objection by none: nothing of what was objected to was worked, as where it was
 * entered for the wrong student. Also after the window, as other answers. `seen`: the minutes under
 * objection when the officer looked; only that much is taken back. The student is told.
 */
export async function takeHoursBack(
  work: Work,
  actor: Actor,
  { placementId, seen }: { readonly placementId: number; readonly seen: number },
): Promise<Result<TakenBack, TakeBackRefusal>> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = can(actor, 'reportHours', subjectOf(placement));
  if (!allowed.ok) return allowed;
  if (placement.account.closedAt !== null) return refuse('studentLeft');
  const { state, hours, accountId } = placement;
  const objected = objectedOf(hours);
  if (movePlacement('noHours', state) === undefined || objected.length === 0) {
    return refuse('wrongState', { state });
  }
  if (objectionsTo(objected) > 1) return refuse('waitsForExpert');
  const minutes = waitingMinutes(objected);
  if (seen !== minutes) return refuse('changed', { minutes });
  const taken = await dropObjected(work, actor, placement, allowed.holding);
  await tell(work, accountId, { name: 'hoursTakenBack', ...taken, ...aboutOf(placement) });
  return ok(taken);
}

/**
 * Lets what is objected to stand no more, with nothing in its place: the placement is as if it had not
 * been entered. Whether that may be was asked before.
 */
export async function dropObjected(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
  holding: Holding | null,
): Promise<TakenBack> {
  const { hours } = placement;
  const minutes = waitingMinutes(objectedOf(hours));
  const entered = enteredMinutes(hours) - minutes;
  await replaceObjected(work, placement);
  // What the student has agreed to earlier stands, and is still to be finally approved.
  const event = entered === 0 ? 'noHours' : 'settle';
  await move(work, actor, placement, { event, holding, detail: { minutes } });
  return { minutes, enteredMinutes: entered };
}
