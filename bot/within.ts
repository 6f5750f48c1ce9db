import { setTimeout as sleep } from 'node:timers/promises';

/** Settles as the task does, or with `otherwise` once so many milliseconds have passed. */
export async function within<Value>(
  milliseconds: number,
  task: Promise<Value>,
  otherwise: Value,
): Promise<Value> {
  const over = new AbortController();
  try {
    return await Promise.race([task, sleep(milliseconds, otherwise, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
