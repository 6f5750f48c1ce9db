import { z } from 'zod';
import {
  addDays,
  addYears,
  ageOn,
  type DateRefusal,
  type DayRange,
  deadline,
  type IsoDate,
  parseDate,
} from '../calendar.ts';
import { waitFor } from '../codes/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { compact, digits, mask, normalise, plain, withPersianLetters } from '../text.ts';
import type {
  BirthDateRefusal,
  Email,
  EmailRefusal,
  GuessHistory,
  Mobile,
  MobileRefusal,
  NameRefusal,
  PasswordRefusal,
  StudyStartRefusal,
} from './types.ts';

type Parsed<Value, Refused extends Refusal> = Result<{ readonly value: Value }, Refused>;

export const ages = { youngest: 15, oldest: 100 } as const;

/** A birth date of somebody who is of an age to study on `today`. */
export function checkBirthDate(birth: IsoDate, today: IsoDate): Parsed<IsoDate, BirthDateRefusal> {
  if (birth > today) return refuse('future');
  const age = ageOn(birth, today);
  if (age < ages.youngest) return refuse('tooYoung', { age });
  if (age > ages.oldest) return refuse('tooOld', { age });
  return ok({ value: birth });
}

/** The birth dates that `checkBirthDate` takes on `today`. */
export function birthDates(today: IsoDate): DayRange {
  const { youngest, oldest } = ages;
  return { first: addDays(addYears(today, -oldest - 1), 1), last: addYears(today, -youngest) };
}

export function parseBirthDate(
  text: string,
  today: IsoDate,
): Parsed<IsoDate, DateRefusal | BirthDateRefusal> {
  const parsed = parseDate(text);
  return parsed.ok ? checkBirthDate(parsed.value, today) : parsed;
}

/** Nobody studies at a university younger than this. */
const youngestStudent = 14;
/** How far ahead studies may begin, in days: who is admitted in summer begins in the autumn. */
const admittedAhead = 183;

/** The days on which somebody's studies may have begun. */
export function studyStarts(birth: IsoDate, today: IsoDate): DayRange {
  return { first: addYears(birth, youngestStudent), last: addDays(today, admittedAhead) };
}

export function parseStudyStart(
  text: string,
  { birth, today }: { readonly birth: IsoDate; readonly today: IsoDate },
): Parsed<IsoDate, DateRefusal | StudyStartRefusal> {
  const parsed = parseDate(text);
  if (!parsed.ok) return parsed;
  const { first, last } = studyStarts(birth, today);
  if (parsed.value > last) return refuse('tooFarAhead');
  if (parsed.value < first) return refuse('tooYoung', { age: ageOn(birth, parsed.value) });
  return parsed;
}

/**
 * An Iranian mobile number as 09…, 9…, 98…, +98… or 0098…. No list of operators' prefixes is
 * consulted: they change, and the one-time code proves the number.
 */
export function parseMobile(text: string): Parsed<Mobile, MobileRefusal> {
  const typed = compact(text).replace(/[().]/g, '');
  if (typed === '') return refuse('empty');
  if (!/^\+?\d+$/.test(typed)) return refuse('notDigits');
  const abroad = /^(?:\+|00)(?!98)/.test(typed);
  if (abroad) return refuse('foreign');
  const national = typed.replace(/^(?:\+98|0098|98(?=0?9\d{9}$))/, '').replace(/^0/, '');
  if (!national.startsWith('9')) return refuse('notMobile');
  if (national.length !== 10) return refuse('wrongLength', { length: national.length + 1 });
  return ok({ value: `+98${national}` as Mobile });
}

const email = z.email();

