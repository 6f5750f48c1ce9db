import { z } from 'zod';
import { calendarOf } from '../../core/calendar.ts';

/** An id, a page or a count: no more than a column of the database holds. */
export const whole = z.int32().min(0);

/** A day of the years that are read as dates; the calendars know no others. */
export const day = z.iso
  .date()
  .refine((text) => calendarOf(Number(text.slice(0, 4))) === 'gregorian');

/** A text that is read again as it is kept, since something is made of it. */
export const readable = (parse: (text: string) => { readonly ok: boolean }) =>
  z.string().refine((kept) => parse(kept).ok);
