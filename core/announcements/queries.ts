import type { Tx } from '../work.ts';
import type { Topic } from './types.ts';

/** The topics of which a person wants to hear. */
export async function topicsOf(reader: Tx, accountId: number): Promise<ReadonlySet<Topic>> {
  const rows = await reader.subscription.findMany({
    where: { accountId },
    select: { topic: true },
  });
  return new Set(rows.map(({ topic }) => topic));
}
