import { beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import { remindOfWindow } from '../../../core/reminders/commands/remind-of-windows.ts';
import { unfinishedFor, windowsToRemind } from '../../../core/reminders/queries.ts';
import { dueReminder } from '../../../core/reminders/rules.ts';
import { extendWindow } from '../../../core/terms/commands/extend-window.ts';
import type { WindowKind } from '../../../core/terms/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aPerson, aStudent } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  atOnce,
  type Campus,
  done,
  toldTo,
} from '../../support/scenes.ts';
import {
  aBankAccount,
  anApplication,
  anOpening,
  aTerm,
  windowsOpen,
} from '../../support/university.ts';

describe('the reminder of a window’s end', () => {
  const closesAt = new Date('2024-01-20T23:59:59.999+03:30');
  const at = (now: string, remindedAt: string | null = null) =>
    dueReminder(
      { closesAt, remindedAt: remindedAt === null ? null : new Date(remindedAt) },
      new Date(now),
    )?.daysLeft;

  test.each([
    ['four days before', '2024-01-16T23:59:59+03:30', null, undefined],
    ['three days before', '2024-01-17T00:00:00+03:30', null, 3],
    [
      'three days before, again',
      '2024-01-17T12:00:00+03:30',
      '2024-01-17T10:00:00+03:30',
      undefined,
    ],
    ['two days before, where it was missed', '2024-01-18T10:00:00+03:30', null, 2],
    ['two days before', '2024-01-18T10:00:00+03:30', '2024-01-17T10:00:00+03:30', undefined],
    ['one day before', '2024-01-19T10:00:00+03:30', '2024-01-17T10:00:00+03:30', 1],
    ['on the last day', '2024-01-20T10:00:00+03:30', '2024-01-19T10:00:00+03:30', undefined],
    ['on the last day, where it was missed', '2024-01-20T10:00:00+03:30', null, 0],
    ['afterwards', '2024-01-21T00:00:00+03:30', null, undefined],
  ])('%s', (_when, now, remindedAt, daysLeft) => {
    expect(at(now, remindedAt)).toBe(daysLeft);
  });
});

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const unfinished = (kind: WindowKind) =>
  unfinishedFor(
    database.db.read,
    { universityId: campus.university.id, termId: campus.term.id, kind },
    database.clock.now(),
  );

async function halfFinished(chatId: bigint, form: string, answers: object): Promise<void> {
  const content = { answers, scratch: {} };
  const updatedAt = database.clock.now();
  await database.db.read.formState.create({
    data: { chatId, form, version: 1, step: 'any', content, updatedAt } as never,
  });
}

