import { setTimeout as pause } from 'node:timers/promises';
import type { Delivered } from '../../core/announcements/commands/deliver-announcement.ts';

/** Collects what became of messages, and writes it down together. */
export interface Ledger {
  add(announcementId: number, delivered: Delivered): void;
  /** Until everything is written down. */
  settled(): Promise<void>;
}

const outageMs = 1_000;
/** At the highest rate what comes in it are ten messages. */
const restMs = 10;

/**
 * One writing at a time, and a short rest after it: what comes meanwhile goes with the next. So at a
 * low rate each message is written down at once, and a crash leaves few of which nobody knows; at a
 * high one many share a statement.
 */
export function createLedger(
  write: (announcementId: number, delivered: readonly Delivered[]) => Promise<void>,
  failed: (error: Error) => void,
): Ledger {
  const open = new Map<number, Delivered[]>();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let [next] = open; next; [next] = open) {
      const [announcementId, delivered] = next;
      open.delete(announcementId);
      try {
        await write(announcementId, delivered);
        await pause(restMs);
      } catch (error) {
        failed(error as Error);
        open.set(announcementId, [...delivered, ...(open.get(announcementId) ?? [])]);
        await pause(outageMs);
      }
    }
    running = undefined;
  }

  return {
    add(announcementId, delivered) {
      const others = open.get(announcementId);
      if (others) others.push(delivered);
      else open.set(announcementId, [delivered]);
      running ??= run();
    },
    async settled() {
      await running;
    },
  };
}
