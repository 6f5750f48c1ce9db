import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Logger } from 'pino';
import {
  type ClaimedDelivery,
  claimDeliveries,
  settleDeliveries,
} from '../../core/announcements/commands/deliver-announcement.ts';
import { announcementsSending, type Sending } from '../../core/announcements/queries.ts';
import type { Language } from '../../core/announcements/types.ts';
import type { Database } from '../../core/db.ts';
import { universityOf } from '../../core/universities/queries.ts';
import type { Counting } from '../figures.ts';
import { announcementMessage } from '../view/announcement.ts';
import { words } from '../view/language.ts';
import {
  type AnnouncementMessage,
  type CallOutcome,
  callAnnouncement,
  outcomeOfFailure,
} from './announcement-call.ts';
import { createBell, onAnnouncements } from './bell.ts';
import { createLedger } from './ledger.ts';
import type { Gate } from './rate/gate.ts';
import type { Worker } from './rounds.ts';
import { createStock } from './stock.ts';
import { holdIfTold } from './telegram.ts';

export interface AnnouncerParts {
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => Date;
  readonly instance: string;
  readonly leaseSeconds: number;
  readonly api: Api;
  readonly gate: Gate;
  readonly figures: Counting;
  /** Messages a second of all processes. */
  readonly perSecond: number;
  readonly paid: boolean;
}

const idleMs = 1_000;
const outageMs = 1_000;
/** A pause or an end is seen by the claim itself; a new announcement at the latest after so long. */
const lookAgainMs = 1_000;
const mostUnderWay = 400;
/** What has no turn by then, as in a long pause, goes back. */
const longestPatienceMs = 3_000;

/** An announcement with its messages, made once for each language. */
interface Current {
  readonly sending: Sending;
  readonly messages: Map<Language, AnnouncementMessage>;
}

/**
 * Sends the announcements of this process's share: takes a few receivers at a time, in turn of the
 * announcements, and sends to each when the gate lets it. What it has taken and not sent is little, so
 * that pausing works at once and a crash leaves few of which nobody knows.
 */
export function startAnnouncer(parts: AnnouncerParts): Worker {
  const { database, log, now, instance: worker, leaseSeconds, gate, api, perSecond } = parts;
  const { read } = database;
  const stock = createStock(perSecond);
  const patienceMs = Math.min(longestPatienceMs, leaseSeconds * 500);
  const bell = createBell();
  const silence = onAnnouncements(database, bell.ring);
  const underWay = new Set<Promise<void>>();
  let queued = 0;
  let troubled = false;
  let stopping = false;
  let current: Current[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;

  const ledger = createLedger(
    (announcementId, delivered) =>
      settleDeliveries(read, announcementId, { worker, now: now(), delivered }),
    (error) => log.warn({ error: error.name }, 'what became of announcements was not written down'),
  );

  async function look(): Promise<void> {
    const sendings = await announcementsSending(read);
    const known = new Map(current.map((one) => [one.sending.id, one]));
    current = await Promise.all(
      sendings.map(async (sending) => known.get(sending.id) ?? makeMessages(read, sending)),
    );
    lookedAt = performance.now();
  }

  /** Takes receivers of the next announcement in turn. */
  async function takeMore(limit: number): Promise<void> {
    const [next, ...others] = current;
    if (!next) return;
    const by = { worker, now: now(), leaseSeconds, limit };
    const claimed = await stock.timed(() => claimDeliveries(read, next.sending.id, by));
    // One without receivers left is looked at again later.
    current = claimed.length > 0 ? [...others, next] : others;
    const leaseUntil = by.now.getTime() + leaseSeconds * 1000;
    for (const one of claimed) track(deliver(next, one, leaseUntil));
  }

  function track(delivery: Promise<void>): void {
    underWay.add(delivery);
    void delivery.then(() => {
      underWay.delete(delivery);
      bell.ring();
    });
  }

  async function deliver(
    { sending, messages }: Current,
    { chatId, chatSeen, language }: ClaimedDelivery,
    leaseUntil: number,
  ): Promise<void> {
    let waits = true;
    queued += 1;
    const leaveQueue = () => {
      if (waits) queued -= 1;
      waits = false;
      bell.ring();
    };
    const send = async (): Promise<CallOutcome> => {
      leaveQueue();
      const message = messages.get(language);
      // Another worker may count it as lost by now.
      if (!message || now().getTime() >= leaseUntil) return { state: 'pending' };
      try {
        return {
          state: 'sent',
          messageId: await callAnnouncement(api, Number(chatId), message, parts),
        };
      } catch (error) {
        await holdIfTold(parts, error);
        return outcomeOfFailure(error);
      }
    };
    const passing = { chatId, urgency: 'announcement', patienceMs } as const;
    const outcome = await gate.pass(passing, send).catch(() => undefined);
    leaveQueue();
    const { trouble, ...delivered }: CallOutcome = outcome ?? { state: 'pending' };
    if (trouble) troubled = true;
    const { state } = delivered;
    parts.figures.sending({ kind: 'announcement', channel: 'telegram', state });
    ledger.add(sending.id, { chatId, chatSeen, ...delivered });
  }

  /** After a fault of the messenger or the way there: goes on only once it answers. */
  async function passTrouble(): Promise<void> {
    for (let wait = 250; troubled && !stopping; wait = Math.min(10_000, wait * 2)) {
      const answers = await api.getMe().then(
        () => true,
        () => false,
      );
      if (answers) troubled = false;
      else await bell.wait(wait);
    }
  }

  async function step(): Promise<void> {
    if (troubled) return passTrouble();
    const ahead = stock.ahead();
    const room = Math.min(ahead - queued, mostUnderWay - underWay.size);
    if (room < ahead / 2) return bell.wait(idleMs);
    if (current.length === 0 || performance.now() - lookedAt > lookAgainMs) await look();
    if (current.length === 0) return bell.wait(idleMs);
    await takeMore(room);
    // All were without receivers: others hold the last ones, or it is about to end.
    if (current.length === 0) await bell.wait(idleMs);
  }

  async function run(): Promise<void> {
    while (!stopping) {
      await step().catch(async (error: Error) => {
        log.warn({ error: error.name }, 'announcements could not be read');
        await pause(outageMs);
      });
    }
    await Promise.all(underWay);
    await ledger.settled();
  }

  const running = run();
  return {
    async stop() {
      stopping = true;
      silence();
      bell.ring();
      await running;
    },
  };
}

async function makeMessages(read: Database['read'], sending: Sending): Promise<Current> {
  const { universityId } = sending;
  const university = universityId === null ? null : await universityOf(read, universityId);
  const messages = new Map<Language, AnnouncementMessage>();
  for (const language of ['fa', 'en'] as const) {
    messages.set(language, announcementMessage({ ...sending, university }, words[language]));
  }
  return { sending, messages };
}
