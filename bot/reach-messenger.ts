import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, GrammyError, HttpError } from 'grammy';
import type { Logger } from 'pino';
import { WrongConfiguration } from './config.ts';

const longestPauseMs = 30_000;

/**
 * Asks the messenger who the bot is, for as long as it cannot be reached, and says so at each try:
 * otherwise a server without a way to it would be silent for ever. A token that it does not know is
 * told at once.
 */
export async function reachMessenger(
  bot: Bot,
  { at, log }: { readonly at: string; readonly log: Pick<Logger, 'warn'> },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      bot.botInfo = await bot.api.getMe();
      return;
    } catch (error) {
      if (isUnknownToken(error)) {
        throw new WrongConfiguration(
          `BOT_TOKEN: ${at} does not know this token. Copy it again from BotFather.`,
        );
      }
      if (!isOutOfReach(error)) throw error;
      log.warn({ attempt, at }, 'the messenger is out of reach; trying again');
      await sleep(Math.min(longestPauseMs, 1_000 * attempt));
    }
  }
}

const isUnknownToken = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

const isOutOfReach = (error: unknown): boolean =>
  error instanceof HttpError ||
  (error instanceof GrammyError && (error.error_code === 429 || error.error_code >= 500));
