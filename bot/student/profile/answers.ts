import { z } from 'zod';
import { type Level, profileFields } from '../../../core/registry/types.ts';
import { stepOf } from '../../forms/form.ts';
import type { PersonAnswers } from '../person-steps.ts';

export const formName = 'profile';

/** What came of comparing with the registry; `fields` are those that differ, as far as there is a record. */
export const comparedSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('activated') }),
  z.object({ outcome: z.literal('differs'), fields: z.array(z.enum(profileFields)) }),
]);
export type Compared = z.infer<typeof comparedSchema>;

/** What a student says of the own studies; the person is as registered, to be corrected. */
export interface ProfileAnswers extends PersonAnswers {
  universityId: number;
  studentNumber: string;
  level: Level;
  field: string;
  startDate: string;
  gender: 'female' | 'male';
  studentType: 'domestic' | 'international';
  review: Compared;
  /** Id of the stored photo of the student card. */
  card: number;
}

export const step = stepOf<ProfileAnswers>();
