import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import {
  amountOf,
  checkRate,
  decidePay,
  isCopy,
  movePayRun,
  rateAt,
} from '../../../core/pay/rules.ts';
import {
  type PayCandidate,
  type PayRate,
  type PayRunEvent,
  type PayRunState,
  payRunEvents,
  payRunStates,
} from '../../../core/pay/types.ts';
import { placementStates } from '../../../core/placements/types.ts';

const rate = (level: PayRate['level'], rialPerHour: bigint, validFrom: string): PayRate => ({
  level,
  rialPerHour,
  validFrom: isoDate(validFrom),
});
const rates = [
  rate('phd', 250_000n, '2023-09-23'),
  rate('master', 200_000n, '2023-09-23'),
  rate('bachelorContinuous', 180_000n, '2023-09-23'),
  rate('bachelorContinuous', 240_000n, '2024-09-22'),
  rate('bachelorDiscontinuous', 180_000n, '2023-09-23'),
];

describe('rateAt', () => {
  it.each([
    ['bachelorContinuous', '2023-09-22', undefined],
    ['bachelorContinuous', '2023-09-23', 180_000n],
    ['bachelorContinuous', '2024-09-21', 180_000n],
    ['bachelorContinuous', '2024-09-22', 240_000n],
    ['phd', '2030-01-01', 250_000n],
    ['associate', '2024-01-01', undefined],
    ['professionalDoctorate', '2024-01-01', undefined],
    ['masterIntegrated', '2024-01-01', undefined],
  ] as const)('%s on %s', (level, day, expected) => {
    expect(rateAt(rates, level, isoDate(day))?.rialPerHour).toBe(expected);
    expect(rateAt([...rates].reverse(), level, isoDate(day))?.rialPerHour).toBe(expected);
  });
});

describe('amountOf', () => {
  it.each([
    ['200 h PhD married', 200, 250_000n, true, 75_000_000n],
    ['37.5 h master', 37.5, 200_000n, false, 7_500_000n],
    ['1 h bachelor married', 1, 180_000n, true, 270_000n],
    ['a quarter hour PhD married', 0.25, 250_000n, true, 93_750n],
    ['a quarter hour bachelor', 0.25, 180_000n, false, 45_000n],
    ['three quarters master married', 0.75, 200_000n, true, 225_000n],
    ['nothing', 0, 250_000n, true, 0n],
    ['the smallest rate', 0.25, 8n, true, 3n],
    ['beyond what a double holds', 0.25, 80_000_000_000_000_008n, true, 30_000_000_000_000_003n],
  ])('%s', (_what, hours, rialPerHour, married, amount) => {
    expect(amountOf({ minutes: hours * 60, rialPerHour, married })).toBe(amount);
  });

  test('parts sum to the whole: nothing is rounded', () => {
    const quarters = fc.integer({ min: 0, max: 800 });
    const step = fc.bigInt({ min: 1n, max: 100_000n });
    fc.assert(
      fc.property(quarters, quarters, step, fc.boolean(), (a, b, steps, married) => {
        const pay = (n: number) => amountOf({ minutes: n * 15, rialPerHour: steps * 8n, married });
        expect(pay(a) + pay(b)).toBe(pay(a + b));
      }),
    );
  });

  it.each([
    [10, 200_000n],
    [-15, 200_000n],
    [15, 0n],
    [15, 200_001n],
    [Number.NaN, 200_000n],
  ])('%d minutes at %d a bug', (minutes, rialPerHour) => {
    expect(() => amountOf({ minutes, rialPerHour, married: false })).toThrow(RangeError);
  });
});

it.each([
  [8n, { ok: true, rialPerHour: 8n }],
  [250_000n, { ok: true, rialPerHour: 250_000n }],
  [0n, { ok: false, reason: 'notPositive' }],
  [-8n, { ok: false, reason: 'notPositive' }],
  [4n, { ok: false, reason: 'notDivisible' }],
  [250_001n, { ok: false, reason: 'notDivisible' }],
])('a rate of %d', (rialPerHour, expected) => {
  expect(checkRate(rialPerHour)).toEqual(expected);
});

