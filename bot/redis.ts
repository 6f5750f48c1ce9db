import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * Redis, for limits. Where it cannot be reached, whoever asks hears so at once and goes on without: no
 * order is kept until it is back, or given again. Against one that says nothing there is `inTime`.
 */
export function openRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 2_000,
    // One that is no master any more takes no order; whoever is comes to hand by connecting anew.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  });
  redis.on('error', (error) => log.warn({ error: error.name }, 'redis is out of reach'));
  return redis;
}

/** Longer than any answer takes that is still of use. */
const patienceMs = 1_000;

/** Redis says nothing for now; what it was told it may still do. */
export class TooLate extends Error {
  override name = 'TooLate';
}

/** An answer that comes within a second. `late` hears one that comes after that. */
export async function inTime<Value>(
  answer: Promise<Value>,
  late: (value: Value) => void = () => undefined,
): Promise<Value> {
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: NodeJS.Immediate | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const giveUp = () => {
      isLate = true;
      reject(new TooLate('redis does not answer in time'));
    };
    // Where it was this process that stood still, the answer is there and is read first.
    timer = setTimeout(() => {
      turn = setImmediate(giveUp);
    }, patienceMs);
  });
  answer.then(
    (value) => isLate && late(value),
    () => undefined,
  );
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
    clearImmediate(turn);
  }
}
