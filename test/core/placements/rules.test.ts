import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  checkAmendment,
  checkEntry,
  checkHours,
  endingAfter,
  enteredMinutes,
  liveStates,
  mayFinalise,
  movePlacement,
  objectionReader,
  parseHours,
  seatUse,
} from '../../../core/placements/rules.ts';
import {
  type PlacementEnding,
  type PlacementState,
  placementEvents,
  placementStates,
} from '../../../core/placements/types.ts';

// A row a state, in the order of the columns; a dot: the event cannot happen.
const columns =
  'approve decline expire turnDown start reportHours confirm lapse object settle noHours finalise correct pay unpay withdraw terminate'.split(
    ' ',
  );
const table: Record<PlacementState, string> = {
  requested: 'approved declined expired . . . . . . . . . . . . withdrawn .',
  approved: '. . . declined working . . . . . . . . . . withdrawn terminated',
  working: '. . . . . hoursReported . . . . . . . . . withdrawn terminated',
  hoursReported:
    '. . . . . hoursReported confirmed confirmed objected . . . . . . withdrawn terminated',
  confirmed: '. . . . . hoursReported . . . . . final . . . withdrawn terminated',
  objected: '. . . . . hoursReported confirmed . . confirmed working . . . . withdrawn terminated',
  final: '. . . . . . . . . . . . final paid . . .',
  paid: '. . . . . . . . . . . . . . final . .',
  declined: '. . . . . . . . . . . . . . . . .',
  expired: '. . . . . . . . . . . . . . . . .',
  withdrawn:
    '. . . . . withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn final . . . . .',
  terminated:
    '. . . . . terminated terminated terminated terminated terminated terminated final . . . . .',
};

describe('moves', () => {
  const pairs = placementStates.flatMap((state) =>
    placementEvents.map((event) => [event, state] as const),
  );

  it.each(pairs)('%s in %s', (event, state) => {
    const cell = table[state].split(' ')[columns.indexOf(event)];
    expect(movePlacement(event, state)).toBe(cell === '.' ? undefined : cell);
  });

  test('the table has a column for every event', () => {
    expect([...columns].sort()).toEqual([...placementEvents].sort());
    for (const state of placementStates) expect(table[state].split(' ')).toHaveLength(17);
  });

  test('live are those that have not ended', () => {
    expect(liveStates).toEqual([
      'requested',
      'approved',
      'working',
      'hoursReported',
      'confirmed',
      'objected',
    ]);
  });

  test('no way leads from a state that is not live to one that is', () => {
    for (const [event, state] of pairs) {
      const to = movePlacement(event, state);
      if (to && !liveStates.includes(state))
        expect(liveStates, `${event} ${state}`).not.toContain(to);
    }
  });
});

describe('seats', () => {
  it.each([
    ['requested', null, 'held'],
    ['approved', null, 'filled'],
    ['working', null, 'filled'],
    ['hoursReported', null, 'filled'],
    ['confirmed', null, 'filled'],
    ['objected', null, 'filled'],
    ['final', 'finished', 'filled'],
    ['paid', 'finished', 'filled'],
    ['final', 'withdrawn', 'free'],
    ['paid', 'terminated', 'free'],
    ['withdrawn', 'withdrawn', 'free'],
    ['terminated', 'terminated', 'free'],
    ['declined', null, 'free'],
    ['expired', null, 'free'],
  ] as const)('%s, ended as %s: %s', (state, ending, use) => {
    expect(seatUse(state, ending)).toBe(use);
  });

  test('on every way a seat is filled at most once and never again after it was freed', () => {
    const order = ['held', 'filled', 'free'];
    const seen = new Set<string>();
    const walk = (state: PlacementState, ending: PlacementEnding | null) => {
      if (seen.has(`${state} ${ending}`)) return;
      seen.add(`${state} ${ending}`);
      for (const event of placementEvents) {
        const next = movePlacement(event, state);
        if (next === undefined) continue;
        const nextEnding = endingAfter(event, ending);
        const [before, then] = [seatUse(state, ending), seatUse(next, nextEnding)];
        expect(order.indexOf(then), `${event} ${state}`).toBeGreaterThanOrEqual(
          order.indexOf(before),
        );
        walk(next, nextEnding);
      }
    };
    walk('requested', null);
    expect(seen.size).toBeGreaterThan(placementStates.length);
  });

  it.each([
    ['withdraw', null, 'withdrawn'],
    ['terminate', null, 'terminated'],
    ['finalise', null, 'finished'],
    ['finalise', 'withdrawn', 'withdrawn'],
    ['pay', 'terminated', 'terminated'],
    ['confirm', null, null],
  ] as const)('%s, ended as %s before: %s', (event, before, ending) => {
    expect(endingAfter(event, before)).toBe(ending);
  });
});

