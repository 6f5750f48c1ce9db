import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { dropChange } from './change-opening.ts';

export type CloseRefusal = CanRefusal | Refusal<'notFound' | 'alreadyClosed'>;

/**
 * The unit takes an opening back; placements in it stay as they are, and a change of it that waits for
 * the expert waits no more.
 */
export async function closeOpening(
  work: Work,
  actor: Actor,
  { openingId }: { openingId: number },
): Promise<Ok | CloseRefusal> {
  const opening = await work.tx.opening.findUnique({ where: { id: openingId } });
  if (!opening) return refuse('notFound');
  const { universityId, unitId, state } = opening;
  const allowed = can(actor, 'declareOpening', { universityId, unitId });
  if (!allowed.ok) return allowed;
  const { count } = await work.tx.opening.updateMany({
    where: { id: openingId, state: { not: 'closed' } },
    data: { state: 'closed' },
  });
  if (count === 0) return refuse('alreadyClosed');
  await closeItem(work, actor, { kind: 'approveOpening', subjectId: openingId });
  await dropChange(work, actor, openingId);
  work.record({
    action: 'opening.closed',
    subject: { type: 'opening', id: openingId },
    ...signature(actor, allowed.holding),
    universityId,
    before: { state },
    after: { state: 'closed' },
  });
  return ok();
}
