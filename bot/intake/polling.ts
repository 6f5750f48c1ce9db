import { setTimeout as sleep } from 'node:timers/promises';
import { createBatchSink, createRunner, createSource } from '@grammyjs/runner';
import { type Bot, BotError, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { isOutage } from '../../core/db/outage.ts';
import { inTurn } from './in-turn.ts';
import { readUpdate } from './incoming.ts';

export interface Polling {
  /** Takes no more updates; resolves when those at hand are done. */
  stop(): Promise<void>;
}

const longPollSeconds = 25;
/** A messenger that does not answer must not hold up the stop. */
const soon = () => AbortSignal.timeout(3_000) as Parameters<Bot['api']['getUpdates']>[1];

/**
 * Polls. A batch is confirmed by asking for the next, and the next is asked for only when all of the
 * batch is done, so a killed process gets again what it had not finished.
 */
export function startPolling(bot: Bot, log: Logger): Polling {
  let stopping = false;
  let allDone = true;
  let offset = 0;
  const abort = new AbortController();

  const source = createSource<Update>({
    async supply(limit) {
      while (!stopping) {
        const updates = await fetchUpdates(bot, { offset, limit }, abort.signal, log);
        const last = updates?.at(-1);
        if (last) offset = last.update_id + 1;
        if (updates) return updates;
        if (!stopping) await sleep(1_000);
      }
      return [];
    },
  });
  const oneChatAtATime = inTurn<bigint | undefined>();
  const take = (update: Update) =>
    untilDone(() => bot.handleUpdate(update), { givenUp: () => stopping, log });
  const sink = createBatchSink<Update>(
    // In a row with its next tries: a later message must not overtake one that has to wait.
    { consume: (update) => oneChatAtATime(chatOf(update), () => take(update)) },
    async () => {
      allDone = false;
    },
  );
  const runner = createRunner(source, sink);
  runner.start();

  return {
    async stop() {
      stopping = true;
      abort.abort();
      await runner.stop();
      // What was done is confirmed, so that it is not delivered again at the next start.
      if (allDone)
        await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }, soon()).catch(() => undefined);
    },
  };
}

/** Undefined: the messenger could not be asked; try again. */
async function fetchUpdates(
  bot: Bot,
  { offset, limit }: { offset: number; limit: number },
  signal: AbortSignal,
  log: Logger,
): Promise<Update[] | undefined> {
  try {
    return await bot.api.getUpdates(
      {
        offset,
        limit: Math.min(100, Math.max(1, limit)),
        timeout: longPollSeconds,
        allowed_updates: ['message', 'callback_query'],
      },
      signal as Parameters<Bot['api']['getUpdates']>[1],
    );
  } catch (error) {
    if (signal.aborted) return undefined;
    if (error instanceof GrammyError && error.error_code === 401) throw error;
    log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'polling failed');
    return undefined;
  }
}

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
