import { Cron } from 'croner';
import type { Logger } from 'pino';
import { isOutage } from '../core/db/outage.ts';
import { createClockWatch } from './clock-watch.ts';
import type { Job, JobTools } from './jobs.ts';

export interface ScheduleParts
  extends Pick<JobTools, 'database' | 'files' | 'showMenu' | 'sentKeptDays'> {
  readonly now: () => Date;
  readonly log: Logger;
}

export interface Schedule {
  /** Runs one job now; what fails in it is logged, and tried again at its next time. */
  run(job: Job): Promise<void>;
  /** Begins no other job, and waits for those that run: they end with the row, or rows, that they are at. */
  stop(): Promise<void>;
}

/** Runs jobs when it is told to. */
export function createSchedule({ log, now, ...tools }: ScheduleParts): Schedule {
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function perform(job: Job): Promise<void> {
    const report = (error: unknown, text: string) =>
      log.error({ job: job.name, error: (error as Error).name }, text);
    const each = eachUnless(stopping.signal, (error) =>
      report(error, 'a job failed at one of its rows and went on with the others'),
    );
    const whileMore = whileMoreUnless(stopping.signal);
    const { signal } = stopping;
    await job.run({ ...tools, now: now(), signal, each, whileMore }).catch((error: Error) => {
      if (signal.aborted && error.name === 'AbortError') return;
      report(error, 'a job failed; it runs again at its next time');
    });
  }

  return {
    async run(job) {
      if (stopping.signal.aborted) return;
      const run = perform(job);
      running.add(run);
      await run;
      running.delete(run);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

const eachUnless =
  (stopping: AbortSignal, failed: (error: unknown) => void): JobTools['each'] =>
  async (all, deed) => {
    for (const one of all) {
      if (stopping.aborted) return;
      await deed(one).catch((error) => {
        // What is out of reach for one is out of reach for the others too.
        if (isOutage(error)) throw error;
        failed(error);
      });
    }
  };

const whileMoreUnless =
  (stopping: AbortSignal): JobTools['whileMore'] =>
  async (step) => {
    while (!stopping.aborted && (await step()).more);
  };

/** Starts the jobs, each at its times, unless the clock is far off; returns what stops them. */
export function startSchedule({
  jobs,
  ...parts
}: ScheduleParts & { readonly jobs: readonly Job[] }): () => Promise<void> {
  const schedule = createSchedule(parts);
  const clockAgrees = createClockWatch(parts.database.read, parts.log);
  const run = async (job: Job) => {
    // A database that is out of reach is told of by the job.
    if (await clockAgrees().catch(() => true)) await schedule.run(job);
  };
  const crons = jobs.map(
    (job) => new Cron(job.at, { timezone: 'Asia/Tehran', protect: true }, () => run(job)),
  );
  return async () => {
    for (const cron of crons) cron.stop();
    await schedule.stop();
  };
}
