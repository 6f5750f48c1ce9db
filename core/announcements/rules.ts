import { createHash } from 'node:crypto';
import {
  addDays,
  fromCalendar,
  type IsoDate,
  inCalendar,
  isoDate,
  monthLength,
  startOfTehranDay,
  tehranDate,
} from '../calendar.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { can } from '../staff/rules.ts';
import type { Person } from '../staff/types.ts';
import { plain } from '../text.ts';
import {
  type Announcement,
  type AnnouncementState,
  type Content,
  type ContentRefusal,
  type Counts,
  type Language,
  languages,
  type Recurrence,
  type Step,
  type Texts,
} from './types.ts';

/**
 * Characters that an officer writes at most. The messenger takes 4096, and 1024 below a picture or
 * document; the head of the announcement needs some.
 */
export const longestText = { message: 3_800, caption: 900 } as const;

/** Whether what is to be said can be said; not to whom. */
export function checkContent({
  texts,
  media,
}: Pick<Content, 'texts' | 'media'>): Result<object, ContentRefusal> {
  const written = languages.flatMap((language) => texts[language] ?? []);
  if (written.length === 0) return refuse('noText');
  const limit = media === null ? longestText.message : longestText.caption;
  const longest = Math.max(...written.map(({ length }) => length));
  return longest > limit ? refuse('tooLong', { length: longest, limit }) : ok();
}

/** The university to which an announcement belongs: the only one of its audience; null for several or all. */
export function universityIn({ audience }: Pick<Content, 'audience'>): number | null {
  const [first, ...others] = audience.universityIds ?? [];
  return first !== undefined && others.length === 0 ? first : null;
}

/** Whether a person may see to an announcement: for every university of its audience, or for all. */
export function mayAnnounce(
  person: Person,
  { audience }: Pick<Content, 'audience'>,
): ReturnType<typeof can> {
  const { universityIds = [] } = audience;
  const [first, ...others] = universityIds.map((universityId) =>
    can(person, 'announce', { universityId }),
  );
  return others.find(({ ok }) => !ok) ?? first ?? can(person, 'announce', {});
}

/** Stands for what is said and to whom: whoever confirms confirms what was seen. */
export const stampOf = ({ topic, texts, media, audience }: Content): string =>
  createHash('sha256')
    .update(JSON.stringify({ topic, texts, media, audience }))
    .digest('hex')
    .slice(0, 12);

/** In which language a receiver gets it: the own one where it was written in that. */
export function languageFor(texts: Texts, own: Language): Language {
  if (texts[own] !== undefined) return own;
  return languages.find((language) => texts[language] !== undefined) ?? own;
}

/** From which states a step leads on. */
export const stepsFrom: Readonly<Record<Step, readonly AnnouncementState[]>> = {
  drop: ['draft'],
  pause: ['sending'],
  resume: ['paused'],
  cancel: ['scheduled', 'sending', 'paused'],
  resendUnknown: ['sending', 'paused', 'done'],
};

export const canStep = (
  step: Step,
  { state, unknown, forgottenAt }: Pick<Announcement, 'state' | 'unknown' | 'forgottenAt'>,
): boolean =>
  stepsFrom[step].includes(state) &&
  (step !== 'resendUnknown' || (unknown > 0 && forgottenAt === null));

/** Those whose message has found its end. */
export const doneOf = ({ sent, blocked, failed, unknown }: Counts): number =>
  sent + blocked + failed + unknown;

export const leftOf = (counts: Counts): number => counts.total - doneOf(counts);

const timeOfDay = /^(\d{1,2})(?:[:.٫\s]?(\d{2}))?$/;

/** A typed time of the day, in any digits, as minutes since midnight: `9:30`, `0930`, `۱۸`. */
export function parseTime(text: string): Result<{ readonly value: number }, Refusal<'wrongTime'>> {
  const [, hours = '', minutes = '0'] = timeOfDay.exec(plain(text)) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return refuse('wrongTime');
  return ok({ value: Number(hours) * 60 + Number(minutes) });
}

/** An instant by its day and minutes since midnight in Asia/Tehran. */
export const instantAt = (day: IsoDate, minutes: number): Date =>
  new Date(startOfTehranDay(day).getTime() + minutes * 60_000);

/** The day and the minutes since midnight of an instant in Asia/Tehran. */
export function dayAndTime(instant: Date): { readonly day: IsoDate; readonly minutes: number } {
  const day = tehranDate(instant);
  return {
    day,
    minutes: Math.round((instant.getTime() - startOfTehranDay(day).getTime()) / 60_000),
  };
}

/**
 * The next time of a recurring announcement after `now`, at the same time of the day. A month is one
 * of the Jalali calendar; where it lacks the day of the first time its last one is taken. Times that
 * were missed are not made up for.
 */
export function nextTime(first: Date, recurrence: Recurrence, now: Date): Date {
  const { day, minutes } = dayAndTime(first);
  for (let count = 1; ; count++) {
    const next = instantAt(dayAfter(day, recurrence, count), minutes);
    if (next > now) return next;
  }
}

function dayAfter(first: IsoDate, recurrence: Recurrence, count: number): IsoDate {
  if (recurrence === 'daily') return addDays(first, count);
  if (recurrence === 'weekly') return addDays(first, 7 * count);
  const { year, month, day } = inCalendar(first, 'jalali');
  const months = month - 1 + count;
  const [inYear, inMonth] = [year + Math.floor(months / 12), (months % 12) + 1];
  const last = monthLength('jalali', inYear, inMonth);
  const found = fromCalendar('jalali', { year: inYear, month: inMonth, day: Math.min(day, last) });
  return found ?? isoDate(first);
}
