import { tell } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import type { Mobile } from '../types.ts';

/**
 * Tells those whose accounts have a number that another account has just proven. A number may be on
 * several: it is given out anew, and families share a phone.
 */
export async function tellSharers(
  work: Work,
  { accountId, mobile }: { readonly accountId: number; readonly mobile: Mobile },
): Promise<void> {
  const sharers = await work.tx.account.findMany({
    where: { mobile, id: { not: accountId } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of sharers) await tell(work, id, { name: 'mobileShared' });
}
