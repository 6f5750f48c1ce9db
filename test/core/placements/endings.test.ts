import { beforeEach, describe, expect, test } from 'vitest';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  decideAmendment,
  requestAmendment,
} from '../../../core/placements/commands/amend-placement.ts';
import { answerHours } from '../../../core/placements/commands/answer-hours.ts';
import {
  correctPlacement,
  reportNoHours,
} from '../../../core/placements/commands/correct-placement.ts';
import {
  terminatePlacement,
  turnDown,
  withdrawPlacement,
} from '../../../core/placements/commands/end-placement.ts';
import { finalisePlacement } from '../../../core/placements/commands/finalise-placement.ts';
import { reportHours, startWork } from '../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import { placementView } from '../../../core/placements/queries.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { unitsWithoutHours } from '../../../core/privacy/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent } from '../../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
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

const down = (person: Person) =>
  database.db.transaction((work) => turnDown(work, person, { placementId }));
const withdraw = (person: Person) =>
  database.db.transaction((work) =>
    withdrawPlacement(work, person, { placementId, reason: 'exams' }),
  );
const terminate = (actor: Person, reason = 'does not come') =>
  database.db.transaction((work) => terminatePlacement(work, actor, { placementId, reason }));
const report = (minutes: number) =>
  database.db.transaction((work) =>
    reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
  );
const placementNow = () =>
  database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } });
const filledSeats = async () => {
  const { _sum } = await database.db.read.seatCount.aggregate({ _sum: { filled: true } });
  return _sum.filled;
};

describe('turning a placement down', () => {
  test('frees the seat and the student, until the end of the third day', async () => {
    database.clock.set('2023-10-10T23:59:59+03:30');
    expect(await down(student.person)).toEqual({ ok: true });
    expect(await placementNow()).toMatchObject({ state: 'declined' });
    expect(await filledSeats()).toBe(0);
    expect(await toldTo(database, campus.officer.chatId)).toContain('placementTurnedDown');
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
  });

  test('is too late on the fourth day, and not somebody else’s to do', async () => {
    const other = await aStudent(database, { university: campus.university });
    expect(await down(other.person)).toEqual({ ok: false, reason: 'notFound' });
    database.clock.set('2023-10-11T00:00:00+03:30');
    expect(await down(student.person)).toMatchObject({ ok: false, reason: 'tooLate' });
    expect(await filledSeats()).toBe(1);
  });

  test('at the moment when the unit enters hours: one of the two counts', async () => {
    const entries = [{ minutes: 60, workedOn: null }];
    const results = await atOnce<{ readonly ok: boolean; readonly reason?: string }>(database, [
      (work) => turnDown(work, student.person, { placementId }),
      (work) => reportHours(work, campus.officer, { placementId, entries }),
    ]);
    expect(outcomes(results)).toEqual({ ok: 1, wrongState: 1 });
    const { state } = await placementNow();
    expect(await database.db.read.hoursEntry.count()).toBe(state === 'declined' ? 0 : 1);
    expect(await filledSeats()).toBe(state === 'declined' ? 0 : 1);
  });

  test('pressed many times frees one seat', async () => {
    const results = await atOnce(
      database,
      Array.from({ length: 5 }, () => (work) => turnDown(work, student.person, { placementId })),
    );
    expect(outcomes(results)).toEqual({ ok: 1, wrongState: 4 });
    const freed = await database.db.read.seatEvent.count({ where: { move: 'filledFreed' } });
    expect(freed).toBe(1);
  });
});

