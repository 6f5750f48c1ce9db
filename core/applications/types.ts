import type { Average } from '../registry/types.ts';
import type { Refusal } from '../result.ts';

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
