import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  appealUntil,
  canEdit,
  canWithdraw,
  compareRank,
  defaultPoints,
  displayTrackingCode,
  firstStates,
  isMarried,
  mayAppeal,
  moveApplication,
  newTrackingCode,
  parseTrackingCode,
  pointsOf,
  sendingEvents,
  trackingAlphabet,
} from '../../../core/applications/rules.ts';
import {
  type ApplicationEvent,
  type ApplicationState,
  applicationEvents,
  applicationStates,
  priorityClasses,
  type RankEntry,
} from '../../../core/applications/types.ts';
import { average } from '../../../core/registry/rules.ts';
import { seeded } from '../seeded.ts';

const random = seeded(8);
const codes = Array.from({ length: 12 }, () => newTrackingCode(random));

describe('tracking code', () => {
  test('of the alphabet, without what is read as something else', () => {
    expect(new Set(trackingAlphabet).size).toBe(23);
    expect(trackingAlphabet).not.toMatch(/[0O1IL2Z5S8BUV]/);
    for (let n = 0; n < 2000; n += 1) {
      const code = newTrackingCode(random);
      expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/);
      expect(parseTrackingCode(code)).toEqual({ ok: true, value: code });
    }
  });

  test('the last and the first sign of the alphabet are drawn', () => {
    expect(newTrackingCode({ int: (most) => most - 1 })).toMatch(/^Y{7}/);
    expect(newTrackingCode({ int: () => 0 })).toBe('33333333');
  });

  test('is shown in two halves and found however it is typed', () => {
    for (const code of codes) {
      const shown = displayTrackingCode(code);
      expect(shown).toMatch(/^.{4}-.{4}$/);
      const persian = shown.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d)));
      const arabic = shown.replace(/\d/g, (d) => String.fromCharCode(0x0660 + Number(d)));
      const spaced = ` ${shown.toLowerCase().replace('-', ' – ')}\u200C`;
      for (const typed of [shown, persian, arabic, spaced, shown.toLowerCase()]) {
        expect(parseTrackingCode(typed), typed).toEqual({ ok: true, value: code });
      }
    }
  });

  test('every single wrong character shows', () => {
    for (const code of codes) {
      for (let place = 0; place < 8; place += 1) {
        for (const other of trackingAlphabet.replace(code.charAt(place), '')) {
          const wrong = code.slice(0, place) + other + code.slice(place + 1);
          expect(parseTrackingCode(wrong), `${code} as ${wrong}`).toEqual({
            ok: false,
            reason: 'wrongCheck',
          });
        }
      }
    }
  });

  test('every two neighbours that changed places show', () => {
    let swaps = 0;
    for (const code of codes) {
      for (let place = 0; place < 7; place += 1) {
        const [one, two] = [code.charAt(place), code.charAt(place + 1)];
        if (one === two) continue;
        const wrong = code.slice(0, place) + two + one + code.slice(place + 2);
        expect(parseTrackingCode(wrong).ok, `${code} as ${wrong}`).toBe(false);
        swaps += 1;
      }
    }
    expect(swaps).toBeGreaterThan(60);
  });

  it.each([
    ['', { reason: 'empty' }],
    ['- -', { reason: 'empty' }],
    ['3333-333', { reason: 'wrongLength', length: 7 }],
    ['3333-33333', { reason: 'wrongLength', length: 9 }],
    ['3333-333O', { reason: 'unknownCharacter', character: 'O' }],
    ['3333-333ب', { reason: 'unknownCharacter', character: 'ب' }],
    ['3333-3334', { reason: 'wrongCheck' }],
  ])('%j is refused', (text, refusal) => {
    expect(parseTrackingCode(text)).toEqual({ ok: false, ...refusal });
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseTrackingCode(text)));
  });
});

