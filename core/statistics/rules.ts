import { type ApplicationState, applicationStates } from '../applications/types.ts';
import type { Counted, SeatNumbers, Totals } from './types.ts';

/** States in which an officer has to act. */
const waitingStates: readonly ApplicationState[] = ['filed', 'awaitingInternational', 'appealed'];

export const freeOf = ({ capacity, held, filled }: SeatNumbers): number => capacity - held - filled;

export const bothGenders = (
  one: SeatNumbers,
  other: SeatNumbers,
): SeatNumbers & { readonly free: number } => {
  const seats = {
    capacity: one.capacity + other.capacity,
    held: one.held + other.held,
    filled: one.filled + other.filled,
  };
  return { ...seats, free: freeOf(seats) };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The numbers of a university as a whole. */
export function totalsOf({ seats, requests, steps, work, students }: Counted): Totals {
  const genders = seats.map(({ female, male }) => bothGenders(female, male));
  return {
    capacity: sum(genders.map(({ capacity }) => capacity)),
    held: sum(genders.map(({ held }) => held)),
    filled: sum(genders.map(({ filled }) => filled)),
    free: sum(genders.map(({ free }) => free)),
    requests: sum(applicationStates.map((state) => requests[state])),
    requestsApproved: requests.approved,
    requestsWaiting: sum(waitingStates.map((state) => requests[state])),
    waiting: sum(steps.map(({ waiting }) => waiting)),
    overdue: sum(steps.map(({ overdue }) => overdue)),
    students,
    workedMinutes: sum(work.map(({ workedMinutes }) => workedMinutes)),
    paidRial: work.reduce((all, { paidRial }) => all + paidRial, 0n),
    dueRial: work.reduce((all, { dueRial }) => all + dueRial, 0n),
  };
}

/** Of universities together: who worked at two of them is an assistant of each. */
export function sumOfTotals(all: readonly Totals[]): Totals {
  const of = (name: Exclude<keyof Totals, 'paidRial' | 'dueRial'>) =>
    sum(all.map((totals) => totals[name]));
  return {
    capacity: of('capacity'),
    held: of('held'),
    filled: of('filled'),
    free: of('free'),
    requests: of('requests'),
    requestsApproved: of('requestsApproved'),
    requestsWaiting: of('requestsWaiting'),
    waiting: of('waiting'),
    overdue: of('overdue'),
    students: of('students'),
    workedMinutes: of('workedMinutes'),
    paidRial: all.reduce((rial, { paidRial }) => rial + paidRial, 0n),
    dueRial: all.reduce((rial, { dueRial }) => rial + dueRial, 0n),
  };
}
