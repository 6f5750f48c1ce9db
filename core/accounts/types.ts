import type { IsoDate } from '../calendar.ts';
import type { Identity, WrongLength } from '../identity/types.ts';
import type { Profile, ToldDifference } from '../registry/types.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';

declare const mobileBrand: unique symbol;
declare const emailBrand: unique symbol;

/** An Iranian mobile number in E.164: `+989` and nine digits. */
export type Mobile = string & { readonly [mobileBrand]: true };

/** An e-mail address with its domain in lower case; the part before the @ is as typed. */
export type Email = string & { readonly [emailBrand]: true };

/**
 * - `preRegistered`: both codes were right; the profile is missing or was refused.
 * - `awaitingReview`: the profile differs from the registry and waits for the university's expert.
 * - `active`: everything may be done.
 * - `voided`: the profile was not completed in time; personal data is erased.
 * - `erased`: the person left; personal data is erased.
 */
export const accountStates = [
  'preRegistered',
  'awaitingReview',
  'active',
  'voided',
  'erased',
] as const;
export type AccountState = (typeof accountStates)[number];

export type BirthDateRefusal =
  | Refusal<'future'>
  | Refusal<'tooYoung' | 'tooOld', { readonly age: number }>;

/** `age`: at the day given; negative before the birth. */
export type StudyStartRefusal =
  | Refusal<'tooFarAhead'>
  | Refusal<'tooYoung', { readonly age: number }>;

/** `foreign`: another country's number; `notMobile`: an Iranian number that is not 09…. */
export type MobileRefusal = Refusal<'empty' | 'notDigits' | 'foreign' | 'notMobile'> | WrongLength;

export type EmailRefusal = Refusal<
  'empty' | 'spaceInside' | 'noAt' | 'notLatin' | 'noDomain' | 'wrongForm'
>;

export type PasswordRefusal =
  | Refusal<'noDigit'>
  | Refusal<'tooShort' | 'tooLong', { readonly length: number }>;

/** `character`: the first one that has no place in a name. */
export type NameRefusal =
  | Refusal<'empty'>
  | Refusal<'tooLong', { readonly length: number }>
  | Refusal<'wrongCharacter', { readonly character: string }>;

/** What a person gives to register. `passwordHash` is Argon2id; the password itself never comes here. */
export type Registration = {
  readonly identity: Identity;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: IsoDate;
  readonly mobile: Mobile;
  readonly email: Email;
  readonly passwordHash: string;
  readonly language: 'fa' | 'en';
};

/**
 * - `rulesNotAccepted`: the registration rules, by this chat.
 * - `mobileNotProven`, `emailNotProven`: no code sent there was right, or it is too long ago.
 * - `chatHasAccount`: somebody is signed in in this chat already.
 * - `alreadyRegistered`: the identity number has an account.
 */
export type RegisterRefusal = Refusal<
  'rulesNotAccepted' | 'mobileNotProven' | 'emailNotProven' | 'chatHasAccount' | 'alreadyRegistered'
>;

/** What a person types of the own studies. Names and birth date only where they correct them. */
export type TypedProfile = Omit<Profile, PersonalField> & Partial<Pick<Profile, PersonalField>>;
export type PersonalField = 'firstName' | 'lastName' | 'birthDate';

/** `notStarted`: the university does not use Hamyar yet; `azad`, `medical`: it is under others. */
export type UniversityRefusal = Refusal<'unknownUniversity' | 'notStarted' | 'azad' | 'medical'>;

/**
 * - `noAccount`: nobody is signed in in this chat; `accountClosed`: voided or erased.
 * - `alreadyConfirmed`: there is nothing to complete; `awaitingReview`: the expert has it.
 * - `studentNumberTaken`: a confirmed account of that university has the number.
 */
export type ProfileRefusal = Refusal<
  'noAccount' | 'accountClosed' | 'alreadyConfirmed' | 'awaitingReview' | 'studentNumberTaken'
>;

/** `known`: the registry has a record of this person; without one there is nothing to compare. */
export type ProfileOutcome =
  | { readonly outcome: 'activated' }
  | {
      readonly outcome: 'differs';
      readonly known: boolean;
      readonly differences: readonly ToldDifference[];
    };

/**
 * - `noProfile`: no profile was typed yet.
 * - `notYourFile`: the photo of the card is not one that this person sent, or is deleted.
 */
export type SubmitRefusal = ProfileRefusal | Refusal<'noProfile' | 'notYourFile'>;

export type ProfileDecision =
  | { readonly accept: true }
  | { readonly accept: false; readonly reason: string };

/**
 * - `nothingWaiting`: the expert was never asked; `alreadyDecided`: somebody was faster.
 * - `changedSince`: another profile was sent after the one that was looked at.
 * - `noReason`: a refusal has to say why.
 */
export type DecideProfileRefusal =
  | CanRefusal
  | Refusal<'nothingWaiting' | 'changedSince' | 'noReason' | 'studentNumberTaken'>
  | Refusal<'alreadyDecided', { readonly accepted: boolean }>;

/** What sign-in and recovery need, before anything is proven: never shown. */
export type SignInFacts = {
  readonly accountId: number;
  /** Null for a person who only holds cartables, who must set a password first. */
  readonly passwordHash: string | null;
  readonly mobile: string;
  readonly email: string | null;
};

/** When wrong passwords were written in the last hour, in any order. */
export type GuessHistory = {
  readonly forNumber: readonly Date[];
  readonly fromChat: readonly Date[];
};

/**
 * - `wrongPassword`: or no such account; nothing tells the two apart.
 * - `tooManyGuesses`: the password was not looked at; `secondsLeft` is at least 1.
 */
export type PasswordTryRefusal =
  | Refusal<'wrongPassword', { readonly triesLeft: number }>
  | Refusal<'tooManyGuesses', { readonly secondsLeft: number }>;

/**
 * - `wrongPassword`: the password was checked against a hash that is not the account's any more.
 * - `mobileNotProven`: no code sent to the account's mobile was right in this chat just now.
 * - `chatHasAccount`: somebody else is signed in in this chat.
 */
export type SignInRefusal = Refusal<
  'accountClosed' | 'wrongPassword' | 'mobileNotProven' | 'chatHasAccount'
>;

export type RecoverRefusal = Refusal<
  'accountClosed' | 'mobileNotProven' | 'emailNotProven' | 'chatHasAccount'
>;

/** `wrongPassword`: the old password was checked against one that is not the account's any more. */
export type ChangePasswordRefusal = Refusal<'noAccount' | 'accountClosed' | 'wrongPassword'>;

/** `notProven`: no code sent to the new address was right in this chat just now. */
export type ContactRefusal = Refusal<'noAccount' | 'accountClosed' | 'notProven'>;
