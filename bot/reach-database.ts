import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isOutage } from '../core/db/outage.ts';
import type { Database } from '../core/db.ts';

const everyMs = 1_000;
const attempts = 60;

/**
 * Opens the database, for a minute also while it cannot be reached: it may be starting as well, or be
 * started anew just now. Throws what the last attempt did, and at once what time will not mend.
 */
export async function reachDatabase(
  open: () => Promise<Database>,
  log: Pick<Logger, 'warn'>,
): Promise<Database> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await open();
    } catch (error) {
      if (!isOutage(error) || attempt === attempts) throw error;
      log.warn({ attempt }, 'the database is out of reach; trying again');
      await sleep(everyMs);
    }
  }
}
