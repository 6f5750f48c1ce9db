import { maskSheba } from '../../bank/rules.ts';
import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { ReleaseRefusal } from '../types.ts';

/**
 * Finance says of a returned payment that the same account is to be paid again: the bank's reason is
 * gone. The next run has it then.
 */
export async function releaseLine(
  work: Work,
  actor: Actor,
  { lineId }: { lineId: number },
): Promise<Ok | ReleaseRefusal> {
  const line = await work.tx.payLine.findUnique({
    where: { id: lineId },
    include: {
      run: { select: { universityId: true } },
      bankAccount: { select: { sheba: true } },
    },
  });
  if (!line) return refuse('notFound');
  const { accountId, amountRial, run, bankAccount } = line;
  const { universityId } = run;
  const allowed = can(actor, 'releasePayLine', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  const { count } = await work.tx.payLine.updateMany({
    where: {
      id: lineId,
      state: 'returned',
      releasedAt: null,
      bankAccount: { state: 'confirmed' },
      placement: { payLines: { none: { state: { in: ['due', 'paid'] } } } },
    },
    data: { releasedAt: work.now },
  });
  if (count === 0) return refuse('notWaiting');
  work.record({
    action: 'payLine.release',
    subject: { type: 'payLine', id: lineId },
    ...signature(actor, allowed.holding),
    universityId,
    after: { placementId: line.placementId },
  });
  const maskedSheba = maskSheba(bankAccount.sheba);
  const about = { lineId, amountRial: String(amountRial), maskedSheba };
  await tell(work, accountId, { name: 'payAgain', ...about });
  return ok();
}
