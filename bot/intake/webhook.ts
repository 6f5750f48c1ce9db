import { timingSafeEqual } from 'node:crypto';
import { type Bot, BotError } from 'grammy';
import type { Update } from 'grammy/types';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';

export interface WebhookParts {
  readonly bot: Bot;
  readonly secret: string;
  readonly path: string;
  readonly log: Logger;
}

const maxBodyBytes = 1024 * 1024;

/** Answers 200 only after the commit; anything else makes the messenger deliver the update again. */
export function webhookRoutes({ bot, secret, path, log }: WebhookParts): Hono {
  const routes = new Hono();
  routes.post(path, bodyLimit({ maxSize: maxBodyBytes }), async (context) => {
    const given = context.req.header('X-Telegram-Bot-Api-Secret-Token') ?? '';
    if (!sameSecret(given, secret)) return context.text('forbidden', 403);
    const update = (await context.req.json().catch(() => undefined)) as Update | undefined;
    if (!Number.isSafeInteger(update?.update_id)) return context.text('not an update', 400);
    try {
      await bot.handleUpdate(update as Update);
      return context.text('ok');
    } catch (thrown) {
      const error = thrown instanceof BotError ? thrown.error : thrown;
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'an update is put off');
      return context.text('try again', 503);
    }
  });
  return routes;
}

function sameSecret(given: string, expected: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
