import { beforeEach, expect, test } from 'vitest';
import { nextInRank, waitingFor } from '../../../core/openings/queries/waiting.ts';
import { candidatesOf } from '../../../core/openings/queries.ts';
import { requestableBy } from '../../../core/placements/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import { aCampus, anApplicant, type Campus } from '../../support/scenes.ts';
import { anApplication, anOpening, aTerm, aUnit, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
});

const seat = () => ({ openingId: campus.opening.id, gender: 'female' as const });

test('candidates are shown to the opening’s unit and to the expert who reviews', async () => {
  for (const actor of [campus.officer, campus.colleague, campus.expert]) {
    const page = await candidatesOf(database.db.read, actor, seat());
    expect(page).toMatchObject({ ok: true, candidates: [{ accountId: student.accountId }] });
  }
});

test('and to nobody else of the university, nor of another one', async () => {
  const { university } = campus;
  const others = await Promise.all([
    anOfficer(database, { role: 'unitOfficer', unit: await aUnit(database, university) }),
    anOfficer(database, { role: 'studentDeputy', university }),
    anOfficer(database, { role: 'internationalDeputy', university }),
  ]);
  const elsewhere = await aCampus(database);
  for (const actor of [...others, campus.finance, elsewhere.expert, student.person]) {
    const refused = { ok: false, reason: 'notAllowed' };
    expect(await candidatesOf(database.db.read, actor, seat())).toEqual(refused);
  }
  const none = { openingId: 0, gender: 'female' } as const;
  const page = await candidatesOf(database.db.read, campus.officer, none);
  expect(page).toEqual({ ok: false, reason: 'notFound' });
});

test('a unit learns nothing of a request that did not wish for it', async () => {
  const unit = await aUnit(database, campus.university);
  const other = await anOfficer(database, { role: 'unitOfficer', unit });
  for (const typed of [student.profile.studentNumber, student.application.trackingCode]) {
    const found = await requestableBy(database.db.read, other, {
      typed,
      now: database.clock.now(),
    });
    expect(found).toEqual({ ok: false, reason: 'noWish' });
  }
});

test('a number that could be a tracking code names the student too', async () => {
  const studentNumber = '94333367';
  const { accountId, application } = student;
  await database.db.read.profile.update({ where: { accountId }, data: { studentNumber } });
  const found = await requestableBy(database.db.read, campus.officer, {
    typed: studentNumber,
    now: database.clock.now(),
  });
  expect(found).toMatchObject({ ok: true, code: application.trackingCode });
});

test('of two terms the student’s number means the one in which units can ask now', async () => {
  const { university, unit, officer } = campus;
  const next = await aTerm(database, { number: 2 });
  const opening = await anOpening(database, { unit, term: next });
  await windowsOpen(database, university, next, { opensOn: '2024-02-01', closesOn: '2024-06-20' });
  const later = await anApplication(database, { student, openings: [opening], state: 'filed' });
  const typed = student.profile.studentNumber;
  const found = () =>
    requestableBy(database.db.read, officer, { typed, now: database.clock.now() });
  expect(await found()).toMatchObject({ ok: true, code: student.application.trackingCode });
  database.clock.set('2024-02-01T10:00:00Z');
  expect(await found()).toMatchObject({ ok: true, code: later.trackingCode });
});

test('who is next is the first of the queue, whatever decides the rank', async () => {
  const { read } = database.db;
  const first = async () => {
    const [candidate] = await waitingFor(read, seat());
    expect(await nextInRank(read, seat())).toBe(candidate?.trackingCode ?? null);
    return candidate?.accountId;
  };
  const later = new Date(database.clock.now().getTime() + 1);
  const unknown = await anApplicant(database, campus, { application: { average: null } });
  expect(await first()).toBe(student.accountId);
  await read.application.update({
    where: { id: student.application.id },
    data: { average: null, filedAt: later },
  });
  expect(await first()).toBe(unknown.accountId);
  const better = await anApplicant(database, campus, { application: { average: '12.00' } });
  expect(await first()).toBe(better.accountId);
  const married = await anApplicant(database, campus, {
    application: { average: null, verified: ['married'] },
  });
  expect(await first()).toBe(married.accountId);
  await read.application.updateMany({ data: { state: 'rejected' } });
  expect(await first()).toBeUndefined();
});
