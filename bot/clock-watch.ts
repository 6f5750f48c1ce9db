import type { Logger } from 'pino';
import type { Reader } from '../core/db.ts';

/** Leases of a message are longer than this by some. */
const noticedMs = 30_000;
/** Deadlines are days. */
const farMs = 12 * 3_600_000;
const toldEveryMs = 3_600_000;

/**
 * Whether this machine's clock is near enough to the database's to act on deadlines by it: one that begins
 * a month ahead would void accounts and delete proofs. Complains, once an hour, of one that is half a
 * minute away.
 */
export function createClockWatch(
  read: Pick<Reader, '$queryRaw'>,
  log: Pick<Logger, 'error'>,
  clock: () => number = Date.now,
): () => Promise<boolean> {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const [row] = await read.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS "at"`;
    const apart = Math.abs(clock() - (row?.at.getTime() ?? Number.NaN));
    if (apart > noticedMs && performance.now() - toldAt > toldEveryMs) {
      toldAt = performance.now();
      const seconds = Math.round(apart / 1000);
      log.error({ seconds }, 'the clocks of this machine and of the database are apart; use NTP');
    }
    return apart <= farMs;
  };
}
