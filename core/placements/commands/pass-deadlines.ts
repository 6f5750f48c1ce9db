import { staysOpen } from '../../openings/commands/stays-open.ts';
import { tellHeldWisher } from '../../openings/commands/tell-wishers.ts';
import { tell } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { enteredByOf, movePlacement } from '../rules.ts';
import { aboutOf, lockPlacement } from './lock-placement.ts';
import { move } from './move-placement.ts';
import { tellWhoActed } from './tell-who-acted.ts';

const system = { kind: 'system' } as const;

/**
 * Ends a request that nobody decided while its seat was held; where the opening was closed meanwhile, the
 * student is told. False: it was decided meanwhile, or there is time left. Repeating it changes nothing.
 */
export async function expireRequest(
  work: Work,
  { placementId }: { placementId: number },
): Promise<boolean> {
  const placement = await lockPlacement(work, placementId);
  if (!placement || movePlacement('expire', placement.state) === undefined) return false;
  if (placement.holdUntil === null || placement.holdUntil >= work.now) return false;
  const isOpen = await staysOpen(work, placement.openingId);
  const data = { holdUntil: null, endedAt: work.now };
  await move(work, system, placement, { event: 'expire', data });
  const about = { ...aboutOf(placement), ...(!isOpen && { isClosed: true as const }) };
  const notice = { name: 'requestExpired', ...about } as const;
  await tellWhoActed(work, placement, [placement.requestedById], notice);
  if (!isOpen) await tellHeldWisher(work, placement);
  return true;
}

/**
 * Takes the student's silence for no objection, and records it as such, once the days for every
 * entry that waits are over. False: answered meanwhile, or there is time left.
 */
export async function lapseHours(
  work: Work,
  { placementId }: { placementId: number },
): Promise<boolean> {
  const placement = await lockPlacement(work, placementId);
  if (!placement || movePlacement('lapse', placement.state) === undefined) return false;
  const waiting = placement.hours.filter(({ state }) => state === 'reported');
  const over = waiting.every(({ objectionDueAt }) => objectionDueAt < work.now);
  if (waiting.length === 0 || !over) return false;
  await work.tx.hoursEntry.updateMany({
    where: { placementId, state: 'reported' },
    data: { state: 'silent' },
  });
  const minutes = waiting.reduce((sum, entry) => sum + entry.minutes, 0);
  await move(work, system, placement, { event: 'lapse', detail: { minutes } });
  const told = { minutes, ...aboutOf(placement) };
  await tell(work, placement.accountId, { name: 'hoursLapsed', ...told });
  const unanswered = { name: 'hoursUnanswered', ...told } as const;
  await tellWhoActed(work, placement, enteredByOf(waiting), unanswered);
  return true;
}
