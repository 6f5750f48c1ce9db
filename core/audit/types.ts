import type { ApplicationEvent } from '../applications/types.ts';
import type { PayRunEvent } from '../pay/types.ts';
import type { PlacementEvent } from '../placements/types.ts';

/** How a row of the record gives away that it is not as it was written. */
export type ChainFault =
  /** Its contents and its hash do not agree. */
  | 'altered'
  /** It does not continue the row before it, which was changed, taken out or put in. */
  | 'unlinked'
  /** It was written and is not there, or is not what was written last. */
  | 'missing';

export type ChainCheck =
  | { readonly ok: true; readonly events: bigint }
  | { readonly ok: false; readonly seq: bigint; readonly fault: ChainFault };

/** What happens to each noun of the record. Every action has its words: `audit.actions` in locales. */
type Recorded = {
  account:
    | 'registered'
    | 'signedIn'
    | 'signedOut'
    | 'relinked'
    | 'wrongPassword'
    | 'mobileChanged'
    | 'emailChanged'
    | 'passwordChanged'
    | 'recovered'
    | 'topicChosen'
    | 'voided'
    | 'erased';
  administration: 'offered' | 'offeredBeside' | 'claimed';
  announcement:
    | 'drafted'
    | 'changed'
    | 'confirmed'
    | 'begun'
    | 'held'
    | 'paused'
    | 'resumed'
    | 'cancelled'
    | 'resentUnknown'
    | 'ended'
    | 'forgotten';
  audit: 'checkAsked';
  application: 'filed' | 'nudged' | ApplicationEvent;
  bankAccount: 'declared' | 'confirmed' | 'refused';
  cartable:
    | 'asked'
    | 'offered'
    | 'askApproved'
    | 'askRefused'
    | 'askWithdrawn'
    | 'invited'
    | 'accepted'
    | 'granted'
    | 'left'
    | 'taken';
  claim: 'verified' | 'refused';
  code: 'issued' | 'used' | 'wrongTry';
  delegation: 'offered' | 'accepted' | 'declined' | 'ended' | 'over';
  eligibility: 'overridden';
  file: 'kept' | 'dropped' | 'expired';
  holiday: 'added' | 'removed';
  message: 'resent';
  opening:
    | 'declared'
    | 'approved'
    | 'refused'
    | 'closed'
    | 'imported'
    | 'changeRequested'
    | 'changeAccepted'
    | 'changeRefused';
  payLine: 'release' | 'correct';
  payRate: 'set' | 'withdraw';
  payRun: 'draft' | 'results' | PayRunEvent;
  payer: 'set';
  placement: 'request' | 'amendmentRequested' | 'amended' | 'amendmentRefused' | PlacementEvent;
  profile: 'completed' | 'submitted' | 'accepted' | 'refused' | 'renewed';
  registry: 'imported';
  rules: 'accepted';
  term: 'created';
  ticket:
    | 'opened'
    | 'continued'
    | 'reopened'
    | 'taken'
    | 'answered'
    | 'handedOver'
    | 'rerouted'
    | 'solved'
    | 'closed';
  unit: 'created' | 'corrected' | 'described' | 'closed' | 'reopened';
  units: 'imported';
  university:
    | 'created'
    | 'corrected'
    | 'started'
    | 'demanded'
    | 'contactChanged'
    | 'dueDaysSet'
    | 'settingsChanged'
    | 'monthlyCapSet';
  window: 'extended';
  windows: 'opened';
  workItem: 'claimed' | 'released' | 'nudged';
};

/** A noun and what happened to it, as in `application.filed`. */
export type AuditAction = {
  [Noun in keyof Recorded]: `${Noun}.${Recorded[Noun]}`;
}[keyof Recorded];

/** To whoever asked for a check, and to every administrator where the nightly one finds a fault. */
export type AuditNotice =
  /** `events`: how many, as text, since they may be more than a number of JSON holds. */
  | { readonly name: 'auditRight'; readonly events: string }
  | { readonly name: 'auditWrong'; readonly seq: string; readonly fault: ChainFault };
