import {
  endOfTehranDay,
  type IsoDate,
  jalaliMonth,
  startOfTehranDay,
  tehranDate,
} from '../calendar.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { StaffRole } from '../staff/types.ts';
import { plain } from '../text.ts';
import {
  type Term,
  type TermCode,
  type TermPart,
  type TermRefusal,
  termParts,
  type WindowDates,
  type WindowDatesRefusal,
  type WindowInstants,
  type WindowKind,
  type WindowRefusal,
  type WindowState,
  type YearRange,
} from './types.ts';

/**
 * Whose cartable a step needs while its window is open. The deputy answers appeals, and what was left
 * undone is put before the deputy.
 */
export const rolesNeeded: Readonly<Record<WindowKind, readonly StaffRole[]>> = {
  applications: ['expert', 'studentDeputy'],
  unitRequests: ['unitOfficer', 'expert'],
  hours: ['unitOfficer', 'expert'],
  accounts: ['finance'],
};

export function termCode(term: Term): TermCode {
  return `${term.startYear}-${term.part}`;
}

/** The term in which a day lies: Mehr to Dey is the first of a year, Bahman to Khordad the second, then summer. */
export function termOn(day: IsoDate): Term {
  const [year = 0, month = 0] = jalaliMonth(day).split('-').map(Number);
  if (month >= 7 && month <= 10) return { startYear: year, part: 1 };
  if (month >= 11) return { startYear: year, part: 2 };
  return { startYear: year - 1, part: month <= 3 ? 2 : 3 };
}

export const termAfter = ({ startYear, part }: Term): Term =>
  part === 3 ? { startYear: startYear + 1, part: 1 } : { startYear, part: part === 1 ? 2 : 3 };

/** In time order, for `sort`. */
export function compareTerms(a: Term, b: Term): number {
  return a.startYear - b.startYear || a.part - b.part;
}

/**
 * A term as universities write it: `1402-1`, `1402/1`, `14021`, `4021` (the year without its
 * millennium), `021` (without its century too). `years` says which start years are meant, for a
 * two-digit year may belong to two centuries; more than 100 of them make such a code ambiguous.
 */
export function parseTerm(
  text: string,
  years: YearRange,
): Result<{ readonly value: Term }, TermRefusal> {
  const typed = plain(text);
  if (typed === '') return refuse('empty');
  const match = /^(\d{2,4})\s*[-/\u2010-\u2013]?\s*(\d)$/.exec(typed);
  if (match?.[1] === undefined) return refuse('wrongForm');
  const part = termParts.find((known) => known === Number(match[2]));
  return part === undefined ? refuse('wrongPart') : inYear(match[1], part, years);
}

function inYear(typedYear: string, part: TermPart, years: YearRange) {
  const [startYear, another] = startYears(typedYear).filter(
    (year) => year >= years.first && year <= years.last,
  );
  if (startYear === undefined) return refuse('unknownYear');
  return another === undefined ? ok({ value: { startYear, part } }) : refuse('ambiguousYear');
}

function startYears(typed: string): readonly number[] {
  const year = Number(typed);
  if (typed.length === 4) return [year];
  return typed.length === 3 ? [1000 + year] : [1300 + year, 1400 + year];
}

/** The instants between which a window is open, both included: whole days of Asia/Tehran. */
export function windowInstants({ opensOn, closesOn }: WindowDates): WindowInstants {
  return { opensAt: startOfTehranDay(opensOn), closesAt: endOfTehranDay(closesOn) };
}

/** The opposite of `windowInstants`. */
export function windowDates({ opensAt, closesAt }: WindowInstants): WindowDates {
  return { opensOn: tehranDate(opensAt), closesOn: tehranDate(closesAt) };
}

export function windowState({ opensAt, closesAt }: WindowInstants, now: Date): WindowState {
  if (now < opensAt) return 'before';
  return now <= closesAt ? 'open' : 'after';
}

/** Whether a step may be done now; a refusal names the window's days. Null: no window is set. */
export function requireOpen(
  window: WindowInstants | null,
  now: Date,
): Result<object, WindowRefusal> {
  if (window === null) return refuse('notSet');
  const state = windowState(window, now);
  if (state === 'open') return ok();
  return refuse(state === 'before' ? 'notYetOpen' : 'closed', windowDates(window));
}

/** Whether a window can be set: it must not end before it starts, nor before today. */
export function checkWindow(
  { opensOn, closesOn }: WindowDates,
  today: IsoDate,
): Result<object, WindowDatesRefusal> {
  if (closesOn < opensOn) return refuse('endsBeforeStart');
  return closesOn < today ? refuse('alreadyOver') : ok();
}

/** Whether a window can be extended to the end of `closesOn`, be it over or not. */
export function checkExtension(
  window: WindowDates,
  closesOn: IsoDate,
  today: IsoDate,
): Result<object, WindowDatesRefusal> {
  if (closesOn <= window.closesOn) return refuse('notLater');
  return checkWindow({ ...window, closesOn }, today);
}
