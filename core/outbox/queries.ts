import type { Tx } from '../work.ts';
import type { Channel, ClaimedMessage } from './types.ts';

/** How many messages of one sort wait, and since when the oldest that is due. */
export interface Depth {
  readonly kind: ClaimedMessage['kind'] | 'announcement';
  readonly channel: Channel;
  readonly count: number;
  readonly oldest: Date | null;
}

export async function outboxDepth(reader: Tx): Promise<Depth[]> {
  const rows = await reader.outboxMessage.groupBy({
    by: ['kind', 'channel'],
    where: { state: { in: ['pending', 'sending'] } },
    _count: { _all: true },
    _min: { dueAt: true },
  });
  return rows.map(({ kind, channel, _count, _min }) => ({
    kind,
    channel,
    count: _count._all,
    oldest: _min.dueAt,
  }));
}
