import { describe, expect, test } from 'vitest';
import type { StaffRole } from '../../../core/staff/types.ts';
import { reopenUntil, route, tidyMessage } from '../../../core/support/rules.ts';
import type { Route, TicketTopic } from '../../../core/support/types.ts';

describe('before whom a ticket comes', () => {
  const all: StaffRole[] = ['expert', 'studentDeputy', 'organisation', 'administrator'];
  const without = (...gone: StaffRole[]) => all.filter((role) => !gone.includes(role));

  test.each<[TicketTopic, number | null, StaffRole[], StaffRole, Route['detour']]>([
    ['rules', 7, all, 'expert', null],
    ['rules', 7, without('expert'), 'studentDeputy', 'nobodyThere'],
    ['rules', 7, without('expert', 'studentDeputy'), 'organisation', 'nobodyThere'],
    ['rules', 7, ['administrator'], 'administrator', 'nobodyThere'],
    ['rules', null, all, 'organisation', 'noUniversity'],
    ['rules', null, ['expert', 'administrator'], 'administrator', 'noUniversity'],
    ['rules', null, ['expert'], 'administrator', 'nobodyAtAll'],
    ['rules', 7, ['finance', 'unitOfficer'], 'administrator', 'nobodyAtAll'],
    ['technical', 7, all, 'administrator', null],
    ['technical', null, all, 'administrator', null],
    ['technical', null, without('administrator'), 'organisation', 'nobodyThere'],
    ['technical', 7, ['expert', 'studentDeputy'], 'administrator', 'nobodyAtAll'],
  ])('%s, university %s, held: %s → %s, %s', async (topic, universityId, held, role, detour) => {
    const found = await route(topic, universityId, async (one) => held.includes(one));
    expect(found).toEqual({
      role,
      first: topic === 'rules' ? 'expert' : 'administrator',
      detour,
    });
  });
});

test('a ticket reopens until the end of the fourteenth day in Tehran', () => {
  const until = reopenUntil(new Date('2023-10-07T06:00:00Z'));
  expect(until.toISOString()).toBe('2023-10-21T20:29:59.999Z');
});

test.each([
  ['  سلام\r\n\r\n\r\n\r\nنشد  ', 'سلام\n\nنشد'],
  ['\n\nيك\u200f\n', 'یک'],
  ['a  b\n\tc', 'a b\nc'],
  [' \n\u2067 \n', ''],
])('%j is kept as %j', (typed, kept) => {
  expect(tidyMessage(typed)).toBe(kept);
  expect(tidyMessage(kept)).toBe(kept);
});
