import { z } from 'zod';
import { pointSettings } from '../applications/schema.ts';
import { eligibilitySettings } from '../eligibility/schema.ts';
import { fileSettings } from '../files/schema.ts';
import { placementSettings } from '../placements/schema.ts';

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

/** How a university runs the scheme, with the defaults for what it leaves out. */
export const settingsSchema = z.object({
  ...eligibilitySettings.shape,
  ...pointSettings.shape,
  ...placementSettings.shape,
  ...fileSettings.shape,
});

export type UniversitySettings = z.infer<typeof settingsSchema>;

/** What is to be set; of the points only the classes that are named. */
export type SettingsChange = Partial<
  Pick<UniversitySettings, 'averageBasis' | 'fileDays'> & {
    readonly points: Partial<UniversitySettings['points']>;
  }
>;
