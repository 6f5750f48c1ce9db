import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, BotError, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { isOutage } from '../../core/db/outage.ts';
import { within } from '../within.ts';
import { inTurn } from './in-turn.ts';
import { readUpdate } from './incoming.ts';

export interface Polling {
  /** Takes no more updates; resolves when those at hand are done. */
  stop(): Promise<void>;
}

const longPollSeconds = 25;
/** As many as the messenger hands over at most. */
const atOnce = 100;
/** Milliseconds for which what is at hand holds up what comes next: doubled while nothing does. */
const patience = { first: 250, last: 2_000 };
/** A messenger that does not answer must not hold up the stop. */
const soon = () => AbortSignal.timeout(3_000);

/**
 * Polls. To ask from an update on confirms those before it, so it is always asked from the first that is
 * not done: a killed process is handed that one again, and what it had done after it, which changes
 * nothing. Who is slow, with a large file on a bad line, holds up the own chat, and otherwise only what
 * is a hundred updates behind.
 */
export function startPolling(bot: Bot, log: Logger): Polling {
  let stopping = false;
  const abort = new AbortController();
  const oneChatAtATime = inTurn<bigint | undefined>();
  /** Numbers of the updates that are not done. */
  const open = new Set<number>();
  const running = new Set<Promise<void>>();
  /** Numbers of those taken that may be handed over again. */
  const taken = new Set<number>();
  let next = 0;

  const firstOpen = (): number => (open.size > 0 ? Math.min(...open) : next);

  function take(update: Update): void {
    const { update_id: id } = update;
    taken.add(id);
    open.add(id);
    const work = () => untilDone(() => bot.handleUpdate(update), { givenUp: () => stopping, log });
    // In a row with its next tries: a later message must not overtake one that has to wait.
    const done = oneChatAtATime(chatOf(update), work).then(
      () => void open.delete(id),
      () => log.info('an update is left to the next start'),
    );
    running.add(done);
    void done.then(() => running.delete(done));
  }

  /** Whether something new came. */
  async function ask(): Promise<boolean> {
    const offset = firstOpen();
    const timeout = open.size > 0 ? 0 : longPollSeconds;
    const updates = await fetchUpdates(bot, { offset, timeout }, abort.signal, log);
    for (const id of taken) if (id < offset) taken.delete(id);
    next = (updates.at(-1)?.update_id ?? next - 1) + 1;
    const fresh = updates.filter(({ update_id }) => !taken.has(update_id));
    fresh.forEach(take);
    return fresh.length > 0;
  }

  async function poll(): Promise<void> {
    for (let waitMs = patience.first; !stopping; ) {
      waitMs = (await ask()) ? patience.first : Math.min(patience.last, waitMs * 2);
      await within(waitMs, Promise.all(running), undefined);
    }
  }

  const polling = poll();
  return {
    async stop() {
      stopping = true;
      abort.abort();
      await polling;
      await Promise.all(running);
      // What was done is confirmed, so that it is not delivered again at the next start.
      await bot.api
        .getUpdates({ offset: firstOpen(), limit: 1, timeout: 0 }, grammySignal(soon()))
        .catch(() => undefined);
    },
  };
}

/** Asked again each second while the messenger is out of reach; nothing once `signal` says to stop. */
async function fetchUpdates(
  bot: Bot,
  from: { readonly offset: number; readonly timeout: number },
  signal: AbortSignal,
  log: Logger,
): Promise<Update[]> {
  while (!signal.aborted) {
    try {
      return await bot.api.getUpdates(
        { ...from, limit: atOnce, allowed_updates: ['message', 'callback_query'] },
        grammySignal(signal),
      );
    } catch (error) {
      if (signal.aborted) break;
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, whyItFailed(error));
      await sleep(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
  return [];
}

/**
 * - 401: the token was taken back; a new one is read at the next start.
 * - 409: a second process, or a webhook that somebody has set since. It takes what was meant for this one.
 */
const whys: ReadonlyMap<number, string> = new Map([
  [401, 'the messenger does not know BOT_TOKEN any more: set the new one and start again'],
  [409, 'the messenger hands updates to somebody else who asks with the same token'],
]);

const whyItFailed = (error: unknown): string =>
  (error instanceof GrammyError && whys.get(error.error_code)) || 'polling failed';

/** The library's types know only the signal of an older package, which is the same. */
const grammySignal = (signal: AbortSignal) => signal as Parameters<Bot['api']['getUpdates']>[1];

function chatOf(update: Update): bigint | undefined {
  try {
    return readUpdate(update)?.chatId;
  } catch {
    return undefined;
  }
}

/** Tries of an update that fails although the database answers. */
const tries = 5;

/**
 * While the database is out of reach an update is kept. One that fails for another reason must not
 * stop all that follow it: it is given up, and said so.
 */
async function untilDone(
  task: () => Promise<void>,
  { givenUp, log }: { givenUp: () => boolean; log: Logger },
): Promise<void> {
  let failures = 0;
  for (let waitMs = 200; ; waitMs = Math.min(5_000, waitMs * 2)) {
    const failure = await task().then(() => undefined, unwrapped);
    if (!failure) return;
    if (givenUp()) throw failure.error;
    if (!isOutage(failure.error)) failures += 1;
    if (failures === tries) return log.error({ error: failure.name }, 'an update was given up');
    log.warn({ error: failure.name }, 'an update could not be taken; it is tried again');
    await sleep(waitMs);
  }
}

function unwrapped(thrown: unknown): { error: unknown; name: string } {
  const error = thrown instanceof BotError ? thrown.error : thrown;
  return { error, name: error instanceof Error ? error.name : 'unknown' };
}
