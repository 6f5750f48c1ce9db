import { z } from 'zod';

const inBoth = z.object({
  fa: z.string().nullable().default(null),
  en: z.string().nullable().default(null),
});

/** How students reach a university's office besides the bot, as it is stored; all of it may be missing. */
export const contactSchema = z.object({
  phones: z.array(z.string()).default([]),
  email: z.string().nullable().default(null),
  address: inBoth.prefault({}),
  hours: inBoth.prefault({}),
});

export type Contact = z.infer<typeof contactSchema>;
