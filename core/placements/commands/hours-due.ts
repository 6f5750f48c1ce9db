import { dueTime, postponeItems } from '../../staff/commands/work-items.ts';
import type { Work } from '../../work.ts';
import { enteredMinutes } from '../rules.ts';
import type { LockedPlacement } from './lock-placement.ts';

type OfTerm = { readonly universityId: number; readonly termId: number };

/** Until when hours may be entered; undefined where the window for them has ended, or there is none. */
export async function endOfHours(
  { tx, now }: Work,
  { universityId, termId }: OfTerm,
): Promise<Date | undefined> {
  const window = await tx.window.findUnique({
    where: { universityId_termId_kind: { universityId, termId, kind: 'hours' } },
    select: { closesAt: true },
  });
  return window && window.closesAt > now ? window.closesAt : undefined;
}

type Counted = Pick<LockedPlacement, 'state' | 'approvedMinutes'> & {
  readonly hours: Parameters<typeof enteredMinutes>[0];
};

/** Hours that are entered in parts: the work goes on, and the final approval has to wait for the rest. */
const awaitsMore = ({ state, approvedMinutes, hours }: Counted): boolean =>
  state === 'confirmed' && enteredMinutes(hours) < approvedMinutes;

/**
 * By when a unit has to act on the hours of a placement, where that is not a step's usual time. Hours
 * are worked for weeks: they are due when their window ends, and the final approval of a part after it.
 */
export async function hoursDue(
  work: Work,
  turn: 'reportHours' | 'approveFinal',
  placement: Counted & Pick<LockedPlacement, 'termId' | 'opening'>,
): Promise<Date | undefined> {
  if (turn === 'approveFinal' && !awaitsMore(placement)) return undefined;
  const { termId, opening } = placement;
  const { universityId } = opening;
  const end = await endOfHours(work, { universityId, termId });
  return end && turn === 'approveFinal' ? dueTime(work, universityId, end) : end;
}

/** After the window for hours was extended, and in its transaction: units have as much longer for their open work. */
export async function postponeHours(work: Work, { universityId, termId }: OfTerm): Promise<void> {
  const end = await endOfHours(work, { universityId, termId });
  if (!end) return;
  const placements = await work.tx.placement.findMany({
    where: { termId, opening: { universityId }, state: { notIn: ['final', 'paid'] } },
    select: {
      ...{ id: true, state: true, approvedMinutes: true },
      hours: { select: { minutes: true, state: true } },
    },
  });
  const all = placements.map(({ id }) => id);
  await postponeItems(work, { kind: 'reportHours', subjectIds: all, dueAt: end });
  const inParts = placements.filter(awaitsMore).map(({ id }) => id);
  const dueAt = await dueTime(work, universityId, end);
  await postponeItems(work, { kind: 'approveFinal', subjectIds: inParts, dueAt });
}
