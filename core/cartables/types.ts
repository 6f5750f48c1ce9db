import type { Mobile } from '../accounts/types.ts';
import type { Identity } from '../identity/types.ts';
import type { Refusal } from '../result.ts';
import type { Process, StaffRole } from '../staff/types.ts';

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

/** `administered`: there is an administrator, so nothing is to be claimed. */
export type AdministrationRefusal = Blocked | Refusal<'wrongCode' | 'administered'>;
