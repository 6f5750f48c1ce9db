import type { Prisma } from '../../prisma/generated/client.ts';
import type { AnnouncementNotice } from '../announcements/types.ts';
import type { ApplicationState, PriorityClass, RejectionReason } from '../applications/types.ts';
import type { AuditNotice } from '../audit/types.ts';
import type { BankNotice } from '../bank/types.ts';
import type { CartableNotice } from '../cartables/types.ts';
import type { DelegationNotice } from '../delegations/types.ts';
import type { RuleId } from '../eligibility/types.ts';
import type { OpeningNotice } from '../openings/types.ts';
import type { PayNotice } from '../pay/types.ts';
import type { PlacementNotice } from '../placements/types.ts';
import type { ReminderNotice } from '../reminders/types.ts';
import type { StaffNotice } from '../staff/types.ts';
import type { SupportNotice } from '../support/types.ts';
import type { UniversityNotice } from '../universities/types.ts';

/** The way that a message goes. */
export type Channel = 'telegram' | 'sms' | 'call' | 'email';

/** One row for the outbox; see the table of that name. */
export interface NewOutboxMessage {
  readonly kind: 'reply' | 'code' | 'notice';
  readonly channel: Channel;
  /** For telegram. */
  readonly chatId?: bigint;
  /** For the others: E.164 or an e-mail address. */
  readonly address?: string;
  /** To whom; left out for who has no account. */
  readonly accountId?: number;
  /** Accounts of other people whom the text names. */
  readonly namedIds?: readonly number[];
  readonly payload: Prisma.InputJsonObject;
  /** Not worth sending after this instant. */
  readonly expiresAt?: Date;
  /** A reply is leased to the process that writes it, which sends it right after the commit. */
  readonly state?: 'sending';
  readonly leasedBy?: string;
  readonly leaseUntil?: Date;
}

/** A message that a worker holds for the length of its lease. */
export interface ClaimedMessage {
  readonly id: bigint;
  readonly kind: 'reply' | 'code' | 'notice';
  readonly channel: Channel;
  readonly chatId: bigint | null;
  readonly address: string | null;
  readonly payload: Prisma.JsonValue;
  /** This one included. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly leasedBy: string | null;
  /** The version of its chat's row when it was claimed; null where the chat is not known. */
  readonly chatSeen: string | null;
}

/** `error` is a word of ours or the service's, never a person's data. */
export type SendOutcome =
  | { readonly state: 'sent'; readonly providerId?: string }
  | {
      readonly state: 'pending';
      readonly dueAt: Date;
      readonly error: string;
      /** Nobody can have got what was sent now, so this attempt does not count. */
      readonly untouched?: true;
      /** It was not even tried: others had the places of the rate. Waiting for one gives nothing up. */
      readonly inLine?: true;
      /** What is left to be said, where a part of it has arrived. */
      readonly rest?: Prisma.InputJsonObject;
    }
  | { readonly state: 'failed' | 'unreachable' | 'expired'; readonly error: string };

/** Of an application: its tracking code, without the dash. */
type About = { readonly trackingCode: string };

/**
 * The word for a notice that this version does not know: a newer one wrote it, which runs beside this
 * one or was taken back. It waits for that one, and its chat does not wait for it.
 */
export const unknownNotice = 'unknown notice';

/**
 * What people are told. Plain JSON: ids, codes, numbers, ISO instants. The words are found when it
 * is sent, in the language of the receiver.
 */
export type Notice =
  | AnnouncementNotice
  | OpeningNotice
  | PlacementNotice
  | BankNotice
  | PayNotice
  | UniversityNotice
  | SupportNotice
  | StaffNotice
  | CartableNotice
  | DelegationNotice
  | ReminderNotice
  | AuditNotice
  | { readonly name: 'codeFellBackToSms' }
  | { readonly name: 'codeDelayed' }
  | { readonly name: 'codeNotSent' }
  | { readonly name: 'codeNotPossible' }
  | { readonly name: 'codeUncertain' }
  | { readonly name: 'codeTooLate' }
  | { readonly name: 'registered' }
  | { readonly name: 'activated' }
  | { readonly name: 'profileAccepted' }
  | { readonly name: 'profileRefused'; readonly reason: string }
  | { readonly name: 'signedInElsewhere' }
  | { readonly name: 'passwordChanged' }
  | { readonly name: 'mobileChanged' }
  | { readonly name: 'mobileShared' }
  | { readonly name: 'emailChanged' }
  /** `until`: ISO instant, the end of the last day. */
  | { readonly name: 'profileDue'; readonly daysLeft: number; readonly until: string }
  /** `waits`: for a university that has not started. */
  | { readonly name: 'accountVoided'; readonly waits?: boolean }
  | { readonly name: 'accountErased' }
  | { readonly name: 'ruleAllowed'; readonly ruleId: RuleId }
  | ({ readonly name: 'applicationFiled'; readonly state: ApplicationState } & About)
  | ({ readonly name: 'applicationApproved' } & About)
  | ({
      readonly name: 'applicationRejected';
      readonly reasonCode: RejectionReason;
      readonly reasonText: string;
      /** ISO instant. */
      readonly appealUntil: string;
    } & About)
  | ({ readonly name: 'applicationSentBack'; readonly note: string } & About)
  /** An officer reminds the student of what came back. */
  | ({ readonly name: 'mendReminder'; readonly note: string } & About)
  | ({ readonly name: 'internationalAllowed' } & About)
  | ({
      readonly name: 'claimRefused';
      readonly class: PriorityClass;
      readonly reason: string;
    } & About)
  | ({
      readonly name: 'appealDecided';
      readonly granted: boolean;
      readonly answer: string;
    } & About);

export type NoticeName = Notice['name'];
