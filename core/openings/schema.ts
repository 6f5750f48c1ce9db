import { z } from 'zod';
import { openingFields, type ReadOpenings, totalColumns, workTypes } from './types.ts';

const seatNumber = z.int32().nonnegative();

/** A stored change of an opening that waits for approval: the whole approved part as it is to be. */
export const storedChange = z.object({
  field: z.string(),
  workType: z.enum(workTypes),
  seats: z.object({ female: seatNumber, male: seatNumber }),
});

const text = z.string();
const line = z.number().int();

/** Rows of a sheet of openings that wait for an acknowledgement. */
export const readSheetSchema: z.ZodType<ReadOpenings> = z.object({
  rows: z.array(
    z.object({
      line,
      unit: z.object({ code: text, nameFa: text, nameEn: text }),
      field: text,
      titleFa: text,
      titleEn: text,
      workType: z.enum(workTypes).nullable(),
      seats: z.object({ female: seatNumber, male: seatNumber }),
    }),
  ),
  bad: z.array(
    z.object({
      line,
      problems: z.array(
        z.object({ problem: z.enum(['missing', 'wrong']), field: z.enum(openingFields) }),
      ),
    }),
  ),
  stated: z.partialRecord(z.enum(totalColumns), seatNumber),
  odd: z.array(z.object({ line, computed: seatNumber, stated: seatNumber })),
});

/** Totals as an officer wrote them. */
export const totalsSchema = z.object({ women: seatNumber, men: seatNumber, all: seatNumber });
