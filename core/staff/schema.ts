import { z } from 'zod';
import { dueDays } from './rules.ts';

/** What a university sets about due times; what it leaves out is the default. */
export const dueSettings = z.object({
  dueWorkingDays: z.int().min(dueDays.fewest).max(dueDays.most).default(dueDays.usual),
});
