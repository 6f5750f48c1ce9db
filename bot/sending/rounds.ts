import type { Bell } from './bell.ts';

/** Works in the background. */
export interface Worker {
  /** Takes no more, and finishes what is on its way. */
  stop(): Promise<void>;
}

export interface Rounds {
  /** Calls for a round before its time. */
  readonly bell: Bell;
  readonly everyMs: number;
  round(): Promise<unknown>;
  /** A round that failed is followed by the next. */
  failed(error: Error): void;
}

/** Does the same again and again, one round at a time. */
export function startRounds({ bell, everyMs, round, failed }: Rounds): Worker {
  let stopping = false;

  async function run(): Promise<void> {
    while (!stopping) {
      await round().catch(failed);
      if (!stopping) await bell.wait(everyMs);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping = true;
      bell.ring();
      await running;
    },
  };
}
