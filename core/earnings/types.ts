import type { IsoDate } from '../calendar.ts';

/** Minutes of one placement. `approved` = `agreed` + `waiting` + `objected` + `left` while it goes on. */
export interface HoursFigures {
  readonly approved: number;
  /** Entered and standing, in whatever state. */
  readonly entered: number;
  /** Of these: agreed to by the student, by word or by silence. */
  readonly agreed: number;
  /** Of these: waiting for the student. */
  readonly waiting: number;
  /** Of these: under an objection. */
  readonly objected: number;
  /** May still be worked; 0 once the work has ended. */
  readonly left: number;
  /** What is paid for, with the recorded corrections; null before the final approval. */
  readonly final: number | null;
}

/**
 * Why a placement is paid by the factor for the married, or is not: the proof is `verified`, still
 * `waiting`, or `refused`; or no marriage was claimed.
 */
export const marriedBases = ['verified', 'waiting', 'refused', 'notClaimed'] as const;
export type MarriedBasis = (typeof marriedBases)[number];

/** Minutes and the whole rial that they come to; null rial where the level has no rate. */
export type Sum = { readonly minutes: number; readonly rial: bigint | null };

export interface Earnings {
  /** Of the day that counts; null where the level has none. */
  readonly rialPerHour: bigint | null;
  readonly rateDay: IsoDate;
  readonly married: MarriedBasis;
  /** What is certain: agreed to, or finally approved. */
  readonly soFar: Sum;
  /** What it comes to if everything approved is worked and agreed to; equal to `soFar` once it is final. */
  readonly expected: Sum;
}
