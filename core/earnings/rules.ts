import { isMarried } from '../applications/rules.ts';
import type { AttachmentVerdict, PriorityClass } from '../applications/types.ts';
import type { IsoDate } from '../calendar.ts';
import { amountOf, rateAt } from '../pay/rules.ts';
import type { PayRate } from '../pay/types.ts';
import {
  agreedMinutes,
  enteredMinutes,
  isLive,
  leftMinutes,
  payableMinutes,
} from '../placements/rules.ts';
import type { HoursEntry, HoursState, PlacementState } from '../placements/types.ts';
import type { Level } from '../registry/types.ts';
import type { Earnings, HoursFigures, MarriedBasis, Sum } from './types.ts';

/** How the hours of a placement stand. `elsewhere`: minutes of the student's others in the term. */
export function figuresOf(placement: {
  readonly state: PlacementState;
  readonly approvedMinutes: number;
  readonly entries: readonly HoursEntry[];
  readonly corrections: readonly { readonly minutes: number }[];
  readonly elsewhere: number;
}): HoursFigures {
  const { state, approvedMinutes: approved, entries, corrections, elsewhere } = placement;
  const entered = enteredMinutes(entries);
  return {
    approved,
    entered,
    agreed: agreedMinutes(entries),
    waiting: minutesIn(entries, 'reported'),
    objected: minutesIn(entries, 'objected'),
    left: isLive(state) ? leftMinutes({ approved, entered, elsewhere }) : 0,
    final: isFinal(state) ? payableMinutes(entries, corrections) : null,
  };
}

const isFinal = (state: PlacementState): boolean => state === 'final' || state === 'paid';

const minutesIn = (entries: readonly HoursEntry[], state: HoursState): number =>
  entries.reduce((sum, entry) => sum + (entry.state === state ? entry.minutes : 0), 0);

/** On what the factor for the married rests. One verified proof is enough. */
export function marriedBasis(
  claims: readonly { readonly class: PriorityClass; readonly state: AttachmentVerdict }[],
): MarriedBasis {
  const states = claims.filter((claim) => isMarried([claim.class])).map(({ state }) => state);
  if (states.includes('verified')) return 'verified';
  if (states.includes('pending')) return 'waiting';
  return states.includes('refused') ? 'refused' : 'notClaimed';
}

/** What hours come to. They are paid by the rate of `rateDay`, the day of the final approval or else today. */
export function earningsOf(
  work: {
    readonly figures: HoursFigures;
    readonly level: Level;
    readonly married: MarriedBasis;
    readonly rateDay: IsoDate;
  },
  rates: readonly PayRate[],
): Earnings {
  const { figures, level, married, rateDay } = work;
  const rialPerHour = rateAt(rates, level, rateDay)?.rialPerHour ?? null;
  const sum = (minutes: number): Sum => ({
    minutes,
    rial:
      rialPerHour === null
        ? null
        : amountOf({ minutes, rialPerHour, married: married === 'verified' }),
  });
  const { final, agreed, entered, left } = figures;
  return {
    rialPerHour,
    rateDay,
    married,
    soFar: sum(final ?? agreed),
    expected: sum(final ?? entered + left),
  };
}