/** An e-mail address by zod's rule, which is that of HTML forms without quoted and local names. */
export function parseEmail(text: string): Parsed<Email, EmailRefusal> {
  const typed = plain(text);
  if (typed === '') return refuse('empty');
  if (/\s/.test(typed)) return refuse('spaceInside');
  const at = typed.lastIndexOf('@');
  if (at === -1) return refuse('noAt');
  if (/[^\x21-\x7E]/.test(typed)) return refuse('notLatin');
  const domain = typed.slice(at + 1).toLowerCase();
  if (!domain.includes('.')) return refuse('noDomain');
  const value = `${typed.slice(0, at)}@${domain}`;
  if (value.length > 254 || !email.safeParse(value).success) return refuse('wrongForm');
  return ok({ value: value as Email });
}

export const passwordLengths = { shortest: 8, longest: 128 } as const;

/**
 * What is hashed of a password, at registration and at every sign-in: one form for what Persian,
 * Arabic and Latin keyboards type differently though it looks the same.
 */
export function passwordKey(text: string): string {
  return withPersianLetters(digits(text.normalize('NFKC')));
}

/** A new password as `passwordKey` gives it; lengths are counted in characters, not code units. */
export function parsePassword(text: string): Parsed<string, PasswordRefusal> {
  const value = passwordKey(text);
  const { length } = [...value];
  if (length < passwordLengths.shortest) return refuse('tooShort', { length });
  if (length > passwordLengths.longest) return refuse('tooLong', { length });
  return /\p{Nd}/u.test(value) ? ok({ value }) : refuse('noDigit');
}

export const longestName = 60;

/** A first or last name in any script: letters, and between them spaces, ZWNJ, `-`, `'`, `’`, `.`. */
export function parseName(text: string): Parsed<string, NameRefusal> {
  const value = normalise(text);
  if (value === '') return refuse('empty');
  const character = /[^\p{L}\p{M}\u200C '’.-]/u.exec(value)?.[0];
  if (character !== undefined) return refuse('wrongCharacter', { character });
  const { length } = [...value];
  if (length > longestName) return refuse('tooLong', { length });
  return /\p{L}/u.test(value) ? ok({ value }) : refuse('empty');
}

/** `+98912*****67` */
export function maskMobile(mobile: string): string {
  return mask(mobile, 6, 2);
}

/** `n***r@example.com`: enough to know the own address by. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return mask(email.slice(0, at), 1, 1) + email.slice(at);
}

/** Days for completing the profile: "one month", never shorter than the longest Jalali one. */
export const profileDays = 31;

/** Days before that end at which a person is reminded. */
export const profileReminderDays = [7, 1] as const;

/** Days that are left at least after a profile was refused, so that it can be mended. */
export const mendingDays = 7;

/** The end of the day, in Asia/Tehran, after which an account without a profile is voided. */
export function profileDue(registeredAt: Date): Date {
  return deadline(registeredAt, profileDays);
}

/**
 * How long a code that was right stands as proof, in minutes. A registration may be finished on
 * another day; what opens an existing account may not wait.
 */
export const proofMinutes = { registration: 7 * 24 * 60, other: 30 } as const;

export function proofSince(minutes: number, now: Date): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

/**
 * Wrong passwords in any hour: for one identity number, from whichever chats, and from one chat. Who
 * has reached one waits; nobody is locked out for good, and recovery asks for no password.
 */
export const guessLimits = { perNumber: 10, perChat: 5, seconds: 3600 } as const;

/** Whether a password may be tried, and how often it may be wrong from now on. */
export function mayGuess(
  { forNumber, fromChat }: GuessHistory,
  now: Date,
): Result<{ readonly triesLeft: number }, Refusal<'tooManyGuesses', { secondsLeft: number }>> {
  const { perNumber, perChat, seconds } = guessLimits;
  const secondsLeft = Math.max(
    waitFor(forNumber, perNumber, seconds, now),
    waitFor(fromChat, perChat, seconds, now),
  );
  if (secondsLeft > 0) return refuse('tooManyGuesses', { secondsLeft });
  const triesLeft = Math.min(perNumber - forNumber.length, perChat - fromChat.length);
  return ok({ triesLeft });
}
