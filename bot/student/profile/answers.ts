import type { Level } from '../../../core/registry/types.ts';
import { stepOf } from '../../forms/form.ts';
import type { PersonAnswers } from '../person-steps.ts';

export const formName = 'profile';

/** What a student says of the own studies. */
export interface ProfileAnswers extends PersonAnswers {
  universityId: number;
  studentNumber: string;
  level: Level;
  field: string;
  startDate: string;
  gender: 'female' | 'male';
  studentType: 'domestic' | 'international';
  review: 'activated' | 'differs';
  /** Id of the stored photo of the student card. */
  card: number;
}

export const step = stepOf<ProfileAnswers>();
