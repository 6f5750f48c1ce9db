import { z } from 'zod';
import { defaultSettings } from './rules.ts';
import { averageBases } from './types.ts';

/** What a university sets about eligibility; what it leaves out is the default. */
export const eligibilitySettings = z.object({
  averageBasis: z.enum(averageBases).default(defaultSettings.averageBasis),
});
