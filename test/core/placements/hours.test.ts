import { beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { grantCartable } from '../../../core/cartables/commands/grant-cartable.ts';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  answerHours,
  type HoursAnswer,
  settleObjection,
} from '../../../core/placements/commands/answer-hours.ts';
import { correctPlacement } from '../../../core/placements/commands/correct-placement.ts';
import { withdrawPlacement } from '../../../core/placements/commands/end-placement.ts';
import { finalisePlacement } from '../../../core/placements/commands/finalise-placement.ts';
import { lapseHours } from '../../../core/placements/commands/pass-deadlines.ts';
import {
  type NewHours,
  reportHours,
  standByHours,
} from '../../../core/placements/commands/report-hours.ts';
import { hoursToLapse, placementStory } from '../../../core/placements/queries.ts';
import { hoursLimits } from '../../../core/placements/rules.ts';
import type { Holding, Person } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, aStudent } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  atOnce,
  type Campus,
  done,
  inboxKinds,
  outcomes,
  toldTo,
} from '../../support/scenes.ts';
import { aUnit } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
});

const total = (minutes: number): NewHours[] => [{ minutes, workedOn: null }];
const onDay = (day: string, minutes: number): NewHours => ({ minutes, workedOn: isoDate(day) });

const report = (actor: Person, entries: readonly NewHours[], replaces = 0) =>
  database.db.transaction((work) => reportHours(work, actor, { placementId, entries, replaces }));
const answer = (person: Person, given: HoursAnswer) =>
  database.db.transaction((work) => answerHours(work, person, { placementId, answer: given }));
const finalise = (actor: Person, seen?: number) =>
  database.db.transaction((work) =>
    finalisePlacement(work, actor, { placementId, ...(seen !== undefined && { seen }) }),
  );
const settle = (actor: Person, entries: readonly NewHours[] | null, seen?: number) =>
  database.db.transaction((work) =>
    settleObjection(work, actor, {
      ...{ placementId, entries, reason: 'looked into it' },
      ...(seen !== undefined && { seen }),
    }),
  );
const stateNow = async () =>
  (await database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } })).state;

const confirm: HoursAnswer = { confirm: true };
const object: HoursAnswer = { confirm: false, objection: 'I worked longer' };

