import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Student } from '../support/people.ts';
import { fileRequest, openRequest } from '../support/requesting.ts';
import { aCampus, type Campus } from '../support/scenes.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: Student;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  const { university } = campus;
  student = await aStudent(database, { university, average: 1300, record: { probationTerms: 3 } });
});
afterEach(() => office.close());

const aDeputy = async (university: { id: number } = campus.university): Promise<Desk> =>
  office.chat(await anOfficer(database, { role: 'studentDeputy', university }));

/** From the inbox to the student's conditions. */
async function lookAt(deputy: Desk, { profile }: Student): Promise<void> {
  await deputy.write('/inbox');
  await deputy.tapFor('discretion', 'شمارهٔ دانشجویی');
  const found = await deputy.writeFor(profile.studentNumber, 'اگر همین دانشجوست');
  expect(found.text).toContain(profile.studentNumber);
  await deputy.tapFor('f:discretion:rule:look', 'کدام شرط');
}

async function allow(deputy: Desk, rule: string, reason: string): Promise<void> {
  await deputy.tapFor(`f:discretion:rule:allow:${rule}`, 'دلیل اجازه را بنویسید');
  await deputy.writeFor(reason, 'کنار گذاشته شد');
}

describe('the student-affairs deputy', () => {
  test('sets failed rules aside one by one, and the student, who is told, can file', async () => {
    const desk = await openRequest(office, student, 'اکنون نمی‌توانید');
    const deputy = await aDeputy();
    await lookAt(deputy, student);
    const page = await deputy.sees('کدام شرط');
    expect(page.text).toMatch(/❌ معدل:.*۱۳٫۰۰/);
    expect(page.text).toMatch(/❌ مشروطی:.*۳ نیمسال/);
    await allow(deputy, 'average', 'قهرمان دانشگاه');
    await desk.sees('دربارهٔ «\u2068معدل\u2069» به شما اجازه داد');
    await deputy.tapFor(`discretion:${student.accountId}`, 'اگر همین دانشجوست');
    const second = await deputy.tapFor('f:discretion:rule:look', 'کدام شرط');
    expect(second.text).toMatch(/✅ معدل:.*قهرمان دانشگاه/);
    await allow(deputy, 'probation', 'بیماری');
    await desk.tapFor('apply', 'شرایط لازم را دارید');
    const filed = await fileRequest(database, desk, student);
    expect(filed.eligibility).toMatchObject({ outcome: 'eligible' });
    const overrides = await database.db.read.eligibilityOverride.findMany({
      orderBy: { id: 'asc' },
    });
    expect(overrides).toMatchObject([
      { ruleId: 'average', reason: 'قهرمان دانشگاه', termId: campus.term.id },
      { ruleId: 'probation', reason: 'بیماری' },
    ]);
    const events = await database.db.read.auditEvent.count({
      where: { action: 'eligibility.overridden' },
    });
    expect(events).toBe(2);
  });

  test('finds the student by name too, and is led on from what was found', async () => {
    const deputy = await aDeputy();
    await deputy.writeFor(`/find ${student.profile.studentNumber}`, 'یافته‌ها');
    await deputy.tapFor(`discretion:${student.accountId}`, 'اگر همین دانشجوست');
    await deputy.tapFor('f:discretion:rule:look', 'کدام شرط');
  });

  test('reads that there is nothing to allow, and that an allowance stands already', async () => {
    const deputy = await aDeputy();
    const colleague = await aDeputy();
    const good = await aStudent(database, { university: campus.university });
    await deputy.writeFor(`/find ${good.profile.studentNumber}`, 'یافته‌ها');
    await deputy.tapFor(`discretion:${good.accountId}`, 'اگر همین دانشجوست');
    await deputy.tapFor('f:discretion:rule:look', 'شرطی نیست');
    await lookAt(deputy, student);
    await deputy.tapFor('f:discretion:rule:allow:average', 'دلیل اجازه را بنویسید');
    await lookAt(colleague, student);
    await allow(colleague, 'average', 'هم‌زمان');
    await deputy.writeFor('دیرتر', 'پیش‌تر برای این دانشجو');
    expect(await database.db.read.eligibilityOverride.count()).toBe(1);
  });

  test('does not reach students of other universities, nor the own case', async () => {
    const elsewhere = await aDeputy(await aUniversity(database));
    await elsewhere.write('/inbox');
    await elsewhere.tapFor('discretion', 'شمارهٔ دانشجویی');
    await elsewhere.writeFor(student.profile.studentNumber, 'پیدا نشد');
    const { university } = campus;
    const own = await office.chat(
      await anOfficer(database, {
        role: 'studentDeputy',
        university,
        accountId: student.accountId,
      }),
    );
    await own.write('/inbox');
    await own.tapFor('discretion', 'شمارهٔ دانشجویی');
    await own.writeFor(student.profile.studentNumber, 'پروندهٔ خود شماست');
  });
});

test('no other officer sets a rule aside, by a button of the deputy’s either', async () => {
  const expert = await office.chat(campus.expert);
  await expert.writeFor(`/find ${student.profile.studentNumber}`, 'یافته‌ها');
  expect(expert.buttons.filter((data) => data.startsWith('discretion'))).toEqual([]);
  await expert.write('/inbox');
  await expert.chat.until(({ messages }) => messages.at(-1)?.buttons.length);
  expect(await expert.chat.tap({ data: `discretion:${student.accountId}` })).toMatchObject({
    text: expect.stringContaining('این کار در اختیار شما نیست.'),
  });
});
