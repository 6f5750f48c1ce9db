import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { earningsOf, figuresOf, marriedBasis } from '../../../core/earnings/rules.ts';
import type { MarriedBasis } from '../../../core/earnings/types.ts';
import { firstRates } from '../../../core/pay/commands/set-rate.ts';
import { hoursLimits } from '../../../core/placements/rules.ts';
import {
  type HoursEntry,
  hoursStates,
  type PlacementState,
  placementStates,
} from '../../../core/placements/types.ts';
import type { Level } from '../../../core/registry/types.ts';

const h = 60;

/** `12c 8r` is twelve hours confirmed and eight reported. */
const stateOf = {
  c: 'confirmed',
  s: 'silent',
  r: 'reported',
  o: 'objected',
  x: 'replaced',
} as const;

const entriesOf = (text: string): HoursEntry[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({
      minutes: Number(word.slice(0, -1)) * h,
      state: stateOf[word.slice(-1) as keyof typeof stateOf],
    }));

const figures = (
  state: PlacementState,
  entries: string,
  more: { approved?: number; corrections?: number[]; elsewhere?: number } = {},
) =>
  figuresOf({
    state,
    approvedMinutes: (more.approved ?? 50) * h,
    entries: entriesOf(entries),
    corrections: (more.corrections ?? []).map((hours) => ({ minutes: hours * h })),
    elsewhere: (more.elsewhere ?? 0) * h,
  });

describe('hours, in hours: approved, entered, agreed, waiting, objected, left, final', () => {
  test.each<[string, ReturnType<typeof figures>, (number | null)[]]>([
    ['nothing yet', figures('approved', ''), [50, 0, 0, 0, 0, 50, null]],
    ['some wait', figures('hoursReported', '12c 8r'), [50, 20, 12, 8, 0, 30, null]],
    ['silence agrees', figures('confirmed', '12c 8s'), [50, 20, 20, 0, 0, 30, null]],
    ['under objection', figures('objected', '12c 8o'), [50, 20, 12, 0, 8, 30, null]],
    ['replaced ones are gone', figures('hoursReported', '8x 6r'), [50, 6, 0, 6, 0, 44, null]],
    ['a quarter', figures('hoursReported', '0.25r'), [50, 0.25, 0, 0.25, 0, 49.75, null]],
    ['all of it', figures('confirmed', '50c'), [50, 50, 50, 0, 0, 0, null]],
    [
      'the term is full before the placement',
      figures('working', '10c', { elsewhere: 170 }),
      [50, 10, 10, 0, 0, 20, null],
    ],
    [
      'the term is full',
      figures('working', '10c', { elsewhere: 190 }),
      [50, 10, 10, 0, 0, 0, null],
    ],
    ['ended early: nothing is left', figures('withdrawn', '12c 8r'), [50, 20, 12, 8, 0, 0, null]],
    ['declined', figures('declined', ''), [50, 0, 0, 0, 0, 0, null]],
    ['final', figures('final', '12c 8s'), [50, 20, 20, 0, 0, 0, 20]],
    ['corrected down', figures('final', '20c', { corrections: [-5] }), [50, 20, 20, 0, 0, 0, 15]],
    [
      'corrected up and down, and paid',
      figures('paid', '20c', { corrections: [-5, 2.25] }),
      [50, 20, 20, 0, 0, 0, 17.25],
    ],
  ])('%s', (_what, found, expected) => {
    const { approved, entered, agreed, waiting, objected, left, final } = found;
    const hours = [approved, entered, agreed, waiting, objected, left].map((one) => one / h);
    expect([...hours, final === null ? null : final / h]).toEqual(expected);
  });

  test('add up to what is approved while the work goes on', () => {
    const entry = fc.record({
      minutes: fc.integer({ min: 1, max: 40 }).map((quarters) => quarters * hoursLimits.unit),
      state: fc.constantFrom(...hoursStates),
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 8 }),
        fc.integer({ min: 0, max: 400 }),
        (entries, more) => {
          const entered = entries.reduce(
            (sum, { minutes, state }) => sum + (state === 'replaced' ? 0 : minutes),
            0,
          );
          const approvedMinutes = Math.min(entered + more * hoursLimits.unit, hoursLimits.most);
          fc.pre(approvedMinutes >= entered);
          const given = { approvedMinutes, entries, corrections: [], elsewhere: 0 };
          const found = figuresOf({ ...given, state: 'working' });
          const { agreed, waiting, objected, left, approved } = found;
          expect(agreed + waiting + objected).toBe(found.entered);
          expect(found.entered + left).toBe(approved);
        },
      ),
    );
  });

  test.each(placementStates)('are never negative: %s', (state) => {
    const found = figures(state, '40c 20r 5o 3x', { elsewhere: 180, corrections: [-1] });
    for (const minutes of Object.values(found)) expect(minutes ?? 0).toBeGreaterThanOrEqual(0);
  });
});

