import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { aStudent, type Student, type StudentOptions } from '../support/people.ts';
import { openRegistry, type TestRegistry } from '../support/registry.ts';
import { fileRequest, goToOpenings, goToReview, openRequest } from '../support/requesting.ts';
import { aCampus, type Campus } from '../support/scenes.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let registry: TestRegistry;

beforeEach(async () => {
  campus = await aCampus(database);
  registry = await openRegistry(database);
  office = await openOffice(database, registry.environment);
});
afterEach(async () => {
  await office.close();
  await registry.close();
});

/** The record of who has begun a master's after what the profile says. */
const masters = {
  level: 'master',
  studentNumber: '4021234567',
  startDate: new Date('2023-09-23'),
  termsPassed: 0,
} as const;

const someone = (more: Partial<StudentOptions> = {}): Promise<Student> =>
  aStudent(database, { university: campus.university, ...more });

const profileOf = ({ accountId }: Student) =>
  database.db.read.profile.findUniqueOrThrow({ where: { accountId } });

describe('a later course of study in the record', () => {
  test('is what a new request goes by', async () => {
    const student = await someone({ record: masters });
    const desk = await openRequest(office, student, /کارشناسی ارشد[\s\S]*شرایط لازم را دارید/);
    expect(await fileRequest(database, desk, student)).toMatchObject({ level: 'master' });
    expect(await profileOf(student)).toMatchObject({
      ...{ level: 'master', studentNumber: '4021234567' },
      confirmedAt: database.clock.now(),
    });
    expect(
      await database.db.read.auditEvent.findMany({ where: { action: 'profile.renewed' } }),
    ).toMatchObject([{ after: { level: 'master', universityId: campus.university.id } }]);
  });

  test('at another university is found from the settings, and leads to a request there', async () => {
    const elsewhere = await aUniversity(database, { nameFa: 'دانشگاه پیشین' });
    const student = await someone({
      university: elsewhere,
      record: { ...masters, universityId: campus.university.id },
    });
    const desk = await office.chat(student);
    await desk.writeFor('/settings', 'تنظیمات');
    await desk.tapFor('settings:studies', /دانشگاه پیشین[\s\S]*کارشناسی پیوسته/);
    await desk.tapFor('f:ownstudies:check:yes', /تازه شد[\s\S]*دانشگاه نمونه[\s\S]*کارشناسی ارشد/);
    await openRequest(office, student, 'شرایط لازم را دارید');
  });

  test('is asked for in English too, and what stands against it is said', async () => {
    const student = await someone();
    const desk = await office.chat(student, 'en');
    const ask = async (sees: string | RegExp) => {
      await desk.writeFor('/settings', 'Settings');
      await desk.tapFor('settings:studies', 'Have you begun another level');
      await desk.tapFor('f:ownstudies:check:yes', sees);
    };
    await ask('no later course of yours');
    registry.answers = false;
    await ask('is not answering');
    registry.answers = true;
    await desk.tapFor('f:ownstudies:check:yes', 'no later course of yours');
    await database.db.read.studentRecord.update({
      where: { identityNumber: student.identityNumber },
      data: { ...masters, studentNumber: '4030000001' },
    });
    const other = await someone({
      profile: { studentNumber: '4030000001' },
      record: { studentNumber: '4030000002' },
    });
    await ask('student number');
    expect(await profileOf(student)).toMatchObject({ level: 'bachelorContinuous' });
    await database.db.read.profile.delete({ where: { accountId: other.accountId } });
    await ask('brought up to date');
  });

  test('waits while a request is under way', async () => {
    const student = await someone();
    await fileRequest(database, await openRequest(office, student, 'شرایط'), student);
    await database.db.read.studentRecord.update({
      where: { identityNumber: student.identityNumber },
      data: masters,
    });
    const desk = await office.chat(student);
    await desk.writeFor('/settings', 'تنظیمات');
    await desk.tapFor('settings:studies', 'مشخصات تحصیلی شما');
    await desk.tapFor('f:ownstudies:check:yes', 'هنوز در جریان است');
    expect(await profileOf(student)).toMatchObject({ level: 'bachelorContinuous' });
  });
});

describe('a later course', () => {
  test('at a university that has not started is told so, and its start is told', async () => {
    const later = await aUniversity(database, { startedAt: null });
    const student = await someone({ record: { ...masters, universityId: later.id } });
    const desk = await office.chat(student, 'en');
    await desk.writeFor('/settings', 'Settings');
    await desk.tapFor('settings:studies', 'Have you begun');
    await desk.tapFor('f:ownstudies:check:yes', 'has not started using Hamyar');
    expect(await profileOf(student)).toMatchObject({ universityId: campus.university.id });
    expect(await database.db.read.universityDemand.findMany()).toMatchObject([
      { universityId: later.id, chatId: student.chatId },
    ]);
  });

  test('counts for a request that was begun before it was in the record', async () => {
    const student = await someone();
    const desk = await openRequest(office, student, 'کارشناسی پیوسته');
    await goToOpenings(desk);
    await goToReview(database, desk, student);
    await database.db.read.studentRecord.update({
      where: { identityNumber: student.identityNumber },
      data: masters,
    });
    await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
    expect(await database.db.read.application.findMany()).toMatchObject([{ level: 'master' }]);
  });
});

test('of one and the same course the profile stands that an expert has confirmed', async () => {
  const { studentNumber: _another, ...same } = masters;
  const student = await someone({ record: same });
  await openRequest(office, student, 'کارشناسی پیوسته');
  expect(await profileOf(student)).toMatchObject({ level: 'bachelorContinuous' });
  // Nor of another, if it is the one that the expert had before the eyes.
  const other = await someone({ record: { ...masters, studentNumber: '4027654321' } });
  const { universityId } = await profileOf(other);
  const seen = { studentNumber: '4027654321', universityId };
  const now = database.clock.now();
  await database.db.read.profileReview.create({
    data: {
      ...{ accountId: other.accountId, differences: [], record: seen, state: 'accepted' },
      createdAt: now,
    },
  });
  await openRequest(office, other, 'کارشناسی پیوسته');
  expect(await profileOf(other)).toMatchObject({ level: 'bachelorContinuous' });
});
