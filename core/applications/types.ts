import type { ShebaRefusal } from '../bank/types.ts';
import type { DeclarableField, Declarations, Evaluation } from '../eligibility/types.ts';
import type { PlacementState } from '../placements/types.ts';
import type { Average, StudentRecord } from '../registry/types.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';
import type { StaffRole } from '../staff/types.ts';
import type { ListedTerm, OutsideWindow, Term, WindowInstants } from '../terms/types.ts';

declare const trackingCodeBrand: unique symbol;

/** Seven random characters and a check character, without the dash: `AQFYXMHJ`. */
export type TrackingCode = string & { readonly [trackingCodeBrand]: true };

/** A student as officers tell people apart. */
export interface NamedStudent {
  /** Null once the account's data was erased. */
  readonly name: string | null;
  /** Without the dash. */
  readonly trackingCode: string;
}

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

/** A student with a confirmed profile. */
export type Applicant = {
  readonly accountId: number;
  readonly universityId: number;
  /** The registry's record, with what was confirmed of the profile. */
  readonly record: StudentRecord;
};

/** `notActive`: the account or its profile is not confirmed; `rulesNotAccepted`: those of Hamyar. */
export type ApplicantRefusal = Refusal<'noAccount' | 'notActive' | 'rulesNotAccepted'>;

/** `incomplete` lists everything at once; `ineligible` comes with every rule's verdict. */
export type FormRefusal =
  | Refusal<'incomplete', { readonly problems: readonly FormProblem[] }>
  | Refusal<'ineligible', { readonly evaluation: Evaluation }>;

export type FileRefusal =
  | ApplicantRefusal
  | OutsideWindow
  | FormRefusal
  | Refusal<'alreadyFiled', { readonly trackingCode: TrackingCode }>;

export type Filed = {
  readonly applicationId: number;
  readonly trackingCode: TrackingCode;
  readonly state: ApplicationState;
};

/**
 * What may stand against an officer's decision: `alreadyDecided` says how it stands instead;
 * `changedSince`, that the student has sent a newer revision than was read; `accountClosed`, that the
 * student is gone, and nothing is decided any more.
 */
export type DecisionRefusal =
  | Refusal<'notFound' | 'accountClosed'>
  | CanRefusal
  | Refusal<'alreadyDecided', { readonly state: ApplicationState }>
  | Refusal<'changedSince', { readonly revision: number }>;

/** `claimsPending`: classes of which nobody has said yet whether their proof is good. */
export type ApproveRefusal =
  | DecisionRefusal
  | Refusal<'claimsPending', { readonly classes: readonly PriorityClass[] }>;

export type ReasonedRefusal = DecisionRefusal | Refusal<'noReason'>;

/** `alreadyVerified`: somebody else gave `verdict` since this one was shown. */
export type VerifyRefusal =
  | ReasonedRefusal
  | Refusal<'alreadyVerified', { readonly verdict: AttachmentVerdict }>;

/** `place` 1 is the first; `of` counts those in the running. */
export type Place = { readonly place: number; readonly of: number };

/**
 * `claimed`: one of those who hold the cartable has taken it; `held`: somebody holds it at all. Where
 * nobody does, the administrators were told when it began to wait.
 */
export type WaitsFor = {
  readonly role: StaffRole | 'student';
  readonly dueAt: Date | null;
  readonly claimed: boolean;
  readonly held: boolean;
};

type Names = { readonly nameFa: string; readonly nameEn: string };

/** How an application stands. It holds nothing that says whose it is. */
export type ApplicationStatus = {
  readonly applicationId: number;
  readonly trackingCode: TrackingCode;
  readonly university: Names & { readonly id: number };
  readonly term: ListedTerm;
  readonly state: ApplicationState;
  readonly revision: number;
  /** When it came to this state. */
  readonly since: Date;
  readonly filedAt: Date;
  /** Null where nobody has to act. */
  readonly waitsFor: WaitsFor | null;
  readonly history: readonly {
    readonly event: ApplicationEvent;
    /** Null: the student. */
    readonly actorRole: StaffRole | null;
    readonly detail: Readonly<Record<string, unknown>>;
    readonly at: Date;
  }[];
  /** Of a rejection, or the note with which it was sent back (without a code). */
  readonly reason: { readonly code: RejectionReason | null; readonly text: string } | null;
  readonly points: number;
  /** Among all of the university, term and gender; null out of the running. */
  readonly place: Place | null;
  /** In order of wish, each with the place among those who wish for it and may still be asked for. */
  readonly choices: readonly {
    readonly openingId: number;
    readonly titleFa: string;
    readonly titleEn: string;
    readonly unit: Names;
    readonly place: Place | null;
    /** Whether it is still approved, with seats for the own gender; a closed one asks for nobody. */
    readonly open: boolean;
    /** Seats of the own gender that nobody has. */
    readonly free: number;
  }[];
  readonly claims: readonly {
    readonly class: PriorityClass;
    readonly state: AttachmentVerdict;
    readonly reason: string | null;
  }[];
  readonly appealed: boolean;
  readonly appealAnswer: string | null;
  /** Set while an appeal may be filed. */
  readonly appealUntil: Date | null;
  /** Undecided, and either sent back or while requests are open. */
  readonly canEdit: boolean;
  readonly canWithdraw: boolean;
  /** Of an approved one: when units ask for the student. Null: none can, any more or as it stands. */
  readonly asked: (WindowInstants & { readonly state: 'before' | 'open' }) | null;
};

/** One line of the list of a student's own requests. */
export type OwnApplication = {
  readonly trackingCode: TrackingCode;
  readonly university: Names;
  readonly term: Term;
  readonly state: ApplicationState;
};

/** What an officer decides by. `key` finds a file in the store. */
export type ReviewView = {
  readonly status: ApplicationStatus;
  readonly accountId: number;
  /** Null once the account is erased. */
  readonly student: { readonly name: string; readonly number: string } | null;
  readonly record: Omit<StudentRecord, 'firstName' | 'lastName' | 'studentNumber'>;
  readonly declarations: Declarations;
  readonly evaluation: Evaluation;
  readonly worksOutside: boolean;
  readonly note: string | null;
  /** What the student wrote against a rejection. */
  readonly appealText: string | null;
  readonly claims: readonly {
    readonly claimId: number;
    readonly class: PriorityClass;
    readonly state: AttachmentVerdict;
    readonly reason: string | null;
    readonly decidedById: number | null;
    readonly files: readonly {
      readonly id: number;
      readonly key: string;
      readonly mime: string;
      readonly deletedAt: Date | null;
    }[];
  }[];
  readonly others: {
    readonly applications: readonly {
      readonly trackingCode: string;
      readonly state: ApplicationState;
      readonly termId: number;
      readonly university: Names;
    }[];
    readonly placements: readonly {
      readonly state: PlacementState;
      readonly unit: Names & { readonly university: Names };
    }[];
  };
};

/** What may stand against a student's own step; another's application is not found. */
export type OwnRefusal =
  | Refusal<'notFound'>
  | Refusal<'alreadyDecided', { readonly state: ApplicationState }>;

export type ReviseRefusal = ApplicantRefusal | OwnRefusal | OutsideWindow | FormRefusal;

export type AppealCommandRefusal = Refusal<'notFound' | 'noReason'> | AppealRefusal;

/** `notOverridable`: a rule that no deputy can set aside; `alreadyAllowed`: it was before. */
export type OverrideRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'notOverridable' | 'noReason' | 'alreadyAllowed'>;