const today = isoDate('2023-10-07');

const earned = (
  level: Level,
  married: MarriedBasis,
  found: ReturnType<typeof figures>,
  rateDay = today,
) => earningsOf({ figures: found, level, married, rateDay }, firstRates);

describe('earnings, in rial: so far and expected', () => {
  test.each<[string, ReturnType<typeof earned>, bigint | null, bigint | null]>([
    [
      'nothing agreed yet',
      earned('master', 'notClaimed', figures('approved', '')),
      0n,
      10_000_000n,
    ],
    [
      'what waits is not certain',
      earned('bachelorContinuous', 'notClaimed', figures('hoursReported', '12c 8r')),
      2_160_000n,
      9_000_000n,
    ],
    [
      'married, proved',
      earned('bachelorContinuous', 'verified', figures('hoursReported', '12c 8r')),
      3_240_000n,
      13_500_000n,
    ],
    [
      'married, not proved yet',
      earned('bachelorContinuous', 'waiting', figures('hoursReported', '12c 8r')),
      2_160_000n,
      9_000_000n,
    ],
    [
      'a quarter hour, married',
      earned('bachelorDiscontinuous', 'verified', figures('confirmed', '0.25s', { approved: 1 })),
      67_500n,
      270_000n,
    ],
    [
      'the most there is',
      earned('phd', 'verified', figures('final', '200c', { approved: 200 })),
      75_000_000n,
      75_000_000n,
    ],
    [
      'final and corrected',
      earned('master', 'notClaimed', figures('final', '40c', { corrections: [-2.5] })),
      7_500_000n,
      7_500_000n,
    ],
    [
      'ended early: what is entered may still come',
      earned('master', 'notClaimed', figures('terminated', '10c 5r')),
      2_000_000n,
      3_000_000n,
    ],
    [
      'the term is full elsewhere',
      earned('master', 'notClaimed', figures('working', '', { elsewhere: 190 })),
      0n,
      2_000_000n,
    ],
    [
      'no rate for the level',
      earned('associate', 'verified', figures('confirmed', '5c')),
      null,
      null,
    ],
    [
      'before the first rate',
      earned('phd', 'notClaimed', figures('confirmed', '5c'), isoDate('2023-03-20')),
      null,
      null,
    ],
  ])('%s', (_what, { soFar, expected }, first, second) => {
    expect([soFar.rial, expected.rial]).toEqual([first, second]);
  });

  test('say the rate of the day of the final approval, not of a later one', () => {
    const rates = [
      ...firstRates,
      { level: 'master', rialPerHour: 240_000n, validFrom: isoDate('2023-12-22') } as const,
    ];
    const work = { figures: figures('final', '1c'), level: 'master', married: 'verified' } as const;
    const before = earningsOf({ ...work, rateDay: isoDate('2023-12-21') }, rates);
    const after = earningsOf({ ...work, rateDay: isoDate('2023-12-22') }, rates);
    expect([before.soFar.rial, after.soFar.rial]).toEqual([300_000n, 360_000n]);
  });
});

test.each<[string, Parameters<typeof marriedBasis>[0], MarriedBasis]>([
  ['nothing claimed', [], 'notClaimed'],
  ['another class', [{ class: 'exemplary', state: 'verified' }], 'notClaimed'],
  ['a proof to be looked at', [{ class: 'married', state: 'pending' }], 'waiting'],
  ['a proof refused', [{ class: 'married', state: 'refused' }], 'refused'],
  [
    'one of two proofs is enough',
    [
      { class: 'married', state: 'refused' },
      { class: 'marriedWithChildren', state: 'verified' },
    ],
    'verified',
  ],
  [
    'the other may still be accepted',
    [
      { class: 'married', state: 'refused' },
      { class: 'marriedWithChildren', state: 'pending' },
    ],
    'waiting',
  ],
])('the factor for the married: %s', (_what, claims, basis) => {
  expect(marriedBasis(claims)).toBe(basis);
});