describe('an early end', () => {
  test('by the unit needs a reason, is told to the student, and frees the seat', async () => {
    const unit = await aUnit(database, campus.university);
    const other = await anOfficer(database, { role: 'unitOfficer', unit });
    expect(await terminate(other)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await terminate(campus.officer, ' ')).toEqual({ ok: false, reason: 'noReason' });
    expect(await terminate(campus.officer)).toEqual({ ok: true });
    expect(await terminate(campus.officer)).toMatchObject({ reason: 'wrongState' });
    expect(await placementNow()).toMatchObject({ state: 'terminated', ending: 'terminated' });
    expect(await toldTo(database, student.chatId)).toContain('placementTerminated');
    expect(await filledSeats()).toBe(0);
  });

  test('leaves the hours worked until then payable, without taking the seat again', async () => {
    await done(database, (work) => startWork(work, campus.officer, { placementId }));
    expect(await withdraw(student.person)).toMatchObject({ ok: true });
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
    expect(await report(120)).toMatchObject({ ok: true });
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    await done(database, (work) =>
      answerHours(work, student.person, { placementId, answer: { confirm: true } }),
    );
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approveFinal']);
    await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
    expect(await placementNow()).toMatchObject({ state: 'final', ending: 'withdrawn' });
    expect(await filledSeats()).toBe(0);
  });

  test('lets the student be placed again at once', async () => {
    await withdraw(student.person);
    const again = await anApprovedPlacement(database, campus, { student });
    expect(again).not.toBe(placementId);
  });

  test('counts the hours worked for the limit of the term', async () => {
    await report(120);
    await withdraw(student.person);
    const ask = (minutes: number) =>
      database.db.transaction((work) =>
        requestPlacement(work, campus.officer, {
          openingId: campus.opening.id,
          student: student.profile.studentNumber,
          minutes,
          explanation: '',
        }),
      );
    const limit = 200 * 60 - 120;
    expect(await ask(limit + 15)).toEqual({ ok: false, reason: 'tooManyInTerm', limit });
    expect(await ask(limit)).toMatchObject({ ok: true });
  });

  test('without any hours stops waiting once the unit says so', async () => {
    await terminate(campus.officer);
    const none = (actor: Person) =>
      database.db.transaction((work) => reportNoHours(work, actor, { placementId }));
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
    expect(await none(campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await none(campus.officer)).toEqual({ ok: true });
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    expect(await none(campus.colleague)).toMatchObject({ reason: 'wrongState' });
    const told = (await toldTo(database, student.chatId)).filter(
      (name) => name === 'noHoursReported',
    );
    expect(told).toHaveLength(1);
  });

  test('has no hours entered once the student has left', async () => {
    await withdraw(student.person);
    expect(await unitsWithoutHours(database.db.read, student.accountId)).toHaveLength(1);
    await done(database, (work) => leave(work, student.person));
    const order = { placementId, entries: [{ minutes: 60, workedOn: null }] };
    const reported = await database.db.transaction((work) =>
      reportHours(work, campus.officer, order),
    );
    expect(reported).toEqual({ ok: false, reason: 'studentLeft' });
    const view = await placementView(database.db.read, campus.officer, placementId);
    expect(view).toMatchObject({ view: { may: { report: false, noHours: false } } });
  });

  test('is not somebody else’s to declare', async () => {
    const other = await aStudent(database, { university: campus.university });
    expect(await withdraw(other.person)).toEqual({ ok: false, reason: 'notFound' });
    expect(await placementNow()).toMatchObject({ state: 'approved' });
  });
});

describe('more hours', () => {
  const more = (minutes: number, actor: Person = campus.officer) =>
    database.db.transaction((work) =>
      requestAmendment(work, actor, { placementId, minutes, reason: 'stock-taking' }),
    );
  const decide = (actor: Person, amendmentId: number) =>
    database.db.transaction((work) =>
      decideAmendment(work, actor, { amendmentId, decision: { approve: true } }),
    );

  test('hold once a second person approves them', async () => {
    const asked = await more(300);
    if (!asked.ok) throw new Error(asked.reason);
    const { amendmentId } = asked;
    expect(await more(60)).toEqual({ ok: false, reason: 'amendmentWaiting' });
    expect(await report(615)).toMatchObject({ reason: 'overApproved' });
    expect(await decide(campus.officer, amendmentId)).toEqual({ ok: false, reason: 'samePerson' });
    const results = await atOnce(
      database,
      Array.from({ length: 4 }, () => (work) => {
        const decision = { approve: true } as const;
        return decideAmendment(work, campus.colleague, { amendmentId, decision });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, alreadyDecided: 3 });
    expect(await placementNow()).toMatchObject({ approvedMinutes: 900, requestedMinutes: 600 });
    expect(await report(615)).toMatchObject({ ok: true });
    expect(await toldTo(database, student.chatId)).toContain('hoursAmended');
  });

  test('wait for the expert once the unit has nobody else', async () => {
    await more(300);
    expect(await inboxKinds(database, campus.colleague)).toContain('approveAmendment');
    const cartableId = campus.colleague.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, campus.colleague, { cartableId }));
    expect(await inboxKinds(database, campus.officer)).not.toContain('approveAmendment');
    expect(await inboxKinds(database, campus.expert)).toEqual(['approveAmendment']);
  });

  test.each([
    ['over 200 hours in all', 200 * 60 - 600 + 15, 'tooMany'],
    ['none', 0, 'notMore'],
    ['fewer', -60, 'notMore'],
    ['no quarter hours', 50, 'notQuarter'],
  ])('are not %s', async (_what, minutes, reason) => {
    expect(await more(minutes)).toMatchObject({ ok: false, reason });
  });

  test('are at most what the term leaves beside other placements', async () => {
    await report(600);
    await withdraw(student.person);
    placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
    const limit = 200 * 60 - 600;
    expect(await more(limit - 600 + 15)).toEqual({ ok: false, reason: 'tooManyInTerm', limit });
    expect(await more(limit - 600)).toMatchObject({ ok: true });
  });

  test.each([
    ['terminated by the unit', () => terminate(campus.colleague)],
    ['left by the student', () => withdraw(student.person)],
    ['turned down by the student', () => down(student.person)],
  ])(
    'that wait are closed with a placement that is %s, and who asked is told',
    async (_how, end) => {
      const { amendmentId } = await done(database, (work) =>
        requestAmendment(work, campus.officer, {
          placementId,
          minutes: 300,
          reason: 'stock-taking',
        }),
      );
      expect(await end()).toMatchObject({ ok: true });
      expect(await database.db.read.placementAmendment.findFirst()).toMatchObject({
        state: 'refused',
        decidedAt: database.clock.now(),
      });
      expect(await inboxKinds(database, campus.colleague)).not.toContain('approveAmendment');
      expect(await toldTo(database, campus.officer.chatId)).toContain('amendmentDecided');
      expect(await decide(campus.colleague, amendmentId)).toMatchObject({ ok: false });
    },
  );

  test('do not hold up the final approval of a placement that ended', async () => {
    await report(120);
    await more(300);
    await terminate(campus.officer);
    const answer = { confirm: true } as const;
    await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
    await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
    expect(await placementNow()).toMatchObject({ state: 'final' });
  });

  test('are asked for by the unit only', async () => {
    expect(await more(60, campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await more(60, student.person)).toEqual({ ok: false, reason: 'notAllowed' });
  });
});

describe('after the final approval', () => {
  test('only a recorded correction by the expert changes what is paid', async () => {
    const other = await anApplicant(database, campus);
    placementId = await aFinalPlacement(database, campus, { student: other, minutes: 600 });
    const correct = (actor: Person, minutes: number, reason = 'counted twice') =>
      database.db.transaction((work) =>
        correctPlacement(work, actor, { placementId, minutes, reason }),
      );
    expect(await correct(campus.officer, -60)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await correct(campus.expert, -60, '')).toEqual({ ok: false, reason: 'noReason' });
    expect(await correct(campus.expert, 0)).toEqual({ ok: false, reason: 'nothing' });
    expect(await correct(campus.expert, 20)).toEqual({ ok: false, reason: 'notQuarter' });
    expect(await correct(campus.expert, -615)).toMatchObject({ reason: 'outOfRange' });
    expect(await correct(campus.expert, 15)).toMatchObject({ reason: 'outOfRange' });
    expect(await correct(campus.expert, -60)).toEqual({ ok: true, minutes: 540 });
    expect(await toldTo(database, other.chatId)).toContain('placementCorrected');
    expect(await withdraw(other.person)).toMatchObject({ reason: 'wrongState' });
  });

  test('two who take the same hours away by what both have seen take them away once', async () => {
    const { university } = campus;
    const other = await anApplicant(database, campus);
    placementId = await aFinalPlacement(database, campus, { student: other, minutes: 600 });
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const order = { placementId, minutes: -60, seen: 600, reason: 'counted twice' };
    const results = await atOnce(
      database,
      [campus.expert, deputy].map((actor) => (work) => correctPlacement(work, actor, order)),
    );
    expect(outcomes(results)).toEqual({ ok: 1, changed: 1 });
    const corrections = await database.db.read.placementCorrection.count({
      where: { placementId },
    });
    expect(corrections).toBe(1);
  });

  describe('the limit of the term', () => {
    const half = 100 * 60;
    const correct = (id: number, minutes: number) =>
      database.db.transaction((work) =>
        correctPlacement(work, campus.expert, { placementId: id, minutes, reason: 'counted' }),
      );

    /** One of 200 approved hours that ended after 100, finally approved. */
    async function halfWorked(): Promise<number> {
      student = await anApplicant(database, campus);
      placementId = await anApprovedPlacement(database, campus, { student, minutes: 2 * half });
      await report(half);
      await withdraw(student.person);
      const answer = { confirm: true } as const;
      await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
      await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
      return placementId;
    }

    test('is not passed by a correction beside another placement', async () => {
      const early = await halfWorked();
      placementId = await anApprovedPlacement(database, campus, { student, minutes: half });
      await report(half - 60);
      expect(await correct(early, 75)).toEqual({ ok: false, reason: 'overTerm', left: 60 });
      expect(await correct(early, 60)).toMatchObject({ ok: true });
      expect(await report(15)).toEqual({ ok: false, reason: 'overTerm', left: 0 });
      expect(await correct(early, -120)).toMatchObject({ ok: true });
      expect(await report(60)).toMatchObject({ ok: true });
    });

    test('is not passed by a correction and hours entered elsewhere at once', async () => {
      const early = await halfWorked();
      placementId = await anApprovedPlacement(database, campus, { student, minutes: half });
      const entries = [{ minutes: half, workedOn: null }];
      const results = await atOnce<{ readonly ok: boolean; readonly reason?: string }>(database, [
        (work) => reportHours(work, campus.officer, { placementId, entries }),
        (work) =>
          correctPlacement(work, campus.expert, {
            ...{ placementId: early, minutes: half, reason: 'counted' },
          }),
      ]);
      expect(outcomes(results)).toEqual({ ok: 1, overTerm: 1 });
    });
  });
});