describe('moves', () => {
  type Row = Partial<Record<ApplicationState, ApplicationState>>;
  const expected: Record<ApplicationEvent, Row> = {
    send: { filed: 'filed', awaitingInternational: 'filed', sentBack: 'filed' },
    sendToInternational: {
      filed: 'awaitingInternational',
      awaitingInternational: 'awaitingInternational',
      sentBack: 'awaitingInternational',
    },
    allowInternational: { awaitingInternational: 'filed' },
    refuseInternational: { awaitingInternational: 'rejected' },
    approve: { filed: 'approved' },
    reject: { filed: 'rejected' },
    sendBack: { filed: 'sentBack' },
    withdraw: { filed: 'withdrawn', awaitingInternational: 'withdrawn', sentBack: 'withdrawn' },
    appeal: { rejected: 'appealed' },
    grantAppeal: { appealed: 'approved' },
    dismissAppeal: { appealed: 'rejected' },
  };
  const pairs = applicationEvents.flatMap((event) =>
    applicationStates.map((state) => [event, state] as const),
  );

  it.each(pairs)('%s in %s', (event, state) => {
    expect(moveApplication(event, state)).toBe(expected[event][state]);
  });

  test('until a decision the student can edit and withdraw', () => {
    const undecided = ['filed', 'awaitingInternational', 'sentBack'];
    expect([...applicationStates].filter(canEdit).sort()).toEqual([...undecided].sort());
    expect([...applicationStates].filter(canWithdraw).sort()).toEqual([...undecided].sort());
  });

  test('sending leads where the rules say', () => {
    expect(sendingEvents).toEqual({
      eligible: 'send',
      needsApproval: 'sendToInternational',
      ineligible: undefined,
    });
    for (const event of ['send', 'sendToInternational'] as const) {
      expect(moveApplication(event, 'sentBack')).toBe(firstStates[event]);
    }
  });
});

describe('appeal', () => {
  const decidedAt = new Date('2024-05-01T08:00:00Z');
  const until = new Date('2024-05-11T20:29:59.999Z');
  const rejected = { state: 'rejected', decidedAt, appealed: false } as const;

  test('until the end of the tenth day in Tehran', () => {
    expect(appealUntil(decidedAt)).toEqual(until);
    expect(mayAppeal(rejected, decidedAt)).toEqual({ ok: true });
    expect(mayAppeal(rejected, until)).toEqual({ ok: true });
    expect(mayAppeal(rejected, new Date(until.getTime() + 1))).toEqual({
      ok: false,
      reason: 'tooLate',
      until,
    });
  });

  test('once', () => {
    expect(mayAppeal({ ...rejected, appealed: true }, decidedAt)).toEqual({
      ok: false,
      reason: 'alreadyAppealed',
    });
  });

  test.each(applicationStates.filter((state) => state !== 'rejected'))('not of %s', (state) => {
    expect(mayAppeal({ ...rejected, state }, decidedAt)).toEqual({
      ok: false,
      reason: 'notRejected',
    });
  });
});

describe('rank', () => {
  test('one point a verified class, each once', () => {
    expect(pointsOf([], defaultPoints)).toBe(0);
    expect(pointsOf(priorityClasses, defaultPoints)).toBe(6);
    expect(pointsOf(['married', 'married'], defaultPoints)).toBe(1);
    expect(pointsOf(['married', 'welfare'], { ...defaultPoints, welfare: 3 })).toBe(4);
  });

  test('either class of the married proves it', () => {
    const proving = priorityClasses.filter((one) => isMarried([one]));
    expect(proving).toEqual(['married', 'marriedWithChildren']);
    expect(isMarried([])).toBe(false);
  });

  const entry = (id: number, points: number, hundredths: number | null, minute: number) => ({
    id,
    points,
    average: hundredths === null ? null : average(hundredths),
    filedAt: new Date(Date.UTC(2024, 4, 1, 0, minute)),
  });
  const ranked: readonly RankEntry[] = [
    entry(9, 3, null, 50),
    entry(8, 2, 1800, 40),
    entry(7, 2, 1799, 10),
    entry(6, 2, 1799, 11),
    entry(3, 2, 0, 5),
    entry(5, 2, null, 1),
    entry(2, 0, 2000, 0),
    entry(4, 0, 2000, 0),
  ];

  test('points, then average, then time of filing, whatever the order before', () => {
    const ids = ranked.map(({ id }) => id);
    fc.assert(
      fc.property(fc.shuffledSubarray([...ranked], { minLength: ranked.length }), (shuffled) => {
        expect([...shuffled].sort(compareRank).map(({ id }) => id)).toEqual(ids);
      }),
    );
  });
});
