import type { ShebaRefusal } from '../bank/types.ts';
import type { DeclarableField, Declarations, Evaluation } from '../eligibility/types.ts';
import type { Average } from '../registry/types.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';
import type { WindowRefusal } from '../terms/types.ts';

declare const trackingCodeBrand: unique symbol;

/** Seven random characters and a check character, without the dash: `K4TX9WMD`. */
export type TrackingCode = string & { readonly [trackingCodeBrand]: true };

/** `length`: characters given, 8 are right; `character`: the first that no code contains. */
export type TrackingCodeRefusal =
  | Refusal<'empty' | 'wrongCheck'>
  | Refusal<'wrongLength', { readonly length: number }>
  | Refusal<'unknownCharacter', { readonly character: string }>;

/**
 * A half-finished application is a form, not an application: there is no draft here.
 * - `filed`: has its tracking code and waits for the university's expert.
 * - `awaitingInternational`: first waits for the international deputy's leave.
 * - `sentBack`: waits for the student to mend it.
 * - `approved`: units of the wished openings may ask for the student.
 * - `rejected`: refused; one appeal is open for a time, a second is not.
 * - `appealed`: waits for the student-affairs deputy.
 * - `withdrawn`: taken back by the student before a decision.
 */
export const applicationStates = [
  'filed',
  'awaitingInternational',
  'sentBack',
  'approved',
  'rejected',
  'appealed',
  'withdrawn',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

/**
 * - `send`, `sendToInternational`: the student sends a new revision, which one depends on the rules.
 * - `allowInternational`, `refuseInternational`: the international deputy decides.
 * - `approve`, `reject`, `sendBack`: the university's expert decides.
 * - `withdraw`, `appeal`: the student.
 * - `grantAppeal`, `dismissAppeal`: the student-affairs deputy decides.
 */
export const applicationEvents = [
  'send',
  'sendToInternational',
  'allowInternational',
  'refuseInternational',
  'approve',
  'reject',
  'sendBack',
  'withdraw',
  'appeal',
  'grantAppeal',
  'dismissAppeal',
] as const;
export type ApplicationEvent = (typeof applicationEvents)[number];

/** Why an expert or deputy rejects; a text of their own goes with it. */
export const rejectionReasons = [
  'notEligible',
  'recordWrong',
  'documentsRefused',
  'noSuitableOpening',
  'internationalRefused',
  'other',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export const attachmentVerdicts = ['pending', 'verified', 'refused'] as const;
export type AttachmentVerdict = (typeof attachmentVerdicts)[number];

export type AppealRefusal =
  | Refusal<'notRejected' | 'alreadyAppealed'>
  | Refusal<'tooLate', { readonly until: Date }>;

/** `welfare`: covered by the Emdad Committee or the Welfare Organisation. */
export const priorityClasses = [
  'exemplary',
  'distinguished',
  'married',
  'marriedWithChildren',
  'welfare',
  'shahedIsargar',
] as const;
export type PriorityClass = (typeof priorityClasses)[number];

export type PriorityPoints = Readonly<Record<PriorityClass, number>>;

/** `id` only makes the order total; it decides nothing else. */
export type RankEntry = {
  readonly id: number;
  readonly points: number;
  readonly average: Average | null;
  readonly filedAt: Date;
};

/** One class that a student claims, with the stored files that prove it. */
export type ClassClaim = {
  readonly class: PriorityClass;
  readonly fileIds: readonly number[];
};

/** What a student sends. Null where nothing was answered: then all that is missing is told at once. */
export type ApplicationForm = {
  readonly worksOutside: boolean | null;
  readonly sheba: string | null;
  /** In order of wish. */
  readonly openingIds: readonly number[];
  readonly classes: readonly ClassClaim[];
  readonly note: string | null;
  readonly declarations: Declarations;
};

/**
 * One thing that is missing or contradictory.
 * - openings: `notOpen`, not an approved one of the own university and term; `noSeat`, none for the
 *   own gender.
 * - classes: `notYourFile`, a file that the student did not send, or that is deleted.
 * - declarations: `missing`, what neither the registry knows nor the student says.
 */
export type FormProblem =
  | { readonly field: 'worksOutside'; readonly problem: 'missing' }
  | { readonly field: 'sheba'; readonly problem: 'missing' }
  | { readonly field: 'sheba'; readonly problem: 'wrong'; readonly refusal: ShebaRefusal }
  | { readonly field: 'openings'; readonly problem: 'missing' }
  | { readonly field: 'openings'; readonly problem: 'tooMany'; readonly most: number }
  | {
      readonly field: 'openings';
      readonly problem: 'twice' | 'notOpen' | 'noSeat';
      readonly openingId: number;
    }
  | {
      readonly field: 'classes';
      readonly problem: 'twice' | 'noFile' | 'tooManyFiles' | 'notYourFile';
      readonly class: PriorityClass;
    }
  | { readonly field: 'note'; readonly problem: 'tooLong'; readonly most: number }
  | {
      readonly field: 'declarations';
      readonly problem: 'missing';
      readonly name: DeclarableField;
    };

/** `notActive`: the account or its profile is not confirmed; `rulesNotAccepted`: those of Hamyar. */
export type ApplicantRefusal = Refusal<'noAccount' | 'notActive' | 'rulesNotAccepted'>;

/** `incomplete` lists everything at once; `ineligible` comes with every rule's verdict. */
export type FormRefusal =
  | Refusal<'incomplete', { readonly problems: readonly FormProblem[] }>
  | Refusal<'ineligible', { readonly evaluation: Evaluation }>;

export type FileRefusal =
  | ApplicantRefusal
  | WindowRefusal
  | FormRefusal
  | Refusal<'alreadyFiled', { readonly trackingCode: TrackingCode }>;

export type Filed = {
  readonly applicationId: number;
  readonly trackingCode: TrackingCode;
  readonly state: ApplicationState;
};

/** What may stand against an officer's decision; `alreadyDecided` says how it stands instead. */
export type DecisionRefusal =
  | Refusal<'notFound'>
  | CanRefusal
  | Refusal<'alreadyDecided', { readonly state: ApplicationState }>;

/** `claimsPending`: classes of which nobody has said yet whether their proof is good. */
export type ApproveRefusal =
  | DecisionRefusal
  | Refusal<'claimsPending', { readonly classes: readonly PriorityClass[] }>;

export type ReasonedRefusal = DecisionRefusal | Refusal<'noReason'>;

/** `alreadyVerified`: somebody else gave `verdict` since this one was shown. */
export type VerifyRefusal =
  | ReasonedRefusal
  | Refusal<'alreadyVerified', { readonly verdict: AttachmentVerdict }>;
