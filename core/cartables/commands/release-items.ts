import { holdingsOf } from '../../staff/queries.ts';
import { covers } from '../../staff/rules.ts';
import type { Work } from '../../work.ts';

/** Gives back what a person has claimed and cannot reach any more. */
export async function releaseItems({ tx, now }: Work, accountId: number): Promise<void> {
  const holdings = await holdingsOf(tx, accountId, now);
  const claimed = await tx.workItem.findMany({ where: { claimedById: accountId, closedAt: null } });
  const lost = claimed.filter(
    (item) => !holdings.some((holding) => holding.role === item.role && covers(holding, item)),
  );
  await tx.workItem.updateMany({
    where: { id: { in: lost.map(({ id }) => id) }, claimedById: accountId },
    data: { claimedById: null, claimedAt: null },
  });
}
