import { beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  decideAmendment,
  requestAmendment,
} from '../../../core/placements/commands/amend-placement.ts';
import { answerHours } from '../../../core/placements/commands/answer-hours.ts';
import { reportNoHours } from '../../../core/placements/commands/correct-placement.ts';
import { terminatePlacement } from '../../../core/placements/commands/end-placement.ts';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { unfinishedFor } from '../../../core/reminders/queries.ts';
import type { WorkItemKind } from '../../../core/staff/types.ts';
import { extendWindow } from '../../../core/terms/commands/extend-window.ts';
import { useDatabase } from '../../support/database.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  type Campus,
  done,
} from '../../support/scenes.ts';
import { aTerm, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
});

async function reported(minutes: number): Promise<void> {
  const entries = [{ minutes, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
}

async function confirmed(minutes: number): Promise<void> {
  await reported(minutes);
  const answer = { confirm: true } as const;
  await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
}

const terminated = () =>
  done(database, (work) =>
    terminatePlacement(work, campus.officer, { placementId, reason: 'does not come' }),
  );

async function extended(closesOn: string): Promise<void> {
  const { id: windowId } = await database.db.read.window.findFirstOrThrow({
    where: { kind: 'hours', termId: campus.term.id },
  });
  const longer = { windowId, closesOn: isoDate(closesOn), reason: 'snow' };
  await done(database, (work) => extendWindow(work, campus.expert, longer));
}

const itemOf = (kind: WorkItemKind, subjectId = placementId) =>
  database.db.read.workItem.findFirstOrThrow({ where: { kind, subjectId, closedAt: null } });
const marked = (kind: WorkItemKind) => {
  const now = database.clock.now();
  const data = { remindedAt: now, escalatedAt: now };
  return database.db.read.workItem.updateMany({ where: { kind, closedAt: null }, data });
};

const end = new Date('2024-01-20T23:59:59.999+03:30');
const threeDaysAfterEnd = new Date('2024-01-23T23:59:59.999+03:30');
const threeDays = new Date('2023-10-10T23:59:59.999+03:30');

describe('the final approval is due', () => {
  test('three working days after all the approved hours are confirmed', async () => {
    await confirmed(600);
    expect((await itemOf('approveFinal')).dueAt).toEqual(threeDays);
  });

  test('not before the window for hours has ended, while fewer are entered', async () => {
    await confirmed(300);
    expect((await itemOf('approveFinal')).dueAt).toEqual(threeDaysAfterEnd);
    await confirmed(300);
    expect((await itemOf('approveFinal')).dueAt).toEqual(threeDays);
  });

  test('three working days later, where the window has ended or the work has', async () => {
    database.clock.set('2024-01-20T10:00:00+03:30');
    await reported(300);
    database.clock.set('2024-01-21T10:00:00+03:30');
    const answer = { confirm: true } as const;
    await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
    const due = new Date('2024-01-24T23:59:59.999+03:30');
    expect((await itemOf('approveFinal')).dueAt).toEqual(due);
  });

  test('three working days later, where the work has ended early', async () => {
    await terminated();
    await confirmed(300);
    expect((await itemOf('approveFinal')).dueAt).toEqual(threeDays);
  });

  test('later, where more hours are approved after all were confirmed', async () => {
    await confirmed(600);
    const asked = { placementId, minutes: 60, reason: 'stock-taking' };
    const { amendmentId } = await done(database, (work) =>
      requestAmendment(work, campus.officer, asked),
    );
    await marked('approveFinal');
    const decision = { approve: true } as const;
    await done(database, (work) =>
      decideAmendment(work, campus.colleague, { amendmentId, decision }),
    );
    expect(await itemOf('approveFinal')).toMatchObject({
      ...{ dueAt: threeDaysAfterEnd, remindedAt: null, escalatedAt: null },
    });
  });
});

describe('an extension of the window for hours', () => {
  test('gives the units’ open work as much longer, as if nobody had been reminded', async () => {
    expect((await itemOf('reportHours')).dueAt).toEqual(end);
    await marked('reportHours');
    await extended('2024-02-10');
    expect(await itemOf('reportHours')).toMatchObject({
      dueAt: new Date('2024-02-10T23:59:59.999+03:30'),
      ...{ remindedAt: null, escalatedAt: null },
    });
  });

  test('moves the final approval of what is entered in parts', async () => {
    await confirmed(300);
    await extended('2024-02-10');
    const due = new Date('2024-02-13T23:59:59.999+03:30');
    expect((await itemOf('approveFinal')).dueAt).toEqual(due);
  });

  test('leaves what it is not about', async () => {
    await confirmed(600);
    await extended('2024-02-10');
    expect((await itemOf('approveFinal')).dueAt).toEqual(threeDays);
    const other = await aCampus(database);
    const theirs = await anApplicant(database, other);
    const id = await anApprovedPlacement(database, other, { student: theirs });
    const summer = await aTerm(database, { startYear: 1402, number: 2 });
    await windowsOpen(database, campus.university, summer);
    await extended('2024-02-17');
    expect((await itemOf('reportHours', id)).dueAt).toEqual(end);
  });
});

describe('before the window for hours ends', () => {
  const unfinished = () =>
    unfinishedFor(
      database.db.read,
      { universityId: campus.university.id, termId: campus.term.id, kind: 'hours' },
      database.clock.now(),
    );
  const officers = () => [campus.officer.accountId, campus.colleague.accountId];

  test('a unit is reminded of hours of which only a part is confirmed', async () => {
    await confirmed(300);
    expect(await unfinished()).toEqual(officers());
    await confirmed(300);
    expect(await unfinished()).toEqual([]);
  });

  test('a unit is reminded of the rest while a part waits for the student’s answer', async () => {
    await reported(300);
    expect(await unfinished()).toEqual(officers());
    await reported(300);
    expect(await unfinished()).toEqual([]);
  });

  test('a unit is reminded of placements that ended and wait for hours', async () => {
    await terminated();
    expect(await unfinished()).toEqual(officers());
    await done(database, (work) => reportNoHours(work, campus.officer, { placementId }));
    expect(await unfinished()).toEqual([]);
  });
});

describe('what goes to another role', () => {
  test('has its time there, as if nobody had been reminded', async () => {
    await confirmed(600);
    database.clock.set('2023-10-15T10:00:00+03:30');
    await marked('approveFinal');
    const cartableId = campus.colleague.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, campus.colleague, { cartableId }));
    expect(await itemOf('approveFinal')).toMatchObject({
      role: 'expert',
      dueAt: new Date('2023-10-18T23:59:59.999+03:30'),
      ...{ remindedAt: null, escalatedAt: null },
    });
  });

  test('is not due earlier than it was', async () => {
    await confirmed(300);
    const cartableId = campus.colleague.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, campus.colleague, { cartableId }));
    expect(await itemOf('approveFinal')).toMatchObject({
      role: 'expert',
      dueAt: threeDaysAfterEnd,
    });
  });
});
