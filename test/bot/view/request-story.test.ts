import { expect, test } from 'vitest';
import {
  type RequestStory,
  toldState,
  toldSteps,
  toldTurn,
} from '../../../bot/view/request-story.ts';
import type { PlacementStory } from '../../../core/placements/queries.ts';
import { anApprovedStory, aStory, november } from '../../support/stories.ts';

const marks = { done: '✓', now: '●', stopped: '✗', ahead: '○' } as const;

/** The steps in one line, each with the day of November on which it was done. */
const told = (story: RequestStory): string =>
  toldSteps(story)
    .map(({ name, mark, at }) => `${marks[mark]}${name}${at ? ` ${at.getUTCDate()}` : ''}`)
    .join(', ');

const entered = { enteredMinutes: 600, openMinutes: 0, answeredAt: november(22) };
const waiting = { enteredMinutes: 600, openMinutes: 600 };
const nobody = { waitsFor: null } as const;
const student = {
  waitsFor: { to: 'answerHours', role: 'student', dueAt: november(27), claimed: false, held: true },
} as const;
const finance = {
  waitsFor: { to: 'pay', role: 'finance', dueAt: null, claimed: false, held: true },
} as const;

type Row = readonly [what: string, story: RequestStory, steps: string, state: string, turn: string];

const ofApplication: readonly Row[] = [
  ['filed', aStory(), '✓filed 15, ●reviewed, ○placed, ○hours, ○final, ○paid', 'filed', 'expert'],
  [
    'before the international deputy',
    aStory({ state: 'awaitingInternational', events: [['sendToInternational', 15]] }),
    '✓filed 15, ●international, ○reviewed, ○placed, ○hours, ○final, ○paid',
    'awaitingInternational',
    'expert',
  ],
  [
    'allowed by the international deputy',
    aStory({
      events: [
        ['sendToInternational', 15],
        ['allowInternational', 16],
      ],
    }),
    '✓filed 15, ✓international 16, ●reviewed, ○placed, ○hours, ○final, ○paid',
    'filed',
    'expert',
  ],
  [
    'refused by the international deputy',
    aStory({
      state: 'rejected',
      ...nobody,
      events: [
        ['sendToInternational', 15],
        ['refuseInternational', 16],
      ],
    }),
    '✓filed 15, ✗international',
    'rejected',
    '-',
  ],
  [
    'sent to the international deputy again after a change',
    aStory({
      state: 'awaitingInternational',
      events: [
        ['sendToInternational', 15],
        ['allowInternational', 16],
        ['sendToInternational', 17],
      ],
    }),
    '✓filed 15, ●international, ○reviewed, ○placed, ○hours, ○final, ○paid',
    'awaitingInternational',
    'expert',
  ],
  [
    'sent back',
    aStory({
      state: 'sentBack',
      ...student,
      waitsFor: { ...student.waitsFor, claimed: false, held: true },
    }),
    '✓filed 15, ●reviewed, ○placed, ○hours, ○final, ○paid',
    'sentBack',
    'student',
  ],
  [
    'rejected',
    aStory({ state: 'rejected', ...nobody, events: [['reject', 17]] }),
    '✓filed 15, ✗reviewed',
    'rejected',
    '-',
  ],
  [
    'withdrawn',
    aStory({ state: 'withdrawn', ...nobody, events: [['withdraw', 16]] }),
    '✓filed 15, ✗reviewed',
    'withdrawn',
    '-',
  ],
  [
    'appealed',
    aStory({
      state: 'appealed',
      waitsFor: { role: 'studentDeputy', dueAt: november(25), claimed: true, held: true },
      events: [
        ['reject', 17],
        ['appeal', 20],
      ],
    }),
    '✓filed 15, ●reviewed, ○placed, ○hours, ○final, ○paid',
    'appealed',
    'studentDeputy',
  ],
  [
    'approved by the answer to an appeal',
    aStory({
      state: 'approved',
      ...nobody,
      events: [
        ['reject', 17],
        ['appeal', 20],
        ['grantAppeal', 23],
      ],
    }),
    '✓filed 15, ✓reviewed 23, ●placed, ○hours, ○final, ○paid',
    'approved',
    '-',
  ],
];