test('the unit stands by the hours that were objected to: they go to the student anew, then to the expert', async () => {
  const stand = (actor: Person) =>
    database.db.transaction((work) => standByHours(work, actor, { placementId }));
  await report(campus.officer, [onDay('2023-09-25', 120), onDay('2023-09-26', 60)]);
  expect(await stand(campus.officer)).toEqual({ ok: false, reason: 'noEntries' });
  await answer(student.person, object);
  expect(await stand(campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
  expect(await stand(campus.colleague)).toMatchObject({ ok: true, minutes: 180 });
  const standing = await database.db.read.hoursEntry.findMany({
    where: { placementId, state: 'reported' },
    orderBy: { id: 'asc' },
  });
  expect(standing).toMatchObject([
    { minutes: 120, workedOn: new Date('2023-09-25'), enteredById: campus.colleague.accountId },
    { minutes: 60, workedOn: new Date('2023-09-26') },
  ]);
  await answer(student.person, object);
  expect(await stand(campus.officer)).toEqual({ ok: false, reason: 'waitsForExpert' });
  expect(await inboxKinds(database, campus.expert)).toEqual(['answerObjection']);
});

describe('hours', () => {
  test('the first ones say that the student has started', async () => {
    expect(await report(campus.officer, total(150))).toMatchObject({ ok: true, minutes: 150 });
    expect(await stateNow()).toBe('hoursReported');
    expect(await toldTo(database, student.chatId)).toContain('hoursReported');
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    const moves = await database.db.read.auditEvent.findMany({
      where: { subjectId: String(placementId), action: { startsWith: 'placement.' } },
      orderBy: { seq: 'asc' },
    });
    expect(moves.map(({ action }) => action)).toEqual([
      'placement.request',
      'placement.approve',
      'placement.start',
      'placement.reportHours',
    ]);
  });

  test.each([
    ['nothing', [], { reason: 'noEntries' }],
    ['minutes that are no quarter', total(100), { reason: 'notQuarter' }],
    ['more than is approved', total(615), { reason: 'overApproved', left: 600 }],
    [
      'more than is approved in several days',
      [onDay('2023-10-01', 300), onDay('2023-10-02', 315)],
      { reason: 'overApproved', left: 300 },
    ],
    [
      'a day of a year that is a slip',
      [onDay('2023-10-01', 60), onDay('1923-10-02', 60)],
      { reason: 'longAgo', day: '1923-10-02' },
    ],
    ['a day to come', [onDay('2023-10-08', 60)], { reason: 'future', day: '2023-10-08' }],
    [
      'a day twice',
      [onDay('2023-10-01', 60), onDay('2023-10-01', 60)],
      { reason: 'dayEntered', day: '2023-10-01' },
    ],
  ])('are not %s', async (_what, entries, refusal) => {
    expect(await report(campus.officer, entries)).toEqual({ ok: false, ...refusal });
    expect(await database.db.read.hoursEntry.count()).toBe(0);
    expect(await stateNow()).toBe('approved');
  });

  test('are entered only by the unit, in the window', async () => {
    const unit = await aUnit(database, campus.university);
    const other = await anOfficer(database, { role: 'unitOfficer', unit });
    for (const actor of [other, campus.expert, student.person]) {
      expect(await report(actor, total(60))).toEqual({ ok: false, reason: 'notAllowed' });
    }
    database.clock.set('2024-01-21T00:00:00+03:30');
    expect(await report(campus.officer, total(60))).toMatchObject({
      reason: 'outsideWindow',
      kind: 'hours',
    });
    database.clock.set('2024-01-20T23:59:59+03:30');
    expect(await report(campus.officer, total(60))).toMatchObject({ ok: true });
  });

  test('stay under a monthly cap where the university sets one', async () => {
    await database.db.read.university.update({
      where: { id: campus.university.id },
      data: { settings: { monthlyCapMinutes: 120 } },
    });
    // 22 September is the last day of Shahrivar in 1402, 23 September the first of Mehr.
    const days = [onDay('2023-09-22', 120), onDay('2023-09-23', 60), onDay('2023-09-24', 75)];
    expect(await report(campus.officer, days)).toEqual({
      ok: false,
      reason: 'overMonthlyCap',
      left: 60,
    });
    expect(await report(campus.officer, days.slice(0, 2))).toMatchObject({ ok: true });
  });

  test('entered by two officers at once never pass the approved sum', async () => {
    const results = await atOnce(
      database,
      Array.from({ length: 6 }, (_, index) => (work) => {
        const actor = index % 2 ? campus.officer : campus.colleague;
        return reportHours(work, actor, { placementId, entries: total(255) });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 2, overApproved: 4 });
  });
});

test('of two placements of a term never pass the limit of the term, entered at once', async () => {
  const seldom = await anApplicant(database, campus);
  const most = { student: seldom, minutes: hoursLimits.most };
  const early = await anApprovedPlacement(database, campus, most);
  await done(database, (work) =>
    withdrawPlacement(work, seldom.person, { placementId: early, reason: 'ill' }),
  );
  const late = await anApprovedPlacement(database, campus, most);
  const half = total(hoursLimits.most / 2 + 60);
  const results = await atOnce(
    database,
    [early, late].map((id) => (work) => {
      return reportHours(work, campus.officer, { placementId: id, entries: half });
    }),
  );
  expect(outcomes(results)).toEqual({ ok: 1, overTerm: 1 });
  expect(results.find(({ ok }) => !ok)).toMatchObject({ left: hoursLimits.most / 2 - 60 });
});

describe('the student', () => {
  beforeEach(async () => {
    await report(campus.officer, total(300));
  });

  test('confirms, and the final approval waits for somebody who did not enter them', async () => {
    expect(await answer(student.person, confirm)).toMatchObject({ ok: true, minutes: 300 });
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approveFinal']);
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    expect(await toldTo(database, campus.officer.chatId)).toContain('hoursConfirmed');
    expect(await answer(student.person, confirm)).toMatchObject({ reason: 'wrongState' });
  });

  test('confirms what was seen, not what was entered later', async () => {
    await report(campus.officer, total(120));
    const notices = await database.db.read.outboxMessage.findMany({
      where: {
        chatId: student.chatId,
        payload: { path: ['notice', 'name'], equals: 'hoursReported' },
      },
      orderBy: { id: 'asc' },
    });
    expect(notices.map(({ payload }) => payload)).toMatchObject([
      {
        notice: {
          entries: [{ minutes: 300, workedOn: null }],
          waitingMinutes: 300,
          enteredMinutes: 300,
          leftMinutes: 300,
        },
      },
      {
        notice: {
          entries: [{ minutes: 120, workedOn: null }],
          waitingMinutes: 420,
          enteredMinutes: 420,
          leftMinutes: 180,
        },
      },
    ]);
    expect(await answer(student.person, { confirm: true, minutes: 300 })).toEqual({
      ok: false,
      reason: 'changed',
      minutes: 420,
    });
    expect(await stateNow()).toBe('hoursReported');
    const story = await placementStory(database.db.read, student.application.id);
    expect(story).toMatchObject({ enteredMinutes: 420, askedMinutes: 420 });
    expect(await answer(student.person, { confirm: true, minutes: 420 })).toMatchObject({
      ok: true,
    });
  });

  test('somebody else’s hours do not exist for another student', async () => {
    const other = await aStudent(database, { university: campus.university });
    expect(await answer(other.person, confirm)).toEqual({ ok: false, reason: 'notFound' });
    expect(await answer(campus.officer, confirm)).toEqual({ ok: false, reason: 'notFound' });
    expect(await stateNow()).toBe('hoursReported');
  });

  test('objects, and the unit answers with other hours', async () => {
    expect(await answer(student.person, { confirm: false, objection: ' ' })).toMatchObject({
      reason: 'noReason',
    });
    expect(await answer(student.person, object)).toEqual({ ok: true, minutes: 300, round: 1 });
    expect(await inboxKinds(database, campus.officer)).toEqual(['answerObjection']);
    expect(await settle(campus.expert, null)).toEqual({ ok: false, reason: 'notYours' });
    expect(await report(campus.officer, total(345), 300)).toMatchObject({ ok: true });
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    const entries = await database.db.read.hoursEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ state, minutes }) => [state, minutes])).toEqual([
      ['replaced', 300],
      ['reported', 345],
    ]);
  });

  test('objects, and nothing replaces what was not seen to be objected to', async () => {
    await answer(student.person, object);
    for (const replaces of [0, 60]) {
      expect(await report(campus.officer, total(60), replaces)).toEqual({
        ok: false,
        reason: 'replacesObjected',
        minutes: 300,
      });
    }
    expect(await stateNow()).toBe('objected');
  });

  test('objects again, and only the expert decides', async () => {
    await answer(student.person, object);
    await report(campus.officer, total(300), 300);
    await answer(student.person, object);
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    expect(await inboxKinds(database, campus.expert)).toEqual(['answerObjection']);
    expect(await report(campus.officer, total(300))).toEqual({
      ok: false,
      reason: 'waitsForExpert',
    });
    expect(await settle(campus.officer, null)).toEqual({ ok: false, reason: 'notAllowed' });
    // What was looked at is not what is objected to.
    const changed = { ok: false, reason: 'changed', minutes: 300 };
    expect(await settle(campus.expert, null, 285)).toEqual(changed);
    expect(await settle(campus.expert, total(330), 285)).toEqual(changed);
    expect(await settle(campus.expert, total(330))).toEqual({ ok: true });
    expect(await stateNow()).toBe('confirmed');
    const [standing] = await database.db.read.hoursEntry.findMany({
      where: { state: { not: 'replaced' } },
    });
    expect(standing).toMatchObject({ minutes: 330, state: 'confirmed' });
    expect(await inboxKinds(database, campus.officer)).toEqual(['approveFinal']);
  });

  test('has five days to object; silence is recorded as silence', async () => {
    database.clock.advance(5 * days);
    expect(await hoursToLapse(database.db.read, database.clock.now())).toEqual([]);
    const early = await database.db.transaction((work) => lapseHours(work, { placementId }));
    expect(early).toBe(false);
    database.clock.advance(1 * days);
    expect(await answer(student.person, object)).toMatchObject({
      reason: 'tooLate',
      until: new Date('2023-10-12T23:59:59.999+03:30'),
    });
    expect(await hoursToLapse(database.db.read, database.clock.now())).toEqual([placementId]);
    await database.db.transaction((work) => lapseHours(work, { placementId }));
    const again = await database.db.transaction((work) => lapseHours(work, { placementId }));
    expect(again).toBe(false);
    expect(await database.db.read.hoursEntry.findFirstOrThrow()).toMatchObject({ state: 'silent' });
    expect(await stateNow()).toBe('confirmed');
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approveFinal']);
  });
});

