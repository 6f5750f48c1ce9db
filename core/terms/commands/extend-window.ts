import { type IsoDate, tehranDate } from '../../calendar.ts';
import { tellOfExtension } from '../../reminders/commands/remind-of-windows.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { checkExtension, windowDates, windowInstants } from '../rules.ts';
import type { WindowDatesRefusal } from '../types.ts';

/** `movedMeanwhile`: somebody extended it since it was shown. */
export type ExtendRefusal =
  | CanRefusal
  | WindowDatesRefusal
  | Refusal<'notFound' | 'noReason' | 'movedMeanwhile'>;

/**
 * Moves the end of a window to the end of `closesOn`, says why, and keeps the old end. Those who have
 * unfinished work there are told.
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
  const { closesAt: to } = windowInstants({ ...before, closesOn });
  const { count } = await tx.window.updateMany({
    where: { id: windowId, closesAt: from },
    data: { closesAt: to },
  });
  if (count === 0) return refuse('movedMeanwhile');
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
