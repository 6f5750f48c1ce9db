import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { settleReturned } from '../../returns/commands/settle-returned.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { minutesElsewhere } from '../queries.ts';
import { finalBy, hoursBy } from '../rules/first-persons.ts';
import { hoursLimits, leftMinutes, movePlacement, payableMinutes } from '../rules.ts';
import type { HoursChanged } from '../types.ts';
import type { WrongState } from './end-placement.ts';
import { endOfHours } from './hours-due.ts';
import {
  aboutOf,
  type LockedPlacement,
  lockForHours,
  lockPlacement,
  subjectOf,
} from './lock-placement.ts';
import { move } from './move-placement.ts';

/**
 * - `inPayRun`: a run beyond its draft pays for these hours; `notQuarter`, `nothing`: the minutes.
 * - `outOfRange`: it would leave less than none or more than the approved minutes.
 * - `changed`: other minutes are to be paid now than were seen.
 * - `overTerm`: more than the term's limit, with the student's other placements; `left` for this one.
 */
export type CorrectRefusal =
  | CanRefusal
  | WrongState
  | HoursChanged
  | Refusal<'notFound' | 'noReason' | 'inPayRun' | 'notQuarter' | 'nothing'>
  | Refusal<'overTerm', { readonly left: number }>
  | Refusal<'outOfRange', { readonly payable: number; readonly approved: number }>;

/**
 * Adds `minutes`, or takes them away where negative, from what was finally approved. Nobody corrects
 * hours that the same person entered or approved. `seen`: what was to be paid when the person looked.
 */
export async function correctPlacement(
  work: Work,
  actor: Actor,
  {
    placementId,
    minutes,
    seen,
    reason: typed,
  }: { placementId: number; minutes: number; seen?: number; reason: string },
): Promise<Result<{ readonly minutes: number }, CorrectRefusal>> {
  const placement = await lockForHours(work, placementId);
  if (!placement) return refuse('notFound');
  const firstPersonIds = [...finalBy(placement), ...hoursBy(placement.hours)];
  const allowed = can(actor, 'correctPlacement', { ...subjectOf(placement), firstPersonIds });
  if (!allowed.ok) return allowed;
  const reason = normalise(typed);
  if (reason === '') return refuse('noReason');
  const checked = await check(work, placement, { minutes, seen });
  if (!checked.ok) return checked;
  const byId = actor.kind === 'person' ? (actor.accountId ?? 0) : 0;
  const data = { placementId, minutes, reason, byId, at: work.now };
  await work.tx.placementCorrection.create({ data });
  const { holding } = allowed;
  await move(work, actor, placement, { event: 'correct', holding, detail: { minutes } });
  const { payable } = checked;
  const { universityId } = placement.opening;
  await settleReturned(work, actor, { placementId, universityId, payable });
  const told = { change: minutes, minutes: payable, reason, ...aboutOf(placement) };
  await tell(work, placement.accountId, { name: 'placementCorrected', ...told });
  return ok({ minutes: payable });
}

async function check(
  { tx }: Work,
  placement: LockedPlacement,
  { minutes, seen }: { readonly minutes: number; readonly seen: number | undefined },
): Promise<Result<{ readonly payable: number }, CorrectRefusal>> {
  const { id, state, hours, corrections, accountId, termId } = placement;
  const { approvedMinutes: approved } = placement;
  if (movePlacement('correct', state) === undefined) return refuse('wrongState', { state });
  if (minutes === 0) return refuse('nothing');
  if (minutes % hoursLimits.unit !== 0) return refuse('notQuarter');
  // Making a draft locks the placement too, so no line can come between this and the commit.
  const fixed = { placementId: id, state: 'due', run: { state: { not: 'draft' } } } as const;
  if ((await tx.payLine.count({ where: fixed })) > 0) return refuse('inPayRun');
  const before = payableMinutes(hours, corrections);
  if (seen !== undefined && seen !== before) return refuse('changed', { minutes: before });
  const payable = before + minutes;
  const inRange = payable >= 0 && payable <= approved;
  if (!inRange) return refuse('outOfRange', { payable, approved });
  const elsewhere = await minutesElsewhere(tx, { accountId, termId, except: id });
  const left = leftMinutes({ approved, entered: before, elsewhere });
  return minutes > left ? refuse('overTerm', { left }) : ok({ payable });
}

export type NoHoursRefusal = CanRefusal | WrongState | Refusal<'notFound' | 'hasHours'>;

/**
 * The unit says that a placement that ended early had no hours, so that it no longer waits for them; the
 * student is told, until when they can still be entered, too. `wrongState`: nothing waits for hours.
 */
export async function reportNoHours(
  work: Work,
  actor: Actor,
  { placementId }: { placementId: number },
): Promise<Result<object, NoHoursRefusal>> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = can(actor, 'reportHours', subjectOf(placement));
  if (!allowed.ok) return allowed;
  const { state, hours, opening, accountId, termId } = placement;
  if (state !== 'withdrawn' && state !== 'terminated') return refuse('wrongState', { state });
  if (hours.some((entry) => entry.state !== 'replaced')) return refuse('hasHours');
  const item = { kind: 'reportHours', subjectId: placementId } as const;
  const waits = await work.tx.workItem.count({ where: { ...item, closedAt: null } });
  if (waits === 0) return refuse('wrongState', { state });
  await closeItem(work, actor, item);
  const { universityId } = opening;
  const until = await endOfHours(work, { universityId, termId });
  await tell(work, accountId, {
    name: 'noHoursReported',
    enterUntil: until?.toISOString() ?? null,
    ...aboutOf(placement),
  });
  work.record({
    action: 'placement.noHours',
    subject: { type: 'placement', id: placementId },
    ...signature(actor, allowed.holding),
    universityId,
  });
  return ok();
}
