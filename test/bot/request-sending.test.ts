import { afterEach, beforeEach, expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aStudent, type Student } from '../support/people.ts';
import { openRegistry, type TestRegistry } from '../support/registry.ts';
import { goToOpenings, goToReview, openRequest } from '../support/requesting.ts';
import { aCampus, type Campus } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let registry: TestRegistry;
let student: Student;
let desk: Desk;

/** A student before the last button. */
beforeEach(async () => {
  campus = await aCampus(database);
  registry = await openRegistry(database);
  office = await openOffice(database, registry.environment);
  student = await aStudent(database, { university: campus.university });
  desk = await openRequest(office, student);
  await goToOpenings(desk);
  await goToReview(database, desk, student);
});
afterEach(async () => {
  await office.close();
  await registry.close();
});

const send = 'f:application:review:send';
const filed = () => database.db.read.application.count();

test('sent twice at the same instant, it is filed once', async () => {
  const answers = await Promise.all([desk.chat.tap({ data: send }), desk.chat.tap({ data: send })]);
  await desk.sees('درخواست شما ثبت شد');
  expect(answers).toMatchObject([{ text: '' }, { text: 'این فرم تمام شده است.' }]);
  expect(await filed()).toBe(1);
  expect(desk.chat.messages.filter(({ text }) => text.includes('درخواست شما ثبت شد'))).toHaveLength(
    1,
  );
});

test('a window that closes in between is named, and once it is extended the rest is there', async () => {
  database.clock.set('2024-01-21T08:00:00Z');
  const refusal = await desk.tapFor(send, 'مهلت درخواست همیار گذشته است');
  expect(refusal.text).toContain('آنچه نوشته‌اید مانده است');
  expect(await filed()).toBe(0);
  await database.db.read.window.updateMany({
    data: { closesAt: new Date('2024-02-20T20:29:59Z') },
  });
  await desk.tapFor(send, 'درخواست شما ثبت شد');
  expect(await filed()).toBe(1);
});

test('where the registry is down nothing is lost, and it is sent once it answers', async () => {
  registry.answers = false;
  await desk.tapFor(send, 'پاسخ نمی‌دهد');
  expect(await filed()).toBe(0);
  registry.answers = true;
  await desk.tapFor(send, 'درخواست شما ثبت شد');
  expect(await filed()).toBe(1);
});

test('a record that has changed for the worse leads back to the conditions, and nothing is lost', async () => {
  const { identityNumber } = student;
  const record = (average: string) =>
    database.db.read.studentRecord.update({
      where: { identityNumber },
      data: { lastTermAverage: average },
    });
  await record('13.00');
  await desk.tapFor(send, 'شرایط در این میان عوض شده است');
  await desk.sees(/❌ معدل:.*۱۳٫۰۰/);
  await record('15.00');
  await desk.tapFor('f:application:eligibility:look', 'شرایط لازم را دارید');
  await desk.tapFor('f:application:eligibility:proceed', 'یک بار دیگر ببینید');
  await desk.tapFor(send, 'درخواست شما ثبت شد');
  expect(await filed()).toBe(1);
});
