import type { Refusal } from '../result.ts';

export const codeChannels = ['sms', 'call', 'email'] as const;
export type CodeChannel = (typeof codeChannels)[number];

export const codePurposes = [
  'registration',
  'signIn',
  'recovery',
  'changeMobile',
  'changeEmail',
  'invitation',
] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** When codes were sent in the last 24 hours, in any order: to the address (mobile or e-mail), and
 * on order of the chat to any address. */
export type CodeHistory = {
  readonly toAddress: readonly Date[];
  readonly fromChat: readonly Date[];
};

/** `secondsLeft`: whole seconds until a new code may be sent, at least 1. */
export type IssueRefusal = Refusal<
  'tooSoon' | 'hourLimit' | 'dayLimit' | 'chatLimit',
  { readonly secondsLeft: number }
>;

/** What is stored of a code; the six digits themselves are derived and never stored. */
export type IssuedCode = {
  readonly issuedAt: Date;
  /** Wrong tries so far. */
  readonly attempts: number;
  readonly usedAt: Date | null;
};

/** A code that cannot be right any more. */
export type LostCode = Refusal<'used' | 'dead' | 'expired'>;

export type CodeRefusal = LostCode | Refusal<'wrong', { readonly triesLeft: number }>;
