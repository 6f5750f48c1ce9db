import { z } from 'zod';
import { average, highestAverage } from '../registry/rules.ts';
import { defaultSettings, mostDeclared } from './rules.ts';
import { averageBases, type Declarations } from './types.ts';

/** What a university sets about eligibility; what it leaves out is the default. */
export const eligibilitySettings = z.object({
  averageBasis: z.enum(averageBases).default(defaultSettings.averageBasis),
});

const count = z.int().nonnegative().max(mostDeclared).nullish();
const grade = z
  .int()
  .nonnegative()
  .max(highestAverage)
  .transform((hundredths) => average(hundredths))
  .nullish();
const answer = z.boolean().nullish();

/** Declarations as they are stored: what is not declared is left out. */
export const storedDeclarations: z.ZodType<Declarations> = z.object({
  termsPassed: count,
  lastTermAverage: grade,
  cumulativeAverage: grade,
  probationTerms: count,
  disciplinaryConvictions: count,
  bornInIran: answer,
  parentIranian: answer,
});