/** Of an approved request: the steps after the review, by the placement. */
const ofPlacement: readonly (readonly [
  what: string,
  placement: Partial<PlacementStory> | null,
  steps: string,
  state: string,
  turn: string,
])[] = [
  ['none', null, '●placed, ○hours, ○final, ○paid', 'approved', '-'],
  [
    'asked for',
    { state: 'requested', approvedAt: null },
    '●placed, ○hours, ○final, ○paid',
    'requested',
    'unitOfficer',
  ],
  [
    'declined by the unit',
    { state: 'declined', approvedAt: null, ...nobody },
    '●placed, ○hours, ○final, ○paid',
    'approved',
    '-',
  ],
  [
    'turned down by the student',
    { state: 'declined', ...nobody },
    '●placed, ○hours, ○final, ○paid',
    'approved',
    '-',
  ],
  [
    'expired',
    { state: 'expired', approvedAt: null, ...nobody },
    '●placed, ○hours, ○final, ○paid',
    'approved',
    '-',
  ],
  ['taken', {}, '✓placed 19, ●hours, ○final, ○paid', 'approved', 'unitOfficer'],
  ['working', { state: 'working' }, '✓placed 19, ●hours, ○final, ○paid', 'working', 'unitOfficer'],
  [
    'hours before the student',
    { state: 'hoursReported', ...waiting, ...student },
    '✓placed 19, ●hours, ○final, ○paid',
    'hoursReported',
    'student',
  ],
  [
    'objected',
    { state: 'objected', ...waiting },
    '✓placed 19, ●hours, ○final, ○paid',
    'objected',
    'unitOfficer',
  ],
  [
    'confirmed',
    { state: 'confirmed', ...entered },
    '✓placed 19, ✓hours 22, ●final, ○paid',
    'confirmed',
    'unitOfficer',
  ],
  [
    'final',
    { state: 'final', ...entered, finalAt: november(24), ...finance },
    '✓placed 19, ✓hours 22, ✓final 24, ●paid',
    'final',
    'finance',
  ],
  [
    'final, and all hours corrected away',
    { state: 'final', ...entered, finalAt: november(24), ...nobody },
    '✓placed 19, ✓hours 22, ✓final 24',
    'final',
    '-',
  ],
  [
    'paid',
    { state: 'paid', ...entered, finalAt: november(24), paidAt: november(29), ...nobody },
    '✓placed 19, ✓hours 22, ✓final 24, ✓paid 29',
    'paid',
    '-',
  ],
  [
    'ended early, hours still before the student',
    { state: 'terminated', ...waiting, ...student },
    '✓placed 19, ●hours, ○final, ○paid',
    'terminated',
    'student',
  ],
  [
    'ended early, hours answered',
    { state: 'withdrawn', ...entered },
    '✓placed 19, ✓hours 22, ●final, ○paid',
    'withdrawn',
    'unitOfficer',
  ],
  [
    'ended early, with nothing to wait for',
    { state: 'withdrawn', ...nobody },
    '●placed, ○hours, ○final, ○paid',
    'approved',
    '-',
  ],
  [
    'withdrawn before the unit had the student',
    { state: 'withdrawn', approvedAt: null, ...nobody },
    '●placed, ○hours, ○final, ○paid',
    'approved',
    '-',
  ],
];

test.each(ofApplication)('a request %s', (_what, story, steps, state, turn) => {
  expect(told(story)).toBe(steps);
  expect(toldState(story).state).toBe(state);
  expect(toldTurn(story)?.role ?? '-').toBe(turn);
});

test.each(ofPlacement)(
  'an approved request, placement: %s',
  (_what, placement, steps, state, turn) => {
    const story = anApprovedStory(placement);
    expect(told(story)).toBe(`✓filed 15, ✓reviewed 17, ${steps}`);
    expect(toldState(story).state).toBe(state);
    expect(toldTurn(story)?.role ?? '-').toBe(turn);
  },
);
