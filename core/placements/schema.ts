import { z } from 'zod';
import { hoursLimits } from './rules.ts';

/** What a university sets about placements; what it leaves out is the default. */
export const placementSettings = z.object({
  /** Minutes that may be entered for one Jalali month; null, as by default, sets no cap. */
  monthlyCapMinutes: z
    .int()
    .positive()
    .multipleOf(hoursLimits.unit)
    .max(hoursLimits.most)
    .nullable()
    .default(null),
});
