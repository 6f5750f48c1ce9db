import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerHours } from '../../core/placements/commands/answer-hours.ts';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { terminatePlacement } from '../../core/placements/commands/end-placement.ts';
import { reportHours, startWork } from '../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, anApplicant, anApprovedPlacement, type Campus, done } from '../support/scenes.ts';
import { anOpening, aUnit } from '../support/university.ts';

// A code leads each officer to what the own unit has to do with it.

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** Somebody who began in the campus's unit, was sent away, and works in another one now. */
async function movedOn() {
  const { university, term, opening, officer } = campus;
  const unit = await aUnit(database, university, { kind: 'centralLaboratory' });
  const other = await anOpening(database, { unit, term });
  const head = await anOfficer(database, { role: 'unitOfficer', unit });
  const colleague = await anOfficer(database, { role: 'unitOfficer', unit });
  const student = await anApplicant(database, campus, {
    application: { openings: [opening, other] },
  });
  const first = await anApprovedPlacement(database, campus, { student });
  await done(database, (work) => startWork(work, officer, { placementId: first }));
  const end = { placementId: first, reason: 'the work is done' };
  await done(database, (work) => terminatePlacement(work, officer, end));
  const { placementId: second } = await done(database, (work) =>
    requestPlacement(work, head, {
      ...{ openingId: other.id, student: student.profile.studentNumber },
      ...{ minutes: 600, explanation: 'measuring' },
    }),
  );
  const decision = { approve: true } as const;
  await done(database, (work) =>
    decidePlacement(work, colleague, { placementId: second, decision }),
  );
  return { code: student.application.trackingCode, student, head, first, second };
}

const minutesOf = async (placementId: number) =>
  (await database.db.read.hoursEntry.findMany({ where: { placementId } })).map(
    ({ minutes }) => minutes,
  );

test('hours by a code are those of the own unit, not of one where the student works since', async () => {
  const { code, head, first, second } = await movedOn();
  const before = await office.chat(campus.officer, 'en');
  await before.writeFor(`/hours ${code} 5`, 'hours');
  expect(await minutesOf(first)).toEqual([300]);
  const now = await office.chat(head, 'en');
  await now.writeFor(`/hours ${code} 2`, 'hours');
  expect(await minutesOf(second)).toEqual([120]);
});

test('of two placements in sight, the command takes the one whose turn it is', async () => {
  const { code, student, first, second } = await movedOn();
  const entries = [{ minutes: 300, workedOn: null }];
  const hours = { placementId: first, entries };
  await done(database, (work) => reportHours(work, campus.officer, hours));
  const answer = { placementId: first, answer: { confirm: true } } as const;
  await done(database, (work) => answerHours(work, student.person, answer));
  const expert = await office.chat(campus.expert, 'en');
  await expert.writeFor(`/final ${code}`, 'Finally approved');
  const states = await database.db.read.placement.findMany({ orderBy: { id: 'asc' } });
  expect(states.map(({ id, state }) => [id, state])).toEqual([
    [first, 'final'],
    [second, 'approved'],
  ]);
});

test('who is found leads to the place in the own unit, otherwise to asking for the student', async () => {
  const { code, head } = await movedOn();
  const before = await office.chat(campus.officer, 'en');
  await before.writeFor(`/find ${code}`, code.slice(0, 4));
  await before.tapFor('foundcase:', /Placement[\s\S]*Ended early/);
  const now = await office.chat(head, 'en');
  await now.writeFor(`/find ${code}`, code.slice(0, 4));
  await now.tapFor('foundcase:', /Placement[\s\S]*measuring/);

  const free = await anApplicant(database, campus);
  await before.writeFor(`/find ${free.application.trackingCode}`, '1.');
  await before.tapFor('foundcase:', /how many hours/);
});

test('an officer who is the expert as well reads the request, and can ask for the student', async () => {
  const { university, officer } = campus;
  const { accountId } = officer;
  await anOfficer(database, { role: 'expert', university, accountId });
  const { application } = await anApplicant(database, campus);
  const desk = await office.chat(officer, 'en');
  await desk.writeFor(`/find ${application.trackingCode}`, '1.');
  await desk.tapFor('foundcase:', 'Approved');
  await desk.tapFor('request:', /how many hours/);
});
