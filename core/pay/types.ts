import type { BankAccountState } from '../bank/types.ts';
import type { IsoDate } from '../calendar.ts';
import type { PlacementState } from '../placements/types.ts';
import type { Level } from '../registry/types.ts';
import type { Refusal } from '../result.ts';

/** Whole rial for one hour, from the start of `validFrom` in Asia/Tehran until a later rate's. */
export type PayRate = {
  readonly level: Level;
  readonly rialPerHour: bigint;
  readonly validFrom: IsoDate;
};

/** A rate as it is stored. */
export type ListedRate = Omit<PayRate, 'level'> & { readonly id: number };

/** The rates of a level on a day; `coming` and `earlier` from the nearest to the farthest. */
export type RatesOfLevel = {
  readonly level: Level;
  readonly current: ListedRate | undefined;
  readonly coming: readonly ListedRate[];
  readonly earlier: readonly ListedRate[];
};

export type RateRefusal = Refusal<'notPositive' | 'notDivisible'>;

/**
 * - `draft`: recomputed at will.
 * - `frozen`: lines and sums stand; waits for a second person.
 * - `approved`: may be exported.
 * - `exported`: the file is out; waits for the bank's results.
 * - `settled`: every line is paid or returned.
 * - `cancelled`: given up before its export; its lines are free for another run.
 */
export const payRunStates = [
  'draft',
  'frozen',
  'approved',
  'exported',
  'settled',
  'cancelled',
] as const;
export type PayRunState = (typeof payRunStates)[number];

/**
 * `reopen`: a frozen run goes back to draft; `export` again writes a file marked as a copy; `refuse`: the
 * bank takes nothing of the file, and another original is written.
 */
export const payRunEvents = [
  'freeze',
  'reopen',
  'approve',
  'export',
  'refuse',
  'settle',
  'cancel',
] as const;
export type PayRunEvent = (typeof payRunEvents)[number];

/**
 * `returned` by the bank, `cancelled` with its run: such a line stays as it is, unless the result was
 * noted wrongly, and the placement waits in a queue for a line in a later run.
 */
export const payLineStates = ['due', 'paid', 'returned', 'cancelled'] as const;
export type PayLineState = (typeof payLineStates)[number];

/**
 * How far a payment is, for who gets it.
 * - `counted`: the list is closed and waits for a second person; `approved`: waits for its export.
 * - `atBank`: the file is out.
 */
export const payProgresses = [
  'counted',
  'approved',
  'atBank',
  'paid',
  'returned',
  'cancelled',
] as const;
export type PayProgress = (typeof payProgresses)[number];

/** Why a placement is not in a run. */
export const payExclusions = [
  'notFinal',
  'alreadyPaid',
  'inAnotherRun',
  'noHours',
  'missingRate',
  'noAccount',
  'accountNotConfirmed',
  'accountReturned',
] as const;
export type PayExclusion = (typeof payExclusions)[number];

export type PayCandidate = {
  readonly state: PlacementState;
  readonly level: Level;
  /** Minutes finally approved. */
  readonly minutes: number;
  /** Married, with the proof verified. */
  readonly married: boolean;
  /** The day whose rate counts. */
  readonly rateDay: IsoDate;
  /** The state of the current bank account; null where the student has none. */
  readonly account: BankAccountState | null;
  /** The bank returned an earlier payment from that account, and finance did not say to try again. */
  readonly accountReturned: boolean;
  /** The line that stands for this placement in another run, if any. */
  readonly otherLine: 'due' | 'paid' | null;
};

/** `amount` in whole rial. Out: every reason at once, in the order of `payExclusions`. */
export type PayDecision =
  | { readonly included: true; readonly rialPerHour: bigint; readonly amount: bigint }
  | { readonly included: false; readonly reasons: readonly PayExclusion[] };

type OfLine = {
  readonly lineId: number;
  /** Whole rial in digits: JSON has no integers of that size. */
  readonly amountRial: string;
  readonly maskedSheba: string;
};

/** `corrects`: the other result was told before. */
type OfResult = OfLine & { readonly corrects?: true };

/** What people are told of pay; the last one goes to finance. */
export type PayNotice =
  | ({ readonly name: 'payPaid'; readonly reference: string | null } & OfResult)
  | ({ readonly name: 'payReturned'; readonly reason: string } & OfResult)
  /** Finance lets the same account be paid again. */
  | ({ readonly name: 'payAgain' } & OfLine)
  | { readonly name: 'payRunApproved'; readonly runId: number };

export type BankOutcome =
  | { readonly paid: true; readonly reference: string }
  | { readonly paid: false; readonly reason: string };

/**
 * One row of the bank's answer: a line of ours by its number or, failing that, by its Sheba. What
 * else it says of the line has to be what we sent.
 */
export type BankResult = {
  readonly lineId?: number;
  readonly sheba?: string;
  readonly amountRial?: bigint;
  readonly outcome: BankOutcome;
};

/**
 * What a row of the bank's answer comes to.
 * - `known`: says what was noted before.
 * - `unknown`: of no line of this run; `ambiguous`: of several, by a Sheba that they share.
 * - `differing`: the amount or the Sheba is not that of the line.
 * - `contradicting`: says otherwise than an earlier result, or than another row of the same file.
 * - `own`: says of the pay of who brings the file that it came back.
 */
export const resultVerdicts = [
  'paid',
  'returned',
  'known',
  'unknown',
  'ambiguous',
  'differing',
  'contradicting',
  'own',
] as const;
export type ResultVerdict = (typeof resultVerdicts)[number];
