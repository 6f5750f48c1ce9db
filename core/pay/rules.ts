import { isPayable } from '../bank/rules.ts';
import type { IsoDate } from '../calendar.ts';
import { hoursLimits } from '../placements/rules.ts';
import type { Level } from '../registry/types.ts';
import { ok, type Result, refuse } from '../result.ts';
import {
  type PayCandidate,
  type PayDecision,
  type PayExclusion,
  type PayLineState,
  type PayProgress,
  type PayRate,
  type PayRunEvent,
  type PayRunState,
  payExclusions,
  type RateRefusal,
} from './types.ts';

/** The married are paid 3/2 of the rate. */
const marriedFactor = { numerator: 3n, denominator: 2n } as const;

const quartersAnHour = 60n / BigInt(hoursLimits.unit);

/** An hourly rate must be a multiple of this many rial, so that a quarter hour comes out whole. */
export const rateStep = quartersAnHour * marriedFactor.denominator;

/**
 * Whether an hourly rate in rial can be set. One of which a married student's quarter hour would not
 * be a whole number of rial is refused, so that no amount is ever rounded.
 */
export function checkRate(
  rialPerHour: bigint,
): Result<{ readonly rialPerHour: bigint }, RateRefusal> {
  if (rialPerHour <= 0n) return refuse('notPositive');
  return rialPerHour % rateStep === 0n ? ok({ rialPerHour }) : refuse('notDivisible');
}

/** The rate of a level on a day: the one that began last. Undefined where none had begun. */
export function rateAt(rates: readonly PayRate[], level: Level, day: IsoDate): PayRate | undefined {
  return rates
    .filter((rate) => rate.level === level && rate.validFrom <= day)
    .reduce<PayRate | undefined>(
      (latest, rate) => (latest && latest.validFrom >= rate.validFrom ? latest : rate),
      undefined,
    );
}

/**
 * Whole rial for minutes worked, exactly. Throws RangeError for minutes that are not quarter hours
 * and for a rate that `checkRate` refuses: both were checked when they came in, so that is a bug.
 */
export function amountOf(work: {
  readonly minutes: number;
  readonly rialPerHour: bigint;
  readonly married: boolean;
}): bigint {
  const { minutes, rialPerHour, married } = work;
  if (minutes < 0 || minutes % hoursLimits.unit !== 0) {
    throw new RangeError(`Not quarter hours: ${minutes} minutes`);
  }
  if (!checkRate(rialPerHour).ok) throw new RangeError(`Not a rate: ${rialPerHour} rial an hour`);
  const plain = BigInt(minutes / hoursLimits.unit) * rialPerHour;
  const whole = plain * (married ? marriedFactor.numerator : marriedFactor.denominator);
  return whole / rateStep;
}

type Check = (candidate: PayCandidate, rate: PayRate | undefined) => boolean;

/** When each reason keeps a placement out of a run. */
const excludedBy: Readonly<Record<PayExclusion, Check>> = {
  notFinal: ({ state }) => state !== 'final' && state !== 'paid',
  alreadyPaid: ({ state, otherLine }) => state === 'paid' || otherLine === 'paid',
  inAnotherRun: ({ otherLine }) => otherLine === 'due',
  noHours: ({ minutes }) => minutes <= 0,
  missingRate: (_candidate, rate) => rate === undefined,
  noAccount: ({ account }) => account === null,
  accountNotConfirmed: ({ account }) => account !== null && !isPayable(account),
  accountReturned: ({ accountReturned }) => accountReturned,
};

/** Whether a placement goes into a run and with what amount, or else every reason against it. */
export function decidePay(candidate: PayCandidate, rates: readonly PayRate[]): PayDecision {
  const rate = rateAt(rates, candidate.level, candidate.rateDay);
  const reasons = payExclusions.filter((reason) => excludedBy[reason](candidate, rate));
  if (rate === undefined || reasons.length > 0) return { included: false, reasons };
  const { rialPerHour } = rate;
  return { included: true, rialPerHour, amount: amountOf({ ...candidate, rialPerHour }) };
}

type Moves = Readonly<Partial<Record<PayRunState, PayRunState>>>;

/** Every move that there is; what is not here cannot happen. */
export const payRunMoves: Readonly<Record<PayRunEvent, Moves>> = {
  freeze: { draft: 'frozen' },
  reopen: { frozen: 'draft' },
  approve: { frozen: 'approved' },
  export: { approved: 'exported', exported: 'exported' },
  refuse: { exported: 'approved' },
  settle: { exported: 'settled' },
  cancel: { draft: 'cancelled', frozen: 'cancelled', approved: 'cancelled' },
};

/** The state that an event leads to; undefined where it cannot happen. */
export function movePayRun(event: PayRunEvent, from: PayRunState): PayRunState | undefined {
  return payRunMoves[event][from];
}

/** Whether an export is marked as a copy: every one after the first. */
export function isCopy(state: PayRunState): boolean {
  return state === 'exported';
}

/** How far a line is, by its own state and that of its run. */
export function payProgress(line: PayLineState, run: PayRunState): PayProgress {
  if (line !== 'due') return line;
  if (run === 'approved') return 'approved';
  return run === 'exported' || run === 'settled' ? 'atBank' : 'counted';
}
