import { z } from 'zod';

/** What a university sets about placements; what it leaves out is the default. */
export const placementSettings = z.object({
  /** Minutes that may be entered for one Jalali month; null, as by default, sets no cap. */
  monthlyCapMinutes: z.number().int().positive().nullable().default(null),
});
