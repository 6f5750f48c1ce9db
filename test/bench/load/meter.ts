import { readFile } from 'node:fs/promises';
import type { Onlooker } from '../../../bot/playground/journey/player.ts';

/** Milliseconds from what people did until the bot's answer was on their screens. */
export class Meter {
  readonly times: number[] = [];
  errors = 0;

  /** Measures one person, whose answer to an act is there when the next begins or `answered` is called. */
  watch(): Onlooker & { answered(): void } {
    let since: number | undefined;
    const answered = () => {
      if (since !== undefined) this.times.push(performance.now() - since);
      since = undefined;
    };
    return {
      answered,
      before: async () => answered(),
      acted: () => {
        since = performance.now();
      },
    };
  }

  /** The time within which that share of all answers came. */
  within(share: number): number {
    const sorted = this.times.toSorted((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}

/** Resident memory of a process, in MB. */
export async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Of the kernel, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** What a process has used of the processor so far, all its threads together, in milliseconds. */
export async function processorOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may have blanks: the state is the first, so these are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}
