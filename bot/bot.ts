import type { Bot, Context } from 'grammy';
import type { FloodGate } from './intake/flood.ts';
import { inTurn } from './intake/in-turn.ts';
import { type Incoming, readUpdate } from './intake/incoming.ts';
import type { TakeUpdate } from './intake/take-update.ts';

export interface BotParts {
  readonly bot: Bot;
  readonly takeUpdate: TakeUpdate;
  readonly floodGate: FloodGate;
}

interface Read extends Context {
  incoming?: Incoming;
}

/** Puts the bot together, unstarted. The order of the middleware is the order written here. */
export function createBot({ bot, takeUpdate, floodGate }: BotParts): Bot {
  const oneChatAtATime = inTurn<bigint>();
  const steps = bot as unknown as Bot<Read>;

  // 1. Read the update. What is no affair of ours (groups, channels, edits) ends here.
  steps.use(async (context, next) => {
    const incoming = readUpdate(context.update);
    if (!incoming) return;
    context.incoming = incoming;
    await next();
  });

  // 2. One chat's updates in a row, however they come: their answers must not overtake each other.
  steps.use(async (context, next) => {
    if (context.incoming) await oneChatAtATime(context.incoming.chatId, next);
  });

  // 3. A chat that floods is not worked for. Before the unit of work, so that it costs no transaction.
  steps.use(async (context, next) => {
    if (context.incoming && (await floodGate.admits(context.incoming))) await next();
  });

  // 4. One update, one effect.
  steps.use(async (context) => {
    if (context.incoming) await takeUpdate(context.incoming);
  });

  return bot;
}
