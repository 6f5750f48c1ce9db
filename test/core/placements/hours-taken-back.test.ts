import { beforeEach, describe, expect, test } from 'vitest';
import {
  answerHours,
  type HoursAnswer,
  settleObjection,
} from '../../../core/placements/commands/answer-hours.ts';
import { reportNoHours } from '../../../core/placements/commands/correct-placement.ts';
import { terminatePlacement } from '../../../core/placements/commands/end-placement.ts';
import { reportHours, standByHours } from '../../../core/placements/commands/report-hours.ts';
import { takeHoursBack } from '../../../core/placements/commands/take-hours-back.ts';
import { placementView } from '../../../core/placements/queries.ts';
import { unfinishedFor } from '../../../core/reminders/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
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

// Hours that were never worked, entered for the wrong student say, are put right to none.

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
});

const report = (minutes: number) =>
  done(database, (work) =>
    reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
  );
const answer = (given: HoursAnswer) =>
  done(database, (work) => answerHours(work, student.person, { placementId, answer: given }));
const objected = async (minutes: number) => {
  await report(minutes);
  await answer({ confirm: false, objection: 'I was not there' });
};
const takeBack = (actor: Person, seen: number) =>
  database.db.transaction((work) => takeHoursBack(work, actor, { placementId, seen }));
const stand = () => done(database, (work) => standByHours(work, campus.officer, { placementId }));
const settleNone = (actor: Person) =>
  database.db.transaction((work) =>
    settleObjection(work, actor, { placementId, entries: [], reason: 'not in the register' }),
  );
const terminated = () =>
  done(database, (work) =>
    terminatePlacement(work, campus.officer, { placementId, reason: 'does not come' }),
  );
const now = () => database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } });
const standing = () =>
  database.db.read.hoursEntry.findMany({ where: { placementId, state: { not: 'replaced' } } });
const lastMove = () =>
  database.db.read.auditEvent.findFirstOrThrow({
    where: { subjectType: 'placement', subjectId: String(placementId) },
    orderBy: { seq: 'desc' },
  });

