import type { PriorityClass } from '../../../core/applications/types.ts';
import type { Declarations } from '../../../core/eligibility/types.ts';
import { stepOf } from '../../forms/form.ts';

export const formName = 'application';

/** The account in force at the time of sending is meant, whichever it is by then. */
export const presentAccount = 'present';

/** What a request is made of, as it is answered step by step. */
export interface ApplicationAnswers {
  /** The code of the request that is being changed; left out where a new one is filed. */
  basis: string | undefined;
  /** The term of a new request, which stays the same whatever opens meanwhile; left out where one is changed. */
  termId: number | undefined;
  rules: true;
  /** What the student declares where the record is silent. */
  eligibility: Declarations;
  worksOutside: 'yes' | 'no';
  /** A number, or `presentAccount`. */
  sheba: string;
  /** Ids of openings in order of wish. */
  openings: number[];
  classes: PriorityClass[];
  /** Ids of stored files, by class. */
  files: Partial<Record<PriorityClass, number[]>>;
  note: string | null;
  captcha: true;
  review: true;
}

export const step = stepOf<ApplicationAnswers>();
