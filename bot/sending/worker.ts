import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isOutage } from '../../core/db/outage.ts';
import type { Database } from '../../core/db.ts';
import {
  claimDue,
  freeExpiredLeases,
  isStillAsSeen,
  markUnreachable,
  reviveNotices,
  settle,
  tellElsewhere,
} from '../../core/outbox/commands.ts';
import type { Channel, ClaimedMessage, Notice, SendOutcome } from '../../core/outbox/types.ts';
import type { WrittenMessage } from '../../core/work.ts';
import type { Counting } from '../figures.ts';
import { createBell } from './bell.ts';
import { tellLost } from './lost.ts';
import { startRounds, type Worker } from './rounds.ts';

export interface WorkerParts {
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => Date;
  readonly instance: string;
  readonly leaseSeconds: number;
  readonly figures: Pick<Counting, 'sending'>;
  /** Hands one message to its carrier. */
  send(message: ClaimedMessage): Promise<SendOutcome>;
}

/** Messages that go the same way. What is slow on one way holds up no other. */
interface Lane {
  readonly channels: readonly Channel[];
  /** On their way at once. */
  readonly most: number;
}

const lanes: readonly Lane[] = [
  { channels: ['telegram'], most: 40 },
  { channels: ['sms', 'call'], most: 10 },
  { channels: ['email'], most: 10 },
];

const idleMs = 1_000;
/** What was just written may have to wait for an answer that is on its way to the same chat. */
const soonMs = 50;
/** After an outage of the database. */
const outageMs = 1_000;
const maxAttempts = 12;
/** From when it was written: attempts that cannot have reached anybody do not count, but not for ever. */
const patienceMs = 24 * 60 * 60 * 1000;

/**
 * Drains the outbox, each lane for itself: what is due is claimed, sent, and settled. It looks when
 * something was written in this process or has left it, and once a second for what other processes
 * wrote or left behind.
 */
export function startWorker(parts: WorkerParts): Worker {
  const running = [...lanes.map((lane) => runLane(parts, lane)), startFreeing(parts)];
  return {
    async stop() {
      await Promise.all(running.map(({ stop }) => stop()));
    },
  };
}

function runLane(parts: WorkerParts, lane: Lane): Worker {
  const bell = createBell();
  let waitMs = idleMs;
  let stopping = false;
  const silence = parts.database.onCommit(({ written }) => {
    if (!written.some((one) => isFor(lane, one))) return;
    waitMs = soonMs;
    bell.ring();
  });
  const underWay = new Set<Promise<void>>();

  async function claimMore(): Promise<number> {
    const limit = lane.most - underWay.size;
    const claimed = limit > 0 ? await claim(parts, lane, limit) : [];
    for (const message of claimed) {
      const delivery = deliver(parts, message).catch((error: Error) =>
        parts.log.warn({ error: error.name }, 'what became of a message could not be written down'),
      );
      underWay.add(delivery);
      void delivery.then(() => {
        underWay.delete(delivery);
        bell.ring();
      });
    }
    return claimed.length;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const claimed = await claimMore().catch((error: Error) => {
        parts.log.warn({ error: error.name }, 'the outbox could not be read');
        return undefined;
      });
      if (claimed === undefined && !stopping) await pause(outageMs);
      if (claimed === 0 && !stopping) {
        await bell.wait(waitMs);
        waitMs = Math.min(idleMs, waitMs * 2);
      }
    }
    await Promise.all(underWay);
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

/** What is leased already is sent by who wrote it. */
const isFor = ({ channels }: Lane, { message }: WrittenMessage): boolean =>
  message.leasedBy === undefined && channels.includes(message.channel);

function claim(
  { database: { read }, instance: worker, leaseSeconds, now }: WorkerParts,
  { channels }: Lane,
  limit: number,
): Promise<ClaimedMessage[]> {
  return claimDue(read, { worker, now: now(), leaseSeconds, limit, channels });
}

/** Once a second: what a worker that died had leased is due again. */
const startFreeing = ({ database: { read }, log, now }: WorkerParts): Worker =>
  startRounds({
    bell: createBell(),
    everyMs: idleMs,
    round: () => freeExpiredLeases(read, now()),
    failed: (error) =>
      log.warn({ error: error.name }, 'leases that are over could not be looked for'),
  });

async function deliver(parts: WorkerParts, message: ClaimedMessage): Promise<void> {
  const outcome = await attempt(parts, message);
  const { chatId, kind, channel } = message;
  if (outcome.state === 'failed') tellLost(parts.log, { ...message, outcome });
  // What goes to the messenger is counted where it is sent.
  if (channel !== 'telegram') parts.figures.sending({ kind, channel, state: outcome.state });
  if (outcome.state === 'unreachable' && chatId !== null) {
    return giveUp(parts, { ...message, chatId }, outcome);
  }
  await settle(parts.database.read, message, outcome, parts.now());
}

/**
 * A chat that cannot be written to is noted as such, and what matters is told another way: all or
 * nothing. Whoever has come back meanwhile is told as at any return: nothing else would do so before
 * their next message.
 */
async function giveUp(
  { database }: WorkerParts,
  message: ClaimedMessage & { readonly chatId: bigint },
  outcome: Exclude<SendOutcome, { state: 'sent' | 'pending' }>,
): Promise<void> {
  const { notice } = message.payload as unknown as { notice?: Notice };
  await database.transaction(async (work) => {
    const isAway = await isStillAsSeen(work.tx, message);
    await settle(work.tx, message, outcome, work.now);
    if (!isAway) {
      await reviveNotices(work.tx, message.chatId, work.now);
      return;
    }
    await markUnreachable(work.tx, message.chatId, work.now);
    if (notice) await tellElsewhere(work, message.chatId, notice);
  });
}

async function attempt(parts: WorkerParts, message: ClaimedMessage): Promise<SendOutcome> {
  try {
    const outcome = await parts.send(message);
    const isLast = outcome.state === 'pending' && isLastAttempt(message, outcome, parts.now());
    return isLast ? { state: 'failed', error: outcome.error } : outcome;
  } catch (error) {
    return notMade(parts, message, error);
  }
}

function notMade({ log, now }: WorkerParts, { id }: ClaimedMessage, error: unknown): SendOutcome {
  if (isOutage(error)) {
    const dueAt = new Date(now().getTime() + outageMs);
    return { state: 'pending', dueAt, error: 'database', untouched: true };
  }
  const name = error instanceof Error ? error.name : 'unknown';
  log.error({ error: name, id: String(id) }, 'a message could not be made');
  return { state: 'failed', error: name };
}

/** What waited for days while no worker ran has its attempts all the same. */
function isLastAttempt(
  { attempts, createdAt }: ClaimedMessage,
  { untouched, inLine }: Extract<SendOutcome, { state: 'pending' }>,
  now: Date,
): boolean {
  if (!untouched) return attempts >= maxAttempts;
  return !inLine && now.getTime() - createdAt.getTime() >= patienceMs;
}