describe('hours', () => {
  it.each([
    ['37.5', 2250],
    ['37/5', 2250],
    ['37,5', 2250],
    ['37:30', 2250],
    ['۳۷٫۵', 2250],
    ['٣٧٫٥', 2250],
    ['۳۷:۳۰', 2250],
    ['37.50', 2250],
    ['37.25', 2235],
    ['37.75', 2265],
    ['37:45', 2265],
    ['0.25', 15],
    ['0:15', 15],
    ['200', 12_000],
    ['200.000', 12_000],
    ['200:00', 12_000],
  ])('%s', (text, minutes) => {
    expect(parseHours(text)).toEqual({ ok: true, minutes });
  });

  it.each([
    ['', { reason: 'empty' }],
    [' \u200C', { reason: 'empty' }],
    ['many', { reason: 'notNumber' }],
    ['-5', { reason: 'notNumber' }],
    ['37:60', { reason: 'notNumber' }],
    ['37:', { reason: 'notNumber' }],
    ['37.', { reason: 'notNumber' }],
    ['1e3', { reason: 'notNumber' }],
    ['37:10', { reason: 'notQuarter' }],
    ['37.3', { reason: 'notQuarter' }],
    ['37.1', { reason: 'notQuarter' }],
    ['37.251', { reason: 'notQuarter' }],
    ['0.2500000000000000001', { reason: 'notQuarter' }],
    ['0', { reason: 'notPositive' }],
    ['0:00', { reason: 'notPositive' }],
    ['200.25', { reason: 'tooMany', limit: 12_000 }],
    ['200:15', { reason: 'tooMany', limit: 12_000 }],
    ['9'.repeat(400), { reason: 'tooMany', limit: 12_000 }],
  ])('%j is refused', (text, refusal) => {
    expect(parseHours(text)).toEqual({ ok: false, ...refusal });
  });

  test('every quarter hour up to 200 h is read in both forms', () => {
    for (let minutes = 15; minutes <= 12_000; minutes += 15) {
      const hours = Math.floor(minutes / 60);
      const clock = `${hours}:${String(minutes % 60).padStart(2, '0')}`;
      expect(parseHours(clock)).toEqual({ ok: true, minutes });
      expect(parseHours(String(minutes / 60))).toEqual({ ok: true, minutes });
    }
  });

  test('never throws, and gives only quarter hours', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0۲٥9.:/,٫-x ') }), (text) => {
        const parsed = parseHours(text);
        if (parsed.ok) expect(parsed.minutes % 15).toBe(0);
      }),
    );
  });

  it.each([
    [12_000, { ok: true, minutes: 12_000 }],
    [12_015, { ok: false, reason: 'tooMany', limit: 12_000 }],
    [0, { ok: false, reason: 'notPositive' }],
    [-15, { ok: false, reason: 'notPositive' }],
    [20, { ok: false, reason: 'notQuarter' }],
    [Number.NaN, { ok: false, reason: 'notQuarter' }],
  ])('%f minutes approved', (minutes, expected) => {
    expect(checkHours(minutes)).toEqual(expected);
  });
});

