import type { Opening } from '../../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { tellReaders } from '../../staff/commands/tell-readers.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { mayClose } from '../rules/officer-steps.ts';
import { isOpen } from '../rules.ts';
import { dropChange } from './change-opening.ts';
import { tellWishers } from './tell-wishers.ts';

export type CloseRefusal = CanRefusal | Refusal<'notFound' | 'alreadyClosed'>;

/**
 * The unit takes an opening back, or the expert one of a sheet; placements in it stay as they are, and
 * a change of it that waits for the expert waits no more. Where students saw it, who might be asked for
 * there is told; and the unit, of what the expert closed.
 */
export async function closeOpening(
  work: Work,
  actor: Actor,
  { openingId }: { openingId: number },
): Promise<Ok | CloseRefusal> {
  // The expert may decide on it at the same moment: whether students saw it is known by who was first.
  await work.tx.$queryRaw`SELECT 1 FROM "Opening" WHERE "id" = ${openingId} FOR NO KEY UPDATE`;
  const opening = await work.tx.opening.findUnique({ where: { id: openingId } });
  if (!opening) return refuse('notFound');
  const { universityId, state } = opening;
  const allowed = mayClose(actor, opening);
  if (!allowed.ok) return allowed;
  const { count } = await work.tx.opening.updateMany({
    where: { id: openingId, state: { not: 'closed' } },
    data: { state: 'closed' },
  });
  if (count === 0) return refuse('alreadyClosed');
  await closeItem(work, actor, { kind: 'approveOpening', subjectId: openingId });
  await dropChange(work, actor, openingId);
  if (isOpen(state)) await tellWishers(work, openingId);
  if (opening.declaredById === null) await tellUnit(work, actor, opening);
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

function tellUnit(
  work: Work,
  actor: Actor,
  { id, universityId, unitId, titleFa, titleEn }: Opening,
): Promise<void> {
  if (can(actor, 'declareOpening', { universityId, unitId }).ok) return Promise.resolve();
  const at = { role: 'unitOfficer', universityId, unitId } as const;
  const about = { openingId: id, title: { fa: titleFa, en: titleEn } };
  return tellReaders(work, at, { name: 'openingClosed', ...about });
}
