import { forgetGuesses } from '../core/accounts/commands/try-password.ts';
import { remindOfProfiles, voidAccount } from '../core/accounts/commands/void-expired-accounts.ts';
import { accountsToVoid } from '../core/accounts/queries.ts';
import { forgetReceivers } from '../core/announcements/commands/forget-receivers.ts';
import { endChecks, reportNightly } from '../core/audit/commands.ts';
import { openChecks, verifyChain } from '../core/audit/queries.ts';
import { forgetUpdates } from '../core/chats/commands/claim-update.ts';
import { forgetForms } from '../core/chats/commands/keep-form.ts';
import { forgetOldCodes } from '../core/codes/commands.ts';
import type { Database } from '../core/db.ts';
import { passDelegation } from '../core/delegations/commands/end-delegation.ts';
import { startDelegation } from '../core/delegations/commands/start-delegation.ts';
import { delegationsToEnd, delegationsToStart } from '../core/delegations/queries.ts';
import { expireFiles, forgetFiles } from '../core/files/commands.ts';
import type { FileStore } from '../core/files/gateway.ts';
import { deletableKeys, unneededKeys } from '../core/files/queries.ts';
import { forgetSent } from '../core/outbox/commands.ts';
import { expireRequest, lapseHours } from '../core/placements/commands/pass-deadlines.ts';
import { remindOfHours, remindOfReporting } from '../core/placements/commands/remind-student.ts';
import {
  hoursToLapse,
  hoursToRemind,
  reportingToRemind,
  requestsToExpire,
} from '../core/placements/queries.ts';
import { remindOfWindow } from '../core/reminders/commands/remind-of-windows.ts';
import {
  escalate,
  remindOfOverdue,
  sendDigest,
} from '../core/reminders/commands/remind-officers.ts';
import {
  isOfficeDay,
  leftUndone,
  officersToDigest,
  overduePlaces,
  windowsToRemind,
} from '../core/reminders/queries.ts';
import { forgetAcceptances } from '../core/rules/commands.ts';
import { closeSilentTickets } from '../core/support/commands/close-ticket.ts';
import { rerouteTicket } from '../core/support/commands/hand-over-ticket.ts';
import { ticketsWithoutReader } from '../core/support/queries.ts';
import type { Work } from '../core/work.ts';
import { renewMenus } from './sending/menus.ts';
import type { ShowMenu } from './sending/show-menu.ts';

const dayMs = 86_400_000;
/** The messenger delivers an update again for a day at most. */
const updatesKeptDays = 7;
const formsKeptDays = 90;
const sweptDays = 7;
const lonelyKeptDays = 1;
/** Bytes are put before the transaction that refers to them, which lasts half a minute at most. */
const rowOnItsWayMs = 10 * 60_000;
const chunkLength = 500;

export interface Job {
  readonly name: string;
  /** Cron, in Tehran's time. */
  readonly at: string;
  readonly run: (tools: JobTools) => Promise<unknown>;
}

export interface JobTools {
  readonly database: Database;
  readonly files: FileStore;
  readonly showMenu: ShowMenu;
  readonly now: Date;
  /** For how many days it is known what was sent to whom. */
  readonly sentKeptDays: number;
  /** Told when the service stops. */
  readonly signal: AbortSignal;
  /** Repeats a step while it says that there is more to do, and the service runs. */
  readonly whileMore: (step: () => Promise<{ readonly more: boolean }>) => Promise<void>;
  /** Does one thing with each. One that fails is logged and left to the next run; the others are done. */
  readonly each: <One>(all: readonly One[], deed: (one: One) => Promise<unknown>) => Promise<void>;
}

/** What is kept for a time only; each is forgotten in a transaction of its own. */
const forgetting: readonly ((work: Work) => Promise<unknown>)[] = [
  (work) => forgetUpdates(work, daysBefore(work.now, updatesKeptDays)),
  (work) => forgetForms(work, daysBefore(work.now, formsKeptDays)),
  (work) => forgetAcceptances(work, daysBefore(work.now, formsKeptDays)),
  forgetOldCodes,
  forgetGuesses,
  forgetFiles,
];

const inChunks = <One>(all: readonly One[], length: number): readonly One[][] =>
  Array.from({ length: Math.ceil(all.length / length) }, (_, index) =>
    all.slice(index * length, (index + 1) * length),
  );

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

const unlessPutSince = (now: Date): Date => new Date(now.getTime() - rowOnItsWayMs);

/**
 * What happens by itself. Each job locks the rows that it changes and looks again before it changes
 * them, so replicas may run the same job at once and a run may be repeated.
 */