describe('entries', () => {
  const placement = { approved: 600, entered: 300, monthlyCap: null, enteredInMonth: 300 };

  it.each([
    [300, {}, { ok: true, minutes: 300 }],
    [315, {}, { ok: false, reason: 'overApproved', left: 300 }],
    [15, { entered: 600 }, { ok: false, reason: 'overApproved', left: 0 }],
    [0, {}, { ok: false, reason: 'notPositive' }],
    [10, {}, { ok: false, reason: 'notQuarter' }],
    [100 * 15, { approved: 12_000 }, { ok: true, minutes: 1500 }],
    [60, { monthlyCap: 360 }, { ok: true, minutes: 60 }],
    [75, { monthlyCap: 360 }, { ok: false, reason: 'overMonthlyCap', left: 60 }],
    [75, { monthlyCap: 360, enteredInMonth: 0 }, { ok: true, minutes: 75 }],
    [15, { monthlyCap: 240 }, { ok: false, reason: 'overMonthlyCap', left: 0 }],
  ])('%i minutes with %j', (minutes, change, expected) => {
    expect(checkEntry(minutes, { ...placement, ...change })).toEqual(expected);
  });

  it.each([
    [600, 300, { ok: true, minutes: 600 }],
    [300, 300, { ok: true, minutes: 300 }],
    [285, 300, { ok: false, reason: 'underEntered', entered: 300 }],
    [12_015, 300, { ok: false, reason: 'tooMany', limit: 12_000 }],
  ])('amended to %i with %i entered', (approved, entered, expected) => {
    expect(checkAmendment(approved, entered)).toEqual(expected);
  });

  test('a replaced entry does not count', () => {
    expect(
      enteredMinutes([
        { minutes: 60, state: 'replaced' },
        { minutes: 45, state: 'objected' },
        { minutes: 15, state: 'silent' },
      ]),
    ).toBe(60);
    expect(enteredMinutes([])).toBe(0);
  });

  test('a second objection goes to the expert', () => {
    expect([1, 2, 3].map(objectionReader)).toEqual(['unit', 'expert', 'expert']);
  });
});

describe('final approval', () => {
  const entry = (state: 'confirmed' | 'silent' | 'reported' | 'objected' | 'replaced', by = 1) => ({
    minutes: 60,
    state,
    enteredById: by,
  });

  it.each([
    [
      'by another person',
      'confirmed',
      [entry('confirmed'), entry('silent')],
      { ok: true, minutes: 120 },
    ],
    ['after a termination', 'terminated', [entry('confirmed')], { ok: true, minutes: 60 }],
    [
      'replaced beside confirmed',
      'confirmed',
      [entry('replaced'), entry('confirmed')],
      { ok: true, minutes: 60 },
    ],
    ['too early', 'hoursReported', [entry('confirmed')], { ok: false, reason: 'wrongState' }],
    ['twice', 'final', [entry('confirmed')], { ok: false, reason: 'wrongState' }],
    ['no hours', 'withdrawn', [], { ok: false, reason: 'noHours' }],
    ['only replaced hours', 'withdrawn', [entry('replaced')], { ok: false, reason: 'noHours' }],
    [
      'unanswered',
      'terminated',
      [entry('confirmed'), entry('reported')],
      { ok: false, reason: 'unanswered' },
    ],
    ['objected', 'withdrawn', [entry('objected')], { ok: false, reason: 'unanswered' }],
    [
      'by who entered some of them',
      'confirmed',
      [entry('confirmed'), entry('confirmed', 2)],
      { ok: false, reason: 'enteredBySamePerson' },
    ],
  ] as const)('%s', (_what, state, entries, expected) => {
    expect(mayFinalise({ state, entries }, 2)).toEqual(expected);
  });
});
