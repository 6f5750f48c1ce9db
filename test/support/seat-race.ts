import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from './database.ts';
import { type Answer, actOnSeats, type SeatAct } from './seat-acts.ts';

/**
 * Lets people act on seats at the same time: on PostgreSQL every second one from another process, on
 * the embedded database, which one process owns, all from this one.
 */
export async function race(
  { db, clock, url }: TestDatabase,
  acts: readonly SeatAct[],
): Promise<Answer[]> {
  if (url === undefined) return actOnSeats(db, clock.now(), acts);
  const other = await otherProcess(url, clock.now());
  const isTheirs = (_act: SeatAct, at: number) => at % 2 === 1;
  const [ours, theirs] = await Promise.all([
    actOnSeats(
      db,
      clock.now(),
      acts.filter((act, at) => !isTheirs(act, at)),
    ),
    other(acts.filter(isTheirs)),
  ]);
  return acts.map((_act, at) => {
    const answer = (at % 2 === 1 ? theirs : ours)[Math.floor(at / 2)];
    if (!answer) throw new Error(`act ${at} was not answered`);
    return answer;
  });
}

/** A process that is connected to the database and waits for what is to be done. */
async function otherProcess(
  url: string,
  now: Date,
): Promise<(acts: readonly SeatAct[]) => Promise<Answer[]>> {
  const script = fileURLToPath(new URL('./seat-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, now.toISOString()], {
    stdio: 'pipe',
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += String(chunk);
  });
  await once(child.stderr, 'data');
  return async (acts) => {
    const answers = text(child.stdout);
    child.stdin.end(JSON.stringify(acts));
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the other process failed: ${complaints}`);
    return JSON.parse(await answers) as Answer[];
  };
}
