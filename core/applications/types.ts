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
 * - `rejected`: refused; one appeal is open for a time.
 * - `appealed`: waits for the student-affairs deputy.
 * - `rejectionUpheld`: refused for good.
 * - `withdrawn`: taken back by the student before a decision.
 */
export const applicationStates = [
  'filed',
  'awaitingInternational',
  'sentBack',
  'approved',
  'rejected',
  'appealed',
  'rejectionUpheld',
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

export type AppealRefusal = Refusal<'notRejected'> | Refusal<'tooLate', { readonly until: Date }>;
