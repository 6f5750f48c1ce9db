import type { ApplicationState } from '../applications/types.ts';
import type { ListedTerm } from '../terms/types.ts';

type Names = { readonly nameFa: string; readonly nameEn: string };

/** Seats of one gender. What is neither held nor filled is free. */
export type SeatNumbers = {
  readonly capacity: number;
  readonly held: number;
  readonly filled: number;
};

/**
 * The seats of a unit's approved openings; of one that was closed, those that are held and filled still,
 * since none of the others can be had.
 */
export type UnitSeats = Names & {
  readonly unitId: number;
  readonly female: SeatNumbers;
  readonly male: SeatNumbers;
};

/**
 * What a request waits for on its way, in the order in which it comes there. `answerHours` is the
 * student's, `pay` the bank's; the others are officers'.
 */
export const timedSteps = [
  'reviewApplication',
  'approveInternational',
  'decideAppeal',
  'approvePlacement',
  'reportHours',
  'answerHours',
  'answerObjection',
  'approveFinal',
  'pay',
] as const;
export type TimedStep = (typeof timedSteps)[number];

export type StepTime = {
  readonly step: TimedStep;
  /** How often the step was done. */
  readonly done: number;
  /** Half of them took no longer, in hundredths of a day; null where none was done. */
  readonly median: number | null;
  /** The longest, in hundredths of a day. */
  readonly longest: number | null;
  /** How many wait now, and how many of these are past their due time. */
  readonly waiting: number;
  readonly overdue: number;
};

/** Work of a unit's assistants, and what it costs. */
export type UnitWork = Names & {
  readonly unitId: number;
  readonly students: number;
  readonly approvedMinutes: number;
  /** As entered and corrected. */
  readonly workedMinutes: number;
  readonly paidRial: bigint;
  /** In a pay run, and not paid yet. */
  readonly dueRial: bigint;
};

/** How the scheme stands at a university in a term. */
export type Statistics = {
  readonly university: Names & { readonly id: number };
  readonly term: ListedTerm;
  /** By capacity, the largest first. */
  readonly seats: readonly UnitSeats[];
  readonly requests: Readonly<Record<ApplicationState, number>>;
  /** All of them, in their order. */
  readonly steps: readonly StepTime[];
  /** By time worked, the most first. */
  readonly work: readonly UnitWork[];
  /** Assistants, each counted once also where they worked in several units. */
  readonly students: number;
};

/** What sums are made of. */
export type Counted = Pick<Statistics, 'requests' | 'students'> & {
  readonly seats: readonly Pick<UnitSeats, 'female' | 'male'>[];
  readonly steps: readonly Pick<StepTime, 'waiting' | 'overdue'>[];
  readonly work: readonly Pick<UnitWork, 'workedMinutes' | 'paidRial' | 'dueRial'>[];
};

export type Totals = SeatNumbers & {
  readonly free: number;
  readonly requests: number;
  readonly requestsApproved: number;
  /** Before an officer. */
  readonly requestsWaiting: number;
  /** In any step, and how many of these are past their due time. */
  readonly waiting: number;
  readonly overdue: number;
  readonly students: number;
  readonly workedMinutes: number;
  readonly paidRial: bigint;
  readonly dueRial: bigint;
};

export type UniversityNumbers = Totals & { readonly university: Names & { readonly id: number } };

export const statisticsTopics = ['seats', 'requests', 'steps', 'work'] as const;
export type StatisticsTopic = (typeof statisticsTopics)[number];
