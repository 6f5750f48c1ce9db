/** The rate at which messages that answer nobody's update go out. */
export interface Pace {
  /** Waits until the next message may go. */
  turn(): Promise<void>;
}

/** Even spacing in one process: `perSecond` messages a second, never two at once. */
export function evenPace(perSecond: number, now: () => number = Date.now): Pace {
  let free = 0;
  return {
    async turn() {
      const start = Math.max(now(), free);
      free = start + 1000 / perSecond;
      const wait = start - now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
  };
}
