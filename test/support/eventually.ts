import { vi } from 'vitest';

/** Waits until a check of what others bring about no longer fails: the machine may be busy. */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 20_000, interval: 20 });
