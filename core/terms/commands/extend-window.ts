import { type IsoDate, tehranDate } from '../../calendar.ts';
import { postponeHours } from '../../placements/commands/hours-due.ts';
import { tellOfExtension } from '../../reminders/commands/remind-of-windows.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor, StaffRole } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { vacantRoles } from '../queries.ts';
import { checkExtension, windowDates, windowInstants } from '../rules.ts';
import type { WindowDatesRefusal } from '../types.ts';

/**
 * `movedMeanwhile`: somebody extended it since it was shown; `rolesVacant`: nobody holds these, which
 * the window's step needs.
 */
export type ExtendRefusal =
  | CanRefusal
  | WindowDatesRefusal
  | Refusal<'notFound' | 'noReason' | 'movedMeanwhile'>
  | Refusal<'rolesVacant', { readonly roles: readonly StaffRole[] }>;

/**
 * Moves the end of a window to the end of `closesOn`, says why, and keeps the old end. As it is opened,
 * only while every role that its step needs is held. Those who have unfinished work there are told, and
 * what is due by the window's end is due by the new one.
 */
export async function extendWindow(
  work: Work,
  actor: Actor,
  { windowId, closesOn, reason: typed }: { windowId: number; closesOn: IsoDate; reason: string },
): Promise<Result<{ readonly told: number }, ExtendRefusal>> {
  const { tx, now } = work;
  const window = await tx.window.findUnique({ where: { id: windowId } });
  if (!window) return refuse('notFound');
  const { universityId, closesAt: from } = window;
  const allowed = can(actor, 'openWindows', { universityId });
  if (!allowed.ok) return allowed;
  const reason = normalise(typed);
  if (reason === '') return refuse('noReason');
  const before = windowDates(window);
  const right = checkExtension(before, closesOn, tehranDate(now));
  if (!right.ok) return right;
  const roles = await vacantRoles(tx, universityId, [window.kind]);
  if (roles.length > 0) return refuse('rolesVacant', { roles });
  const { closesAt: to } = windowInstants({ ...before, closesOn });
  const { count } = await tx.window.updateMany({
    where: { id: windowId, closesAt: from },
    data: { closesAt: to },
  });
  if (count === 0) return refuse('movedMeanwhile');
  if (window.kind === 'hours') await postponeHours(work, window);
  const signed = signature(actor, allowed.holding);
  await tx.windowExtension.create({
    data: { windowId, from, to, reason, byId: signed.actorId ?? 0, at: now },
  });
  work.record({
    action: 'window.extended',
    subject: { type: 'window', id: windowId },
    ...signed,
    universityId,
    before: { closesOn: before.closesOn },
    after: { closesOn },
  });
  return ok({ told: await tellOfExtension(work, { windowId, reason }) });
}
