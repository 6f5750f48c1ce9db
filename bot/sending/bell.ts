import type { Database } from '../../core/db.ts';

export interface Bell {
  ring(): void;
  /** Until it rings, at most so long; at once where it rang since the last wait. */
  wait(milliseconds: number): Promise<void>;
}

/** Wakes one waiter early. */
export function createBell(): Bell {
  let wake: (() => void) | undefined;
  let rung = false;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}

/** Rings whenever this process has done something to an announcement, until the returned function is called. */
export const onAnnouncements = (database: Database, ring: () => void): (() => void) =>
  database.onCommit(({ recorded }) => {
    if (recorded.some((action) => action.startsWith('announcement.'))) ring();
  });