describe('who has something unfinished', () => {
  test('for requests: a form or profile half-finished here, or a request sent back', async () => {
    const { university, opening } = campus;
    const writing = await aStudent(database, { university });
    await halfFinished(writing.chatId, 'application', {});
    const registering = await aPerson(database, { state: 'preRegistered' });
    await halfFinished(registering.chatId, 'profile', { universityId: university.id });
    const elsewhere = await aPerson(database, { state: 'preRegistered' });
    await halfFinished(elsewhere.chatId, 'profile', { universityId: university.id + 1 });
    const mending = await aStudent(database, { university });
    await anApplication(database, { student: mending, openings: [opening], state: 'sentBack' });
    await anApplicant(database, campus);
    expect(await unfinished('applications')).toEqual(
      [writing, registering, mending].map(({ accountId }) => accountId),
    );
  });

  test('for requests of this term alone, or left in a term that is over, and changes that can be sent', async () => {
    const { university, opening, term } = campus;
    const next = await aTerm(database, { number: 2 });
    const others = { opensOn: '2023-09-23', closesOn: '2023-12-20' };
    await windowsOpen(database, university, next, { kinds: ['applications'], ...others });
    const writing = async (answers: object) => {
      const student = await aStudent(database, { university });
      await halfFinished(student.chatId, 'application', answers);
      return student.accountId;
    };
    const changing = async (state: 'filed' | 'approved') => {
      const student = await aStudent(database, { university });
      const { trackingCode } = await anApplication(database, {
        ...{ student, openings: [opening], state },
      });
      await halfFinished(student.chatId, 'application', { basis: trackingCode });
      return student.accountId;
    };
    const forThis = await writing({ termId: term.id });
    const forNext = await writing({ termId: next.id });
    const open = await changing('filed');
    await changing('approved');
    expect(await unfinished('applications')).toEqual([forThis, open]);
    database.clock.set('2023-12-21T10:00:00Z');
    expect(await unfinished('applications')).toEqual([forThis, forNext, open]);
  });

  test('for units’ requests: officers whose unit has a free seat and somebody who waits', async () => {
    expect(await unfinished('unitRequests')).toEqual([]);
    const student = await anApplicant(database, campus);
    const both = [campus.officer.accountId, campus.colleague.accountId];
    expect(await unfinished('unitRequests')).toEqual(both);
    await done(database, (work) =>
      requestPlacement(work, campus.officer, {
        openingId: campus.opening.id,
        student: student.profile.studentNumber,
        minutes: 600,
        explanation: 'shelving',
      }),
    );
    expect(await unfinished('unitRequests')).toEqual([]);
    const full = await anOpening(database, {
      unit: campus.unit,
      term: campus.term,
      seats: { female: 0, male: 1 },
    });
    const waiting = await aStudent(database, { university: campus.university });
    await anApplication(database, { student: waiting, openings: [full] });
    expect(await unfinished('unitRequests')).toEqual([]);
  });

  test('for hours: officers whose assistants lack them, not students who have some to confirm', async () => {
    const student = await anApplicant(database, campus);
    const placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
    const both = [campus.officer.accountId, campus.colleague.accountId];
    expect(await unfinished('hours')).toEqual(both);
    await done(database, (work) =>
      reportHours(work, campus.officer, {
        placementId,
        entries: [{ minutes: 600, workedOn: null }],
      }),
    );
    expect(await unfinished('hours')).toEqual([]);
  });

  test('whoever stands in for an officer, while that lasts, as well', async () => {
    const student = await anApplicant(database, campus);
    const { accountId: toId } = await aPerson(database);
    const [{ cartableId } = { cartableId: 0 }] = campus.officer.holdings;
    const now = database.clock.now();
    await database.db.read.delegation.create({
      data: {
        ...{ cartableId, fromId: campus.officer.accountId, toId },
        ...{ startsAt: now, acceptedAt: now, endsAt: new Date(now.getTime() + 2 * days) },
      },
    });
    expect(await unfinished('unitRequests')).toContain(toId);
    await anApprovedPlacement(database, campus, { student });
    expect(await unfinished('hours')).toContain(toId);
    database.clock.advance(2 * days);
    expect(await unfinished('hours')).not.toContain(toId);
  });

  test('for accounts: approved students without one that is declared or confirmed', async () => {
    const lacking = await anApplicant(database, campus);
    const refused = await anApplicant(database, campus);
    await aBankAccount(database, refused, { state: 'refused' });
    const declared = await anApplicant(database, campus);
    await aBankAccount(database, declared, { state: 'declared' });
    expect(await unfinished('accounts')).toEqual([lacking.accountId, refused.accountId]);
  });
});

describe('they are told', () => {
  test('once, by however many replicas, and again only where the window was extended', async () => {
    const student = await anApplicant(database, campus);
    database.clock.set('2024-01-17T10:00:00+03:30');
    const window = await database.db.read.window.findFirstOrThrow({ where: { kind: 'accounts' } });
    expect(await windowsToRemind(database.db.read, database.clock.now())).toContain(window.id);
    const remind = () =>
      atOnce(
        database,
        [1, 2].map(() => (work) => remindOfWindow(work, { windowId: window.id })),
      );
    expect((await remind()).toSorted()).toEqual([0, 1]);
    expect(await toldTo(database, student.chatId)).toEqual(['windowEnding']);
    const longer = { windowId: window.id, closesOn: isoDate('2024-02-10'), reason: 'snow' };
    const extended = await database.db.transaction((work) =>
      extendWindow(work, campus.expert, longer),
    );
    expect(extended).toEqual({ ok: true, told: 1 });
    expect(await remind()).toEqual([0, 0]);
    database.clock.set('2024-02-07T10:00:00+03:30');
    await remind();
    expect(await toldTo(database, student.chatId)).toEqual([
      'windowEnding',
      'windowExtended',
      'windowEnding',
    ]);
  });
});
