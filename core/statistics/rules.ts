import { type ApplicationState, applicationStates } from '../applications/types.ts';
import type { SeatNumbers, Statistics } from './types.ts';

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
export function totalsOf({ seats, requests, steps, work }: Statistics) {
  const genders = seats.map(({ female, male }) => bothGenders(female, male));
  return {
    capacity: sum(genders.map(({ capacity }) => capacity)),
    held: sum(genders.map(({ held }) => held)),
    filled: sum(genders.map(({ filled }) => filled)),
    free: sum(genders.map(({ free }) => free)),
    requests: sum(applicationStates.map((state) => requests[state])),
    requestsWaiting: sum(waitingStates.map((state) => requests[state])),
    waiting: sum(steps.map(({ waiting }) => waiting)),
    overdue: sum(steps.map(({ overdue }) => overdue)),
    students: sum(work.map(({ students }) => students)),
    workedMinutes: sum(work.map(({ workedMinutes }) => workedMinutes)),
    paidRial: work.reduce((all, { paidRial }) => all + paidRial, 0n),
    dueRial: work.reduce((all, { dueRial }) => all + dueRial, 0n),
  };
}
