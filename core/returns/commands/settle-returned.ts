import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';

/**
 * The hours of a placement were corrected. Where nothing is left of them, nobody waits any more for
 * another account to which a returned payment could go; where something is again, finance does.
 */
export async function settleReturned(
  work: Work,
  actor: Actor,
  {
    placementId,
    universityId,
    payable,
  }: { readonly placementId: number; readonly universityId: number; readonly payable: number },
): Promise<void> {
  const returned = await work.tx.payLine.findFirst({
    where: {
      placementId,
      state: 'returned',
      placement: { payLines: { none: { state: { in: ['due', 'paid'] } } } },
    },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  if (!returned) return;
  const item = { kind: 'returnedPayLine', subjectId: returned.id } as const;
  if (payable === 0) await closeItem(work, actor, item);
  else await openItem(work, { ...item, role: 'finance', universityId });
}