describe('the unit answers an objection by none', () => {
  test('and the placement goes on as one without hours, due when their window ends', async () => {
    await objected(300);
    expect(await takeBack(campus.officer, 300)).toEqual({
      ...{ ok: true, minutes: 300, enteredMinutes: 0 },
    });
    expect(await standing()).toEqual([]);
    expect((await now()).state).toBe('working');
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
    const item = { kind: 'reportHours', subjectId: placementId, closedAt: null } as const;
    expect(await database.db.read.workItem.findFirst({ where: item })).toMatchObject({
      dueAt: new Date('2024-01-20T23:59:59.999+03:30'),
    });
    const { university, term, officer, colleague } = campus;
    const window = { universityId: university.id, termId: term.id, kind: 'hours' } as const;
    expect(await unfinishedFor(database.db.read, window, database.clock.now())).toEqual([
      officer.accountId,
      colleague.accountId,
    ]);
    expect(await toldTo(database, student.chatId)).toContain('hoursTakenBack');
    expect(await lastMove()).toMatchObject({
      ...{ action: 'placement.noHours', actorId: campus.officer.accountId },
      ...{ before: { state: 'objected' }, after: { state: 'working', minutes: 300 } },
    });
    await report(45);
    expect((await now()).state).toBe('hoursReported');
  });

  test('and what the student has agreed to stands, and is finally approved', async () => {
    await report(300);
    await answer({ confirm: true });
    await objected(120);
    expect(await takeBack(campus.colleague, 120)).toMatchObject({ enteredMinutes: 300 });
    expect(await standing()).toMatchObject([{ minutes: 300, state: 'confirmed' }]);
    expect((await now()).state).toBe('confirmed');
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approveFinal']);
    expect(await lastMove()).toMatchObject({ action: 'placement.settle' });
  });

  test('and one that ended waits for hours, until the unit says that there were none', async () => {
    await terminated();
    await objected(300);
    expect(await takeBack(campus.officer, 300)).toMatchObject({ ok: true });
    expect(await now()).toMatchObject({ state: 'terminated', ending: 'terminated' });
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
    await done(database, (work) => reportNoHours(work, campus.officer, { placementId }));
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
  });

  test('after the window for hours, too', async () => {
    await report(300);
    database.clock.set('2023-10-12T23:00:00+03:30');
    await database.db.read.window.updateMany({
      where: { kind: 'hours' },
      data: { closesAt: new Date('2023-10-10T20:29:59.999Z') },
    });
    await answer({ confirm: false, objection: 'I was not there' });
    expect(await takeBack(campus.officer, 300)).toMatchObject({ ok: true });
  });

  test('where it is the unit’s to answer, and of the hours that were seen alone', async () => {
    expect(await takeBack(campus.officer, 0)).toEqual({
      ...{ ok: false, reason: 'wrongState', state: 'approved' },
    });
    await report(300);
    expect(await takeBack(campus.officer, 300)).toMatchObject({ reason: 'wrongState' });
    await answer({ confirm: false, objection: 'I was not there' });
    expect(await takeBack(campus.expert, 300)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await takeBack(campus.officer, 285)).toEqual({
      ...{ ok: false, reason: 'changed', minutes: 300 },
    });
    const view = await placementView(database.db.read, campus.officer, placementId);
    expect(view).toMatchObject({ view: { may: { takeBack: true, noHours: false } } });
    await stand();
    await answer({ confirm: false, objection: 'I was not there' });
    expect(await takeBack(campus.officer, 300)).toEqual({ ok: false, reason: 'waitsForExpert' });
    const after = await placementView(database.db.read, campus.officer, placementId);
    expect(after).toMatchObject({ view: { may: { takeBack: false } } });
    expect(await standing()).toMatchObject([{ minutes: 300, state: 'objected' }]);
  });

  test('once, by two at once', async () => {
    await objected(300);
    const results = await atOnce(
      database,
      [campus.officer, campus.colleague].map((actor) => (work) => {
        return takeHoursBack(work, actor, { placementId, seen: 300 });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, wrongState: 1 });
  });
});

describe('the expert finds that none was worked', () => {
  const objectedTwice = async (minutes: number) => {
    await objected(minutes);
    await stand();
    await answer({ confirm: false, objection: 'I was not there' });
  };

  test('and the placement goes on as one without hours', async () => {
    await objected(300);
    expect(await settleNone(campus.expert)).toEqual({ ok: false, reason: 'notYours' });
    await stand();
    await answer({ confirm: false, objection: 'I was not there' });
    expect(await settleNone(campus.expert)).toEqual({ ok: true });
    expect(await standing()).toEqual([]);
    expect((await now()).state).toBe('working');
    expect(await inboxKinds(database, campus.expert)).toEqual([]);
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
    expect(await toldTo(database, student.chatId)).toContain('objectionSettled');
    expect(await toldTo(database, campus.officer.chatId)).toContain('objectionDecided');
    expect(await lastMove()).toMatchObject({
      ...{ action: 'placement.noHours', actorId: campus.expert.accountId },
      after: { state: 'working', minutes: 300 },
    });
  });

  test('and what the student has agreed to stands', async () => {
    await report(300);
    await answer({ confirm: true });
    await objectedTwice(120);
    expect(await settleNone(campus.expert)).toEqual({ ok: true });
    expect(await standing()).toMatchObject([{ minutes: 300, state: 'confirmed' }]);
    expect((await now()).state).toBe('confirmed');
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approveFinal']);
  });

  test('of one that ended, which then waits for hours', async () => {
    await terminated();
    await objectedTwice(300);
    expect(await settleNone(campus.expert)).toEqual({ ok: true });
    expect((await now()).state).toBe('terminated');
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
  });
});