export const jobs: readonly Job[] = [
  {
    name: 'expire requests that nobody decided',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await requestsToExpire(read, now), (placementId) =>
        transaction((work) => expireRequest(work, { placementId })),
      ),
  },
  {
    name: 'take silence about hours for no objection',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await hoursToLapse(read, now), (placementId) =>
        transaction((work) => lapseHours(work, { placementId })),
      ),
  },
  {
    name: 'put tickets before somebody who is there',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, each }) =>
      each(await ticketsWithoutReader(read), (ticketId) =>
        transaction((work) => rerouteTicket(work, { ticketId })),
      ),
  },
  {
    name: 'close tickets that were answered long ago',
    at: '45 * * * *',
    run: ({ database: { transaction } }) => transaction(closeSilentTickets),
  },
  {
    name: 'remind of hours that wait for an answer',
    at: '*/10 9-20 * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await hoursToRemind(read, now), (placementId) =>
        transaction((work) => remindOfHours(work, { placementId })),
      ),
  },
  {
    name: 'remind of units that wait for their assistant',
    at: '*/10 9-20 * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await reportingToRemind(read, now), (placementId) =>
        transaction((work) => remindOfReporting(work, { placementId })),
      ),
  },
  {
    name: 'void accounts without a profile',
    at: '15 * * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await accountsToVoid(read, now), (accountId) =>
        transaction((work) => voidAccount(work, { accountId })),
      ),
  },
  {
    name: 'remind of profiles',
    at: '0 10 * * *',
    run: ({ database: { transaction }, whileMore }) =>
      whileMore(() => transaction((work) => remindOfProfiles(work))),
  },
  {
    name: 'free what was taken before a delegation began',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await delegationsToStart(read, now), (delegationId) =>
        transaction((work) => startDelegation(work, { delegationId })),
      ),
  },
  {
    name: 'end delegations whose time is over',
    at: '*/10 * * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await delegationsToEnd(read, now), (delegationId) =>
        transaction((work) => passDelegation(work, { delegationId })),
      ),
  },
  {
    name: 'send the morning digest',
    // Until it has reached everybody, also where the service was down at eight.
    at: '*/10 8-10 * * *',
    run: async ({ database: { read, transaction }, now, each }) => {
      if (!(await isOfficeDay(read, now))) return;
      await each(await officersToDigest(read, now), (accountId) =>
        transaction((work) => sendDigest(work, { accountId })),
      );
    },
  },
  {
    name: 'remind of overdue work, and tell who stands above',
    at: '15 9-18 * * *',
    run: async ({ database: { read, transaction }, now, each }) => {
      if (!(await isOfficeDay(read, now))) return;
      await each(await leftUndone(read, now), (undone) =>
        transaction((work) => escalate(work, undone)),
      );
      await each(await overduePlaces(read, now), (place) =>
        transaction((work) => remindOfOverdue(work, place)),
      );
    },
  },
  {
    name: 'remind of windows that end',
    at: '0 10-20 * * *',
    run: async ({ database: { read, transaction }, now, each }) =>
      each(await windowsToRemind(read, now), (windowId) =>
        transaction((work) => remindOfWindow(work, { windowId })),
      ),
  },
  {
    name: 'offer each chat its commands',
    at: '* * * * *',
    run: renewMenus,
  },
  {
    name: 'check the record where an administrator asked for it',
    at: '* * * * *',
    run: async ({ database: { read, transaction }, signal }) => {
      const ids = await openChecks(read);
      if (ids.length === 0) return;
      const check = await verifyChain(read, { signal });
      await transaction((work) => endChecks(work, { ids, check }));
    },
  },
  {
    name: 'check the record every night',
    at: '0 5 * * *',
    run: async ({ database: { read, transaction }, signal }) => {
      const check = await verifyChain(read, { signal });
      await transaction((work) => reportNightly(work, check));
    },
  },
  {
    name: 'forget what is done',
    at: '30 3 * * *',
    run: ({ database: { transaction }, each }) => each(forgetting, transaction),
  },
  {
    name: 'forget what was sent long ago',
    at: '40 3 * * *',
    run: async ({ database: { transaction }, now, sentKeptDays, whileMore }) => {
      const before = daysBefore(now, sentKeptDays);
      await whileMore(() => transaction(({ tx }) => forgetSent(tx, before)));
      await whileMore(() => transaction((work) => forgetReceivers(work, before)));
    },
  },
  {
    name: 'delete attachments whose time is over',
    at: '0 4 * * *',
    run: async ({ database: { read, transaction }, files, now, each, whileMore }) => {
      await whileMore(() => transaction(expireFiles));
      // The bytes go after the commit; looking a week back makes good for a sweep that was cut off.
      const keys = await deletableKeys(read, daysBefore(now, sweptDays));
      await each(keys, (key) => files.delete(key, unlessPutSince(now)));
    },
  },
  {
    name: 'delete files that nobody came to refer to',
    at: '30 4 * * 5',
    run: async ({ database: { read }, files, now, each }) => {
      const keys = await files.keysPutBefore(daysBefore(now, lonelyKeptDays));
      await each(inChunks(keys, chunkLength), async (chunk) => {
        const unneeded = await unneededKeys(read, chunk);
        await each(unneeded, (key) => files.delete(key, unlessPutSince(now)));
      });
    },
  },
];
