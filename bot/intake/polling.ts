import { setTimeout as sleep } from 'node:timers/promises';
import { createBatchSink, createRunner, createSource } from '@grammyjs/runner';
import { type Bot, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';

export interface Polling {
  /** Takes no more updates; resolves when those at hand are done. */
  stop(): Promise<void>;
}

const longPollSeconds = 25;

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
  const sink = createBatchSink<Update>(
    {
      consume: (update) =>
        untilDone(
          () => bot.handleUpdate(update),
          () => stopping,
        ),
    },
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
        await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
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

/** An update fails only when the database is out of reach; it is kept until that is over. */
async function untilDone(task: () => Promise<void>, givenUp: () => boolean): Promise<void> {
  for (let waitMs = 200; ; waitMs = Math.min(5_000, waitMs * 2)) {
    try {
      return await task();
    } catch (error) {
      if (givenUp()) throw error;
      await sleep(waitMs);
    }
  }
}
