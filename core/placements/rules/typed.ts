import { type DateRefusal, type IsoDate, parseDate } from '../../calendar.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { plain } from '../../text.ts';
import { parseHours } from '../rules.ts';
import type { HoursRefusal } from '../types.ts';

export type TypedEntry = { readonly minutes: number; readonly workedOn: IsoDate | null };

/** Entries in one message. */
export const mostEntries = 31;

/** `line` counts from 1 and is the one to blame; `totalAlone`: hours without a date among several lines. */
export type EntriesRefusal =
  | Refusal<'empty'>
  | Refusal<'totalAlone'>
  | Refusal<'tooManyLines', { readonly limit: number }>
  | Refusal<'wrongDay', { readonly line: number; readonly why: DateRefusal['reason'] }>
  | Refusal<'wrongHours', { readonly line: number; readonly why: HoursRefusal }>;

/** Hours as people list them: a line a day, the date and then the hours; a line of hours alone is a total. */
export function parseEntries(
  text: string,
): Result<{ readonly entries: readonly TypedEntry[] }, EntriesRefusal> {
  const lines = text
    .split('\n')
    .map((line) => plain(line))
    .filter((line) => line !== '');
  if (lines.length === 0) return refuse('empty');
  if (lines.length > mostEntries) return refuse('tooManyLines', { limit: mostEntries });
  const entries: TypedEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = parseLine(line, index + 1);
    if (!entry.ok) return entry;
    entries.push(entry.entry);
  }
  if (entries.length > 1 && entries.some(({ workedOn }) => workedOn === null)) {
    return refuse('totalAlone');
  }
  return ok({ entries });
}

function parseLine(
  line: string,
  number: number,
): Result<{ readonly entry: TypedEntry }, EntriesRefusal> {
  const parts = line.split(/\s+/);
  const typedHours = parts.pop() ?? '';
  const day = parts.length > 0 ? parseDate(parts.join(' ')) : undefined;
  if (day && !day.ok) return refuse('wrongDay', { line: number, why: day.reason });
  const hours = parseHours(typedHours);
  if (!hours.ok) return refuse('wrongHours', { line: number, why: hours });
  return ok({ entry: { minutes: hours.minutes, workedOn: day?.value ?? null } });
}

/** A correction: hours to be added, or with a minus to be taken away; minutes are negative then. */
export function parseCorrection(
  text: string,
): Result<{ readonly minutes: number }, HoursRefusal | Refusal<'noSign'>> {
  const typed = plain(text);
  const sign = /^[+\u2795]/.test(typed) ? 1 : /^[-\u2212\u2013\u2014]/.test(typed) ? -1 : 0;
  if (typed !== '' && sign === 0) return refuse('noSign');
  const hours = parseHours(typed.slice(1));
  return hours.ok ? ok({ minutes: sign * hours.minutes }) : hours;
}