describe('decidePay', () => {
  const candidate: PayCandidate = {
    state: 'final',
    level: 'master',
    minutes: 2250,
    married: false,
    rateDay: isoDate('2024-01-01'),
    account: 'confirmed',
    otherLine: null,
    accountReturned: false,
  };

  it.each([
    ['in', {}, { included: true, rialPerHour: 200_000n, amount: 7_500_000n }],
    [
      'in, married',
      { married: true },
      { included: true, rialPerHour: 200_000n, amount: 11_250_000n },
    ],
    ['not final', { state: 'confirmed' }, { included: false, reasons: ['notFinal'] }],
    [
      'terminated, not yet final',
      { state: 'terminated' },
      { included: false, reasons: ['notFinal'] },
    ],
    ['paid', { state: 'paid' }, { included: false, reasons: ['alreadyPaid'] }],
    ['paid by another run', { otherLine: 'paid' }, { included: false, reasons: ['alreadyPaid'] }],
    ['in another run', { otherLine: 'due' }, { included: false, reasons: ['inAnotherRun'] }],
    ['no hours', { minutes: 0 }, { included: false, reasons: ['noHours'] }],
    [
      'no rate for the level',
      { level: 'associate' },
      { included: false, reasons: ['missingRate'] },
    ],
    [
      'no rate yet',
      { rateDay: isoDate('2023-01-01') },
      { included: false, reasons: ['missingRate'] },
    ],
    ['no account', { account: null }, { included: false, reasons: ['noAccount'] }],
    [
      'account declared',
      { account: 'declared' },
      { included: false, reasons: ['accountNotConfirmed'] },
    ],
    [
      'account refused',
      { account: 'refused' },
      { included: false, reasons: ['accountNotConfirmed'] },
    ],
    [
      'account replaced',
      { account: 'replaced' },
      { included: false, reasons: ['accountNotConfirmed'] },
    ],
    [
      'returned from that account',
      { accountReturned: true },
      { included: false, reasons: ['accountReturned'] },
    ],
    [
      'all reasons at once',
      { state: 'working', minutes: 0, level: 'associate', account: null, otherLine: 'due' },
      {
        included: false,
        reasons: ['notFinal', 'inAnotherRun', 'noHours', 'missingRate', 'noAccount'],
      },
    ],
  ] as const)('%s', (_what, change, expected) => {
    expect(decidePay({ ...candidate, ...change }, rates)).toEqual(expected);
  });

  test('of all states only final goes in', () => {
    const included = placementStates.filter(
      (state) => decidePay({ ...candidate, state }, rates).included,
    );
    expect(included).toEqual(['final']);
  });
});

describe('pay run', () => {
  type Row = Partial<Record<PayRunState, PayRunState>>;
  const expected: Record<PayRunEvent, Row> = {
    freeze: { draft: 'frozen' },
    reopen: { frozen: 'draft' },
    approve: { frozen: 'approved' },
    export: { approved: 'exported', exported: 'exported' },
    refuse: { exported: 'approved' },
    settle: { exported: 'settled' },
    cancel: { draft: 'cancelled', frozen: 'cancelled', approved: 'cancelled' },
  };
  const pairs = payRunEvents.flatMap((event) =>
    payRunStates.map((state) => [event, state] as const),
  );

  it.each(pairs)('%s in %s', (event, state) => {
    expect(movePayRun(event, state)).toBe(expected[event][state]);
  });

  test('a file after the first is a copy', () => {
    const exportable = payRunStates.filter((state) => movePayRun('export', state));
    expect(exportable.map((state) => [state, isCopy(state)])).toEqual([
      ['approved', false],
      ['exported', true],
    ]);
  });
});