describe('the final approval', () => {
  beforeEach(async () => {
    await report(campus.officer, total(300));
  });

  test('waits for the student’s answer', async () => {
    expect(await finalise(campus.colleague)).toEqual({ ok: false, reason: 'wrongState' });
  });

  test('is not given by who entered the hours, nor by another unit', async () => {
    await answer(student.person, confirm);
    const unit = await aUnit(database, campus.university);
    const other = await anOfficer(database, { role: 'unitOfficer', unit });
    expect(await finalise(campus.officer)).toEqual({ ok: false, reason: 'samePerson' });
    expect(await finalise(other)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await finalise(student.person)).toEqual({ ok: false, reason: 'notAllowed' });
  });

  test('is given by whose hours were objected to and replaced by a colleague’s', async () => {
    await answer(student.person, object);
    await report(campus.colleague, total(345), 300);
    await answer(student.person, confirm);
    expect(await inboxKinds(database, campus.officer)).toEqual(['approveFinal']);
    expect(await finalise(campus.colleague)).toEqual({ ok: false, reason: 'samePerson' });
    expect(await finalise(campus.officer)).toMatchObject({ ok: true, minutes: 345 });
  });

  test('is of the hours that were seen', async () => {
    await answer(student.person, confirm);
    await report(campus.officer, total(60));
    await answer(student.person, confirm);
    const changed = { ok: false, reason: 'changed', minutes: 360 };
    expect(await finalise(campus.colleague, 300)).toEqual(changed);
    expect(await stateNow()).toBe('confirmed');
    expect(await finalise(campus.colleague, 360)).toEqual({ ok: true, minutes: 360 });
  });

  test('given once by many at once, and nothing is entered after it', async () => {
    await answer(student.person, confirm);
    const results = await atOnce(
      database,
      Array.from({ length: 5 }, () => (work) => {
        return finalisePlacement(work, campus.colleague, { placementId });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, wrongState: 4 });
    expect(await finalise(campus.officer)).toEqual({ ok: false, reason: 'wrongState' });
    expect(await report(campus.officer, total(60))).toMatchObject({ reason: 'wrongState' });
    expect(await toldTo(database, student.chatId)).toContain('placementFinal');
    expect(await inboxKinds(database, campus.colleague)).toEqual([]);
  });
});

describe('where the unit has one officer', () => {
  let deputy: Person;

  beforeEach(async () => {
    const { university } = campus;
    deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const cartableId = campus.colleague.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, campus.colleague, { cartableId }));
    await report(campus.officer, total(60));
    await answer(student.person, confirm);
    await report(campus.officer, total(120));
    for (const round of [1, 2]) {
      await answer(student.person, object);
      if (round === 1) await report(campus.officer, total(120), 120);
    }
  });

  test('hours that the expert entered beside the officer’s are finally approved by the deputy', async () => {
    expect(await settle(campus.expert, total(150))).toEqual({ ok: true });
    for (const first of [campus.officer, campus.expert]) {
      expect(await finalise(first)).toMatchObject({ reason: 'samePerson' });
    }
    expect(await inboxKinds(database, deputy)).toEqual(['approveFinal']);
    const { accountId, person } = await aPerson(database);
    const { cartableId: _, ...place } = campus.expert.holdings[0] as Holding;
    const system = { kind: 'system' } as const;
    await done(database, (work) => grantCartable(work, system, { ...place, accountId }));
    expect(await inboxKinds(database, deputy)).toEqual([]);
    const newcomer = { ...person, holdings: campus.expert.holdings };
    expect(await inboxKinds(database, newcomer)).toEqual(['approveFinal']);
    expect(await finalise(newcomer)).toEqual({ ok: true, minutes: 210 });
  });
});

