import type { IsoDate } from '../calendar.ts';
import type { IdentityNumber } from '../identity/types.ts';
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

/** As it is told to the person; `registered` is null where the record's word is kept back. */
export type ToldDifference = Omit<ProfileDifference, 'registered'> & {
  readonly registered: string | number | null;
};

/** A sheet as its file gives it: text in cells, the first row being the headings. */
export type Sheet = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The columns that a sheet of records has to have. */
export const neededFields = [
  'identityNumber',
  'firstName',
  'lastName',
  'gender',
  'birthDate',
  'university',
  'studentNumber',
  'level',
  'field',
  'startDate',
  'studentType',
] as const;
/** What is known of one course of studies, and of no other. */
export const studyFields = [
  'lastTermAverage',
  'cumulativeAverage',
  'termsPassed',
  'probationTerms',
] as const;
/** What is known of the person, whatever they study. */
export const personFields = [
  'disciplinaryConvictions',
  'bornInIran',
  'parentIranian',
  'married',
  'children',
] as const;
/**
 * Columns that a sheet may have besides: what is missing there the student declares. A column that is
 * not there says nothing, an empty cell says that nothing is known.
 */
export const fieldsBesides = [...studyFields, ...personFields] as const;
export type FieldBesides = (typeof fieldsBesides)[number];
/** All of them, in the order in which they are asked for. */
export const sheetFields = [...neededFields, ...fieldsBesides] as const;
export type SheetField = (typeof sheetFields)[number];

/**
 * What is wrong with a row.
 * - `missing`, `wrong`: a cell; `unknownUniversity`: no university has this code or name.
 * - `notAllowed`: not a university whose records this officer may import.
 * - `twice`: the same person, or the same student number, stands in an earlier row.
 * - `studentNumberTaken`: another person has the number in the registry, and no good row of the sheet
 *   gives them another; `holder` is that person's identity number, masked.
 * - `newerElsewhere`: the person has a record of later studies, at a university whose records this
 *   officer may not import.
 */
export type RowProblem =
  | { readonly problem: 'missing' | 'wrong'; readonly field: SheetField }
  | {
      readonly problem: 'unknownUniversity' | 'notAllowed' | 'twice' | 'newerElsewhere';
    }
  | { readonly problem: 'studentNumberTaken'; readonly holder: string };

/** `line` counts as spreadsheets do: the headings are line 1. */
export type BadRow = { readonly line: number; readonly problems: readonly RowProblem[] };

export type ImportReport = {
  readonly written: number;
  readonly bad: readonly BadRow[];
  /** Lines whose identity number lacked its zeros in front, which were put back. */
  readonly padded: readonly number[];
};
