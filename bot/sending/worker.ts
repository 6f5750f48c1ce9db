import type { Logger } from 'pino';
import type { Database } from '../../core/db.ts';
import {
  claimDue,
  freeExpiredLeases,
  markUnreachable,
  settle,
} from '../../core/outbox/commands.ts';
import type { ClaimedMessage, SendOutcome } from '../../core/outbox/types.ts';

export interface WorkerParts {
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => Date;
  readonly instance: string;
  readonly leaseSeconds: number;
  /** Hands one message to its carrier. */
  send(message: ClaimedMessage): Promise<SendOutcome>;
}

export interface Worker {
  /** Takes no more, and finishes what is on its way. */
  stop(): Promise<void>;
}

const batch = 30;
const idleMs = 1_000;
/** After an outage of the database. */
const outageMs = 1_000;
const maxAttempts = 12;
/** Attempts that cannot have reached anybody do not count, but not for ever. */
const patienceMs = 24 * 60 * 60 * 1000;

/**
 * Drains the outbox: what is due is claimed, sent, and settled. It looks when something was written
 * in this process, and once a second for what other processes wrote or left behind.
 */
export function startWorker(parts: WorkerParts): Worker {
  const bell = createBell();
  const silence = parts.database.onWritten(bell.ring);
  let stopping = false;

  async function run(): Promise<void> {
    while (!stopping) {
      const worked = await drainOnce(parts).catch((error: Error) => {
        parts.log.warn({ error: error.name }, 'the outbox could not be read');
        return undefined;
      });
      if (worked !== true && !stopping) await bell.wait(worked === undefined ? outageMs : idleMs);
    }
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

/** True: something was sent, so there may be more. */
async function drainOnce(parts: WorkerParts): Promise<boolean> {
  const { read } = parts.database;
  const now = parts.now();
  await freeExpiredLeases(read, now);
  const claimed = await claimDue(read, {
    worker: parts.instance,
    now,
    leaseSeconds: parts.leaseSeconds,
    limit: batch,
  });
  await Promise.all(claimed.map((message) => deliver(parts, message)));
  return claimed.length > 0;
}

async function deliver(parts: WorkerParts, message: ClaimedMessage): Promise<void> {
  const outcome = await attempt(parts, message);
  const { read } = parts.database;
  await settle(read, message, outcome, parts.now());
  if (outcome.state === 'unreachable' && message.chatId !== null) {
    await markUnreachable(read, message.chatId, parts.now());
  }
}

async function attempt(parts: WorkerParts, message: ClaimedMessage): Promise<SendOutcome> {
  try {
    const outcome = await parts.send(message);
    const isLast = outcome.state === 'pending' && isLastAttempt(message, outcome, parts.now());
    return isLast ? { state: 'failed', error: outcome.error } : outcome;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    parts.log.error({ error: name, id: String(message.id) }, 'a message could not be made');
    return { state: 'failed', error: name };
  }
}

function isLastAttempt(
  { attempts, createdAt }: ClaimedMessage,
  { untouched }: Extract<SendOutcome, { state: 'pending' }>,
  now: Date,
): boolean {
  if (now.getTime() - createdAt.getTime() >= patienceMs) return true;
  return !untouched && attempts >= maxAttempts;
}

/** Wakes one waiter early. */
function createBell() {
  let wake: (() => void) | undefined;
  let rung = false;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
