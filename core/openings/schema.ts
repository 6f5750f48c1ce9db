import { z } from 'zod';
import { workTypes } from './types.ts';

const seatNumber = z.number().int().nonnegative();

/** A stored change of an opening that waits for approval: the whole approved part as it is to be. */
export const storedChange = z.object({
  field: z.string(),
  workType: z.enum(workTypes),
  seats: z.object({ female: seatNumber, male: seatNumber }),
});
