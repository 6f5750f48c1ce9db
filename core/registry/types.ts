import type { IdentityNumber } from '../accounts/types.ts';
import type { IsoDate } from '../calendar.ts';
import type { Refusal } from '../result.ts';

export const levels = [
  'associate',
  'bachelorContinuous',
  'bachelorDiscontinuous',
  'masterIntegrated',
  'master',
  'professionalDoctorate',
  'phd',
] as const;
export type Level = (typeof levels)[number];

export const genders = ['female', 'male'] as const;
export type Gender = (typeof genders)[number];

export const studentTypes = ['domestic', 'international'] as const;
export type StudentType = (typeof studentTypes)[number];

declare const averageBrand: unique symbol;

/** A grade average in whole hundredths, 0 to 2000: 14.25 is 1425. Never a fraction. */
export type Average = number & { readonly [averageBrand]: true };

export type AverageRefusal = Refusal<'empty' | 'notNumber' | 'tooPrecise' | 'outOfRange'>;

/** What the registry says about a student; null where it says nothing. */
export type StudentRecord = {
  readonly identityNumber: IdentityNumber;
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: Gender;
  readonly birthDate: IsoDate;
  readonly universityId: number;
  readonly studentNumber: string;
  readonly level: Level;
  readonly field: string;
  readonly startDate: IsoDate;
  readonly studentType: StudentType;
  readonly lastTermAverage: Average | null;
  readonly cumulativeAverage: Average | null;
  readonly termsPassed: number | null;
  readonly probationTerms: number | null;
  /** In this and all earlier levels. */
  readonly disciplinaryConvictions: number | null;
  readonly bornInIran: boolean | null;
  readonly parentIranian: boolean | null;
  readonly married: boolean | null;
  readonly children: number | null;
};

/** The fields that a person types and that the registry can confirm. */
export const profileFields = [
  'firstName',
  'lastName',
  'birthDate',
  'gender',
  'universityId',
  'studentNumber',
  'level',
  'field',
  'startDate',
  'studentType',
] as const satisfies readonly (keyof StudentRecord)[];
export type ProfileField = (typeof profileFields)[number];

/** What the person typed. */
export type Profile = Pick<StudentRecord, ProfileField>;

export type ProfileDifference = {
  readonly field: ProfileField;
  readonly typed: string | number;
  readonly registered: string | number;
};
