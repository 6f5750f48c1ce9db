import { type Job, type JobTools, jobs } from '../../bot/jobs.ts';
import { createSchedule } from '../../bot/schedule.ts';
import type { TestDatabase } from './database.ts';
import { readableLog, toldIn } from './logged.ts';

/** The job of this name. */
export function theJob(name: string): Job {
  const job = jobs.find((one) => one.name === name);
  if (!job) throw new Error(`there is no job "${name}"`);
  return job;
}

/** Runs a job as the schedule does, at the test's time; throws what was logged of a fault. */
export async function runJob(
  { db, clock }: TestDatabase,
  name: string,
  tools: Pick<JobTools, 'files'> & Partial<Pick<JobTools, 'showMenu' | 'sentKeptDays'>>,
): Promise<void> {
  const { log, lines } = readableLog();
  const parts = { database: db, now: clock.now, log, ...usual, ...tools };
  await createSchedule(parts).run(theJob(name));
  if (lines.length > 0) throw new Error(toldIn(lines).join('\n'));
}

/** For jobs that are about something else. */
export const usual: Pick<JobTools, 'showMenu' | 'sentKeptDays'> = {
  showMenu: async () => undefined,
  sentKeptDays: 30,
};
