import type { Tx } from '../work.ts';
import type { Channel, ClaimedMessage } from './types.ts';

/** How many messages of one sort wait, and since when the oldest that is due. */
export interface Depth {
  readonly kind: ClaimedMessage['kind'] | 'announcement';
  readonly channel: Channel;
  readonly count: number;
  readonly oldest: Date | null;
}

/** A message that was given up: what could be told of it without telling whom. */
export interface Undelivered {
  readonly id: bigint;
  readonly channel: Channel;
  /** The carrier's or our own word. */
  readonly error: string;
  readonly writtenAt: Date;
}

export const undeliveredWhere = { state: 'failed', kind: 'notice' } as const;

/** Notices that were given up, the newest first. Codes are not among them: they are of no use any more. */
export async function undeliveredOf(
  reader: Tx,
  { page, size }: { page: number; size: number },
): Promise<{ readonly messages: readonly Undelivered[]; readonly total: number }> {
  const [total, rows] = await Promise.all([
    reader.outboxMessage.count({ where: undeliveredWhere }),
    reader.outboxMessage.findMany({
      where: undeliveredWhere,
      select: { id: true, channel: true, error: true, createdAt: true },
      orderBy: { id: 'desc' },
      skip: page * size,
      take: size,
    }),
  ]);
  const messages = rows.map(({ id, channel, error, createdAt }) => ({
    ...{ id, channel, error: error ?? '', writtenAt: createdAt },
  }));
  return { messages, total };
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
