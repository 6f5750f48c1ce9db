import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isOutage } from '../core/db/outage.ts';

const everyMs = 1_000;
const attempts = 60;

/**
 * Does what a start needs of the database, for a minute also while it cannot be reached: it may be
 * starting as well, or break off just now. So `task` is done again from its beginning. Throws what the
 * last attempt did, and at once what time will not mend.
 */
export async function reachDatabase<Value>(
  task: () => Promise<Value>,
  log: Pick<Logger, 'warn'>,
): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (!isOutage(error) || attempt === attempts) throw error;
      log.warn({ attempt }, 'the database is out of reach; trying again');
      await sleep(everyMs);
    }
  }
}
