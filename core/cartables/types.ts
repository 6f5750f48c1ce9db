import type { Mobile } from '../accounts/types.ts';
import type { Identity } from '../identity/types.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';
import type { Process, StaffRole } from '../staff/types.ts';
import type { WindowKind } from '../terms/types.ts';

/** What a cartable is for, and where: one is open of each sort. */
export type CartablePlace = {
  readonly role: StaffRole;
  readonly process: Process;
  /** Null: all universities. */
  readonly universityId: number | null;
  /** Null: all units. */
  readonly unitId: number | null;
};

/** A person who is to hold a cartable. */
export type Officer = {
  readonly identity: Identity;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobile: Mobile;
};

/**
 * - `mobileNotProven`: no code sent to that mobile was right in this chat just now.
 * - `otherPerson`: somebody else is signed in in this chat.
 * - `otherMobile`: the identity number has an account with another mobile, so who opens it may not be
 *   its person; in the Telegram where that account is signed in there is no doubt.
 */
export type OfficerRefusal = Refusal<'mobileNotProven' | 'otherPerson' | 'otherMobile'>;

/** `blocked`: too many wrong secrets came from this chat. */
export type Blocked = Refusal<'blocked', { readonly secondsLeft: number }>;

/** `administered`: there is an administrator, and the code is none that the operator asked for beside. */
export type AdministrationRefusal = Blocked | Refusal<'wrongCode' | 'administered'>;

/** A place in the words of people: a university and a unit where the role has them. */
export type NamedPlace = {
  readonly role: StaffRole;
  readonly process: Process;
  readonly university: { readonly fa: string; readonly en: string } | null;
  readonly unit: { readonly fa: string; readonly en: string } | null;
};

/** `wrongPlace`: the role is of a unit, a university or the country, and this is another. */
export type PlaceRefusal = Refusal<'wrongPlace' | 'unknownUnit'>;

/** `alreadyAsked`: a request for this person and cartable is open; `alreadyHolds`: they hold it. */
export type RequestRefusal = CanRefusal | PlaceRefusal | Refusal<'alreadyAsked' | 'alreadyHolds'>;

/** `alreadyDecided`: somebody was faster, or the request was withdrawn; `noReason`: a refusal says why. */
export type DecideCartableRefusal =
  | CanRefusal
  | Refusal<'unknownRequest' | 'alreadyDecided' | 'noReason'>;

/** `notApproved`: there is nothing to invite to, any more or yet. */
export type InviteRefusal = CanRefusal | Refusal<'unknownRequest' | 'notApproved'>;

/**
 * Why a link does not lead to a cartable. `replacedLink`: there is a newer one, or the request was
 * withdrawn; `wrongIdentity`: the number is not that of the person who was named.
 */
export type LinkRefusal =
  | Blocked
  | Refusal<'unknownLink' | 'usedLink' | 'replacedLink' | 'expiredLink' | 'wrongIdentity'>;

/** `lastAdministrator`: nobody else could give out cartables then. */
export type LeaveCartableRefusal = CanRefusal | Refusal<'notHeld' | 'lastAdministrator'>;

export type CartableNotice =
  /** To who asked for it. */
  | {
      readonly name: 'cartableDecided';
      readonly requestId: number;
      readonly place: NamedPlace;
      readonly approved: boolean;
      readonly reason: string | null;
    }
  | { readonly name: 'cartableAccepted'; readonly place: NamedPlace }
  /** To who held it. */
  | { readonly name: 'cartableTaken'; readonly place: NamedPlace }
  /** To the other administrators; `by`: who came in by the operator's code. */
  | { readonly name: 'administrationClaimed'; readonly by: string | null }
  /** To those who can do something about it. */
  | {
      readonly name: 'lastHolderLeft';
      readonly place: NamedPlace;
      /** What waits there now. */
      readonly waiting: number;
      /** Windows that are open and need the role. */
      readonly windows: readonly WindowKind[];
    };
