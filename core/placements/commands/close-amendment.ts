import { closeItem } from '../../staff/commands/work-items.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { aboutOf, type LockedPlacement } from './lock-placement.ts';
import { tellWhoActed } from './tell-who-acted.ts';

/**
 * Closes a request for more hours that waits although no hours can be added any more, and tells who
 * asked. Gives its id; undefined where none waits.
 */
export async function closeAmendment(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
): Promise<number | undefined> {
  const [closed] = await work.tx.placementAmendment.updateManyAndReturn({
    where: { placementId: placement.id, state: 'waiting' },
    data: { state: 'refused', decidedAt: work.now },
  });
  if (!closed) return undefined;
  await closeItem(work, actor, { kind: 'approveAmendment', subjectId: closed.id });
  const decided = { name: 'amendmentDecided', accepted: false, reason: null } as const;
  await tellWhoActed(work, placement, [closed.requestedById], {
    ...decided,
    ...aboutOf(placement),
  });
  return closed.id;
}
