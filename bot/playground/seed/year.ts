import { toJalaali } from 'jalaali-js';
import { addDays, tehranDate, toUtc } from '../../../core/calendar.ts';
import { createTerm, openWindows } from '../../../core/terms/commands/open-windows.ts';
import type { Term } from '../../../core/terms/types.ts';
import type { Work } from '../../../core/work.ts';
import { done, system } from './done.ts';
import type { Place } from './openings.ts';

/** Days before and after the start of the playground for which windows are open. */
const openFor = { before: 30, after: 120 } as const;

/** The term in which `now` lies. */
export async function addTerm(work: Work, now: Date): Promise<number> {
  return done(await createTerm(work, system, { ...termOn(now), universityId: null })).termId;
}

/** Mehr to Dey is the first part of a year, Bahman to Khordad the second, then summer. */
function termOn(now: Date): Term {
  const { jy, jm } = toJalaali(toUtc(tehranDate(now)));
  if (jm >= 7 && jm <= 10) return { startYear: jy, part: 1 };
  if (jm >= 11) return { startYear: jy, part: 2 };
  return { startYear: jy - 1, part: jm <= 3 ? 2 : 3 };
}

export async function openAllWindows(work: Work, place: Place, now: Date): Promise<void> {
  const today = tehranDate(now);
  const window = {
    opensOn: addDays(today, -openFor.before),
    closesOn: addDays(today, openFor.after),
  };
  const dates = { applications: window, unitRequests: window, hours: window, accounts: window };
  done(await openWindows(work, system, { ...place, dates }));
}
