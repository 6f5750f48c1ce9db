import { z } from 'zod';
import { defaultPoints, mostPoints } from './rules.ts';
import { type PriorityClass, priorityClasses } from './types.ts';

/** A university's points for the priority classes; a class that it leaves out counts the default. */
export const pointSettings = z.object({
  points: z
    .partialRecord(z.enum(priorityClasses), z.int().nonnegative().max(mostPoints))
    .default({})
    .transform((own): Record<PriorityClass, number> => ({ ...defaultPoints, ...own })),
});
