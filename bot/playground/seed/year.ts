import { addDays, tehranDate } from '../../../core/calendar.ts';
import { createTerm, openWindows } from '../../../core/terms/commands/open-windows.ts';
import { termOn } from '../../../core/terms/rules.ts';
import type { Work } from '../../../core/work.ts';
import { done, system } from './done.ts';
import type { Place } from './openings.ts';

/** Days before and after the start of the playground for which windows are open. */
const openFor = { before: 30, after: 120 } as const;

/** The term in which `now` lies. */
export async function addTerm(work: Work, now: Date): Promise<number> {
  return done(await createTerm(work, system, { ...termOn(tehranDate(now)), universityId: null }))
    .termId;
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
