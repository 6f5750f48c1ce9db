import { expect, test } from 'vitest';
import { type OwnStep, ownStepsNow } from '../../../core/placements/rules/own-steps.ts';
import type { HoursState, PlacementState } from '../../../core/placements/types.ts';

const now = new Date('2023-10-07T06:00:00Z');
const later = new Date(now.getTime() + 1);
const earlier = new Date(now.getTime() - 1);

const entry = (state: HoursState, objectionDueAt = later) => ({
  minutes: 60,
  state,
  objectionDueAt,
});

test.each<[PlacementState, string, ReturnType<typeof entry>[], Date | null, OwnStep[]]>([
  ['requested', 'nothing is approved yet', [], null, ['withdraw']],
  ['approved', 'the days for it are not over', [], later, ['decline']],
  ['approved', 'the last moment', [], now, ['decline']],
  ['approved', 'the days for it are over', [], earlier, ['withdraw']],
  ['working', 'no hours', [], later, ['withdraw']],
  ['hoursReported', 'hours wait', [entry('reported')], null, ['confirm', 'object', 'withdraw']],
  [
    'hoursReported',
    'too late to object',
    [entry('reported', earlier)],
    null,
    ['confirm', 'withdraw'],
  ],
  [
    'hoursReported',
    'the last of several days counts',
    [entry('reported', earlier), entry('reported', now)],
    null,
    ['confirm', 'object', 'withdraw'],
  ],
  ['confirmed', 'all is answered', [entry('confirmed')], null, ['withdraw']],
  [
    'objected',
    'an objection can be taken back',
    [entry('objected')],
    null,
    ['takeBack', 'withdraw'],
  ],
  ['withdrawn', 'hours still wait', [entry('reported')], null, ['confirm', 'object']],
  ['terminated', 'hours still wait', [entry('reported')], null, ['confirm', 'object']],
  ['terminated', 'all is answered', [entry('silent')], null, []],
  ['final', 'nothing changes any more', [entry('confirmed')], null, []],
  ['paid', 'nothing changes any more', [entry('confirmed')], null, []],
  ['declined', 'over', [], later, []],
  ['expired', 'over', [], null, []],
])('%s, %s', (state, _what, entries, answerDueAt, steps) => {
  expect(ownStepsNow({ state, answerDueAt, entries }, now)).toEqual(steps);
});
