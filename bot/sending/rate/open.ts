import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { createGate, type Gate } from './gate.ts';
import { placesInMemory } from './in-memory.ts';
import { placesOnRedis, withInsurance } from './on-redis.ts';

/** What one process allows itself while it cannot ask how much the others send. */
const shareAlone = 4;

/**
 * The gate of all messages: of all processes on Redis, of this one without it. While Redis is out of
 * reach each process sends a quarter of the rate, so that up to four keep the limit together.
 */
export function openGate(
  config: Config,
  redis: Redis | undefined,
  { log, now }: { readonly log: Logger; readonly now: () => Date },
): Gate {
  const { SENDING_PER_SECOND: perSecond, SENDING_PER_CHAT_PER_SECOND: perChatPerSecond } = config;
  if (!redis) return createGate(placesInMemory({ perSecond, perChatPerSecond }, now));
  const share = { perSecond: Math.max(1, Math.floor(perSecond / shareAlone)), perChatPerSecond };
  const bot = createHash('sha256')
    .update(config.BOT_TOKEN ?? '')
    .digest('hex')
    .slice(0, 12);
  const failed = () => log.warn('redis does not answer; this process sends a quarter of the rate');
  const shared = placesOnRedis(redis, bot, { perSecond, perChatPerSecond });
  return createGate(withInsurance(shared, placesInMemory(share, now), failed));
}
