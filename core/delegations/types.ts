import type { IsoDate } from '../calendar.ts';
import type { NamedPlace } from '../cartables/types.ts';
import type { Refusal } from '../result.ts';

/**
 * - `notHeld`: only who holds a cartable oneself hands it over; `toSelf`; `unknownPerson`: no account.
 * - `alreadyHolds`: the other holds it too; `alreadyDelegated`: it is handed over, or offered, to somebody.
 */
export type DelegateRefusal =
  | DelegationDatesRefusal
  | Refusal<'notHeld' | 'toSelf' | 'unknownPerson' | 'alreadyHolds' | 'alreadyDelegated'>;

/** `tooLong`: longer than a cartable may be handed over at once. */
export type DelegationDatesRefusal = Refusal<'endsBeforeStart' | 'inThePast' | 'tooLong'>;

/** `gone`: answered, ended, over, or never there. */
export type AnswerDelegationRefusal = Refusal<'gone' | 'notAllowed'>;

/** A handed-over cartable, in the words of people; days in Asia/Tehran, both included. */
export type DelegationNews = {
  readonly delegationId: number;
  readonly place: NamedPlace;
  /** The other of the two. */
  readonly other: string | null;
  readonly from: IsoDate;
  readonly until: IsoDate;
};

export type DelegationNotice =
  | ({ readonly name: 'delegationOffered' } & DelegationNews)
  | ({ readonly name: 'delegationAnswered'; readonly accepted: boolean } & DelegationNews)
  /** `over`: by its date; otherwise one of the two ended it. `unanswered`: it was never accepted. */
  | ({
      readonly name: 'delegationEnded';
      readonly how: 'over' | 'early' | 'unanswered';
    } & DelegationNews);
