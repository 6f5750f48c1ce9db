import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { inTime, TooLate } from '../redis.ts';
import type { Incoming } from './incoming.ts';

export interface FloodGate {
  /** False: this chat has sent too much just now. */
  admits(incoming: Incoming): Promise<boolean>;
}

/** Seconds. */
const duration = 10;

/**
 * Admits `points` updates of a chat in ten seconds: over all replicas with Redis, in this process
 * without. When Redis does not answer each replica counts for itself, since a limit must not stop the
 * service.
 */
export function createFloodGate(redis: Redis | undefined, points: number): FloodGate {
  const own = new RateLimiterMemory({ points, duration, keyPrefix: 'flood' });
  const shared = redis
    ? new RateLimiterRedis({
        storeClient: redis,
        points,
        duration,
        keyPrefix: 'flood',
        insuranceLimiter: own,
      })
    : own;
  return {
    async admits({ chatId }) {
      const key = String(chatId);
      const asked = inTime(shared.consume(key)).catch((error: unknown) =>
        error instanceof TooLate ? own.consume(key) : Promise.reject(error),
      );
      try {
        await asked;
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    },
  };
}