test('nobody decides on the objection to the own hours, nor corrects them: the deputy does', async () => {
  const { university, officer, expert } = campus;
  await database.db.read.cartableHolder.updateMany({
    where: { accountId: expert.accountId },
    data: { accountId: officer.accountId },
  });
  const both = { ...officer, holdings: [...officer.holdings, ...expert.holdings] };
  const deputy = await anOfficer(database, { role: 'studentDeputy', university });
  await report(campus.colleague, total(60));
  await answer(student.person, object);
  await report(both, total(60), 60);
  await answer(student.person, object);
  expect(await settle(both, null)).toEqual({ ok: false, reason: 'samePerson' });
  expect(await inboxKinds(database, both)).toEqual([]);
  expect(await inboxKinds(database, deputy)).toEqual(['answerObjection']);
  expect(await settle(deputy, null)).toEqual({ ok: true });
  expect(await finalise(campus.colleague)).toMatchObject({ ok: true });
  const order = { placementId, minutes: 60, reason: 'counted twice' };
  const corrected = await database.db.transaction((work) => correctPlacement(work, both, order));
  expect(corrected).toEqual({ ok: false, reason: 'samePerson' });
});

describe('after the window', () => {
  const close = () => database.clock.set('2024-01-21T10:00:00+03:30');
  const stand = (actor: Person) =>
    database.db.transaction((work) => standByHours(work, actor, { placementId }));

  beforeEach(async () => {
    database.clock.set('2024-01-20T10:00:00+03:30');
    await report(campus.officer, total(300));
    close();
    expect(await answer(student.person, object)).toMatchObject({ ok: true, round: 1 });
  });

  test('a first objection is answered with other hours, but new hours are not entered', async () => {
    expect(await report(campus.officer, total(345), 300)).toMatchObject({ ok: true, minutes: 345 });
    expect(await report(campus.officer, total(60))).toMatchObject({ reason: 'outsideWindow' });
    await answer(student.person, confirm);
    expect(await report(campus.officer, total(60))).toMatchObject({ reason: 'outsideWindow' });
    expect(await finalise(campus.colleague)).toMatchObject({ ok: true, minutes: 345 });
  });

  test('the unit may stand by the hours, and a second objection goes to the expert', async () => {
    expect(await stand(campus.officer)).toMatchObject({ ok: true, minutes: 300 });
    await answer(student.person, object);
    expect(await stand(campus.officer)).toEqual({ ok: false, reason: 'waitsForExpert' });
    expect(await settle(campus.expert, null)).toEqual({ ok: true });
    expect(await finalise(campus.colleague)).toMatchObject({ ok: true, minutes: 300 });
  });
});

test('an objection to later hours goes to the unit, also where the expert settled one to earlier hours', async () => {
  await report(campus.officer, total(120));
  await answer(student.person, object);
  await report(campus.officer, total(120), 120);
  await answer(student.person, object);
  await settle(campus.expert, null);
  await report(campus.officer, total(60));
  expect(await answer(student.person, object)).toEqual({ ok: true, minutes: 60, round: 1 });
  expect(await inboxKinds(database, campus.officer)).toEqual(['answerObjection']);
  expect(await report(campus.officer, total(90), 60)).toMatchObject({ ok: true });
});
