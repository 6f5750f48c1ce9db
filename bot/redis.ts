import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * Redis, for limits. Where it does not answer, whoever asks hears so within a second and goes on
 * without: an order is neither kept until it is back, nor waited for when it says nothing.
 */
export function openRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
  });
  redis.on('error', (error) => log.warn({ error: error.name }, 'redis is out of reach'));
  return redis;
}
