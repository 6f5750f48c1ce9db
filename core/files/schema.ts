import { z } from 'zod';

/** Days for which a proof is kept after the decision that it was for. */
export const keptDays = { fewest: 30, usual: 90, most: 730 } as const;

/** What a university sets about files; what it leaves out is the default. */
export const fileSettings = z.object({
  fileDays: z.int().min(keptDays.fewest).max(keptDays.most).default(keptDays.usual),
});
