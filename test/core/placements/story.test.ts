import { beforeEach, expect, test } from 'vitest';
import { answerHours } from '../../../core/placements/commands/answer-hours.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import { finalisePlacement } from '../../../core/placements/commands/finalise-placement.ts';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { placementStory } from '../../../core/placements/queries.ts';
import { hours } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import {
  aCampus,
  anApplicant,
  aRequestedPlacement,
  type Campus,
  done,
} from '../../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
});

const story = () => placementStory(database.db.read, student.application.id);

const request = () => aRequestedPlacement(database, campus, { student });

const decide = (placementId: number, approve: boolean) =>
  done(database, (work) =>
    decidePlacement(work, campus.colleague, {
      placementId,
      decision: approve ? { approve } : { approve, reason: 'no room' },
    }),
  );

test('a request that led to no placement has no story', async () => {
  expect(await story()).toBeNull();
});

test('each step has its day and who is waited for', async () => {
  const { clock } = database;
  const placementId = await request();
  expect(await story()).toMatchObject({
    state: 'requested',
    approvedAt: null,
    waitsFor: { role: 'unitOfficer' },
  });
  const approvedAt = clock.now();
  await decide(placementId, true);
  clock.advance(30 * hours);
  const { answerDueAt } = await database.db.read.placement.findFirstOrThrow();
  expect(answerDueAt).not.toBeNull();
  expect(await story()).toMatchObject({
    state: 'approved',
    approvedAt,
    declineDueAt: answerDueAt,
    enteredMinutes: 0,
    waitsFor: { role: 'unitOfficer' },
  });

  const entries = [{ minutes: 600, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
  const reported = await story();
  expect(reported).toMatchObject({ enteredMinutes: 600, openMinutes: 600, answeredAt: null });
  expect(reported?.declineDueAt).toBeNull();
  const { objectionDueAt } = await database.db.read.hoursEntry.findFirstOrThrow();
  expect(reported?.waitsFor).toMatchObject({ role: 'student', dueAt: objectionDueAt });

  const answeredAt = clock.now();
  await done(database, (work) =>
    answerHours(work, student.person, { placementId, answer: { confirm: true } }),
  );
  clock.advance(30 * hours);
  expect(await story()).toMatchObject({
    state: 'confirmed',
    openMinutes: 0,
    answeredAt,
    waitsFor: { role: 'unitOfficer' },
  });

  const finalAt = clock.now();
  await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
  expect(await story()).toMatchObject({
    state: 'final',
    finalAt,
    paidAt: null,
    waitsFor: { role: 'finance', dueAt: null },
  });
});

test('of two placements the later one is told', async () => {
  await decide(await request(), false);
  expect(await story()).toMatchObject({ state: 'declined', waitsFor: null });
  await request();
  expect(await story()).toMatchObject({ state: 'requested' });
});
