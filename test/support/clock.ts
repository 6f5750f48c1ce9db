/** The time of a test: it stands still until it is moved. */
export interface Clock {
  now(): Date;
  set(instant: Date | string): void;
  advance(ms: number): void;
  /** Back to where each test starts. */
  reset(): void;
}

export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

/** A Saturday morning in Tehran, early in the first term of 1402-1403. */
export const testStart = '2023-10-07T06:00:00.000Z';

export function settableClock(): Clock {
  let current = new Date(testStart).getTime();
  return {
    now: () => new Date(current),
    set: (instant) => {
      current = new Date(instant).getTime();
    },
    advance: (ms) => {
      current += ms;
    },
    reset: () => {
      current = new Date(testStart).getTime();
    },
  };
}
