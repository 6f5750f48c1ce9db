import { Cron } from 'croner';
import type { Logger } from 'pino';
import {
  remindOfProfiles,
  voidExpiredAccounts,
} from '../core/accounts/commands/void-expired-accounts.ts';
import { forgetUpdates } from '../core/chats/commands.ts';
import { forgetOldCodes } from '../core/codes/commands.ts';
import type { Database } from '../core/db.ts';
import { expireFiles } from '../core/files/commands.ts';
import type { FileStore } from '../core/files/gateway.ts';
import { deletableKeys } from '../core/files/queries.ts';
import { forgetSent } from '../core/outbox/commands.ts';
import { expireRequest, lapseHours } from '../core/placements/commands/pass-deadlines.ts';
import { hoursToLapse, requestsToExpire } from '../core/placements/queries.ts';

const dayMs = 86_400_000;
/** The messenger delivers an update again for a day at most. */
const updatesKeptDays = 7;
const sentKeptDays = 30;
const sweptDays = 7;
const voidedAtOnce = 100;

interface Job {
  readonly name: string;
  /** Cron, in Tehran's time. */
  readonly at: string;
  readonly run: (parts: JobParts) => Promise<unknown>;
}

interface JobParts {
  readonly database: Database;
  readonly files: FileStore;
  readonly now: Date;
}

/**
 * What happens by itself. Each job locks the rows that it changes and looks again before it changes
 * them, so replicas may run the same job at once and a run may be repeated.
 */
const jobs: readonly Job[] = [
  {
    name: 'expire requests that nobody decided',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, now }) => {
      for (const placementId of await requestsToExpire(read, now)) {
        await transaction((work) => expireRequest(work, { placementId }));
      }
    },
  },
  {
    name: 'take silence about hours for no objection',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, now }) => {
      for (const placementId of await hoursToLapse(read, now)) {
        await transaction((work) => lapseHours(work, { placementId }));
      }
    },
  },
  {
    name: 'void accounts without a profile',
    at: '15 * * * *',
    run: ({ database: { transaction } }) =>
      transaction((work) => voidExpiredAccounts(work, { limit: voidedAtOnce })),
  },
  {
    name: 'remind of profiles',
    at: '0 10 * * *',
    run: ({ database: { transaction } }) => transaction(remindOfProfiles),
  },
  {
    name: 'forget what is done',
    at: '30 3 * * *',
    run: ({ database: { transaction }, now }) =>
      transaction(async (work) => {
        await forgetUpdates(work, new Date(now.getTime() - updatesKeptDays * dayMs));
        await forgetSent(work.tx, new Date(now.getTime() - sentKeptDays * dayMs));
        await forgetOldCodes(work);
      }),
  },
  {
    name: 'delete attachments whose time is over',
    at: '0 4 * * *',
    run: async ({ database: { read, transaction }, files, now }) => {
      await transaction((work) => expireFiles(work));
      // The bytes go after the commit; looking a week back makes good for a sweep that was cut off.
      const since = new Date(now.getTime() - sweptDays * dayMs);
      for (const key of await deletableKeys(read, since)) await files.delete(key);
    },
  },
];

/** Starts the jobs; returns what stops them. */
export function startSchedule({
  database,
  files,
  now,
  log,
}: Omit<JobParts, 'now'> & { now: () => Date; log: Logger }): () => Promise<void> {
  const crons = jobs.map(
    ({ name, at, run }) =>
      new Cron(at, { timezone: 'Asia/Tehran', protect: true }, async () => {
        await run({ database, files, now: now() }).catch((error: Error) =>
          log.error(
            { job: name, error: error.name },
            'a job failed; it runs again at its next time',
          ),
        );
      }),
  );
  return async () => {
    for (const cron of crons) cron.stop();
  };
}
