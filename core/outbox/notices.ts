import type { ApplicationState, PriorityClass, RejectionReason } from '../applications/types.ts';
import type { BankNotice } from '../bank/types.ts';
import type { RuleId } from '../eligibility/types.ts';
import type { OpeningNotice } from '../openings/types.ts';
import type { PayNotice } from '../pay/types.ts';
import type { PlacementNotice } from '../placements/types.ts';
import type { UniversityNotice } from '../universities/types.ts';

/** Of an application: its tracking code, without the dash. */
type About = { readonly trackingCode: string };

/**
 * What people are told. Plain JSON: ids, codes, numbers, ISO instants. The words are found when it
 * is sent, in the language of the receiver.
 */
export type Notice =
  | OpeningNotice
  | PlacementNotice
  | BankNotice
  | PayNotice
  | UniversityNotice
  | { readonly name: 'codeFellBackToSms' }
  | { readonly name: 'codeNotSent' }
  | { readonly name: 'registered' }
  | { readonly name: 'activated' }
  | { readonly name: 'profileRefused'; readonly reason: string }
  | { readonly name: 'signedInElsewhere' }
  | { readonly name: 'passwordChanged' }
  | { readonly name: 'mobileChanged' }
  | { readonly name: 'emailChanged' }
  | { readonly name: 'profileDue'; readonly daysLeft: number }
  | { readonly name: 'accountVoided' }
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
