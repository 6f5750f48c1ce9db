import { deadline } from '../../calendar.ts';
import { tell } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { answerDue, movePlacement, reminderDays, waitingMinutes } from '../rules.ts';
import { aboutOf, lockPlacement } from './lock-placement.ts';

type OfPlacement = { readonly placementId: number };

/** Whether the last day is near and not over yet. */
const isNear = (due: Date | null, now: Date): due is Date =>
  due !== null && due >= now && due <= deadline(now, reminderDays);

/**
 * Reminds the student of hours that soon stand without an answer, once for each last day. False:
 * answered meanwhile, reminded, or there is time left. Repeating it tells nobody twice.
 */
export async function remindOfHours(work: Work, { placementId }: OfPlacement): Promise<boolean> {
  const placement = await lockPlacement(work, placementId);
  if (!placement || movePlacement('confirm', placement.state) === undefined) return false;
  const waiting = placement.hours.filter(({ state }) => state === 'reported');
  const due = answerDue(waiting);
  if (!isNear(due, work.now) || waiting.every(({ remindedAt }) => remindedAt !== null))
    return false;
  await work.tx.hoursEntry.updateMany({
    where: { placementId, state: 'reported' },
    data: { remindedAt: work.now },
  });
  await tell(work, placement.accountId, {
    name: 'hoursAnswerDue',
    waitingMinutes: waitingMinutes(waiting),
    answerDueAt: due.toISOString(),
    ...aboutOf(placement),
  });
  return true;
}

/**
 * Reminds the student, once, who neither reported to the unit nor declined, before declining is over.
 * False as above.
 */
export async function remindOfReporting(
  work: Work,
  { placementId }: OfPlacement,
): Promise<boolean> {
  const placement = await lockPlacement(work, placementId);
  if (placement?.state !== 'approved' || placement.answerRemindedAt !== null) return false;
  const { answerDueAt, unit } = placement;
  if (!isNear(answerDueAt, work.now)) return false;
  await work.tx.placement.update({
    where: { id: placementId },
    data: { answerRemindedAt: work.now },
  });
  await tell(work, placement.accountId, {
    name: 'placementAnswerDue',
    directions: unit.directions,
    answerDueAt: answerDueAt.toISOString(),
    ...aboutOf(placement),
  });
  return true;
}
