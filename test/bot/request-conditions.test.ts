import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { overrideRule } from '../../core/applications/commands/override-rule.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Student, type StudentOptions } from '../support/people.ts';
import { openRegistry, type TestRegistry } from '../support/registry.ts';
import { fileRequest, goToOpenings, goToReview, openRequest } from '../support/requesting.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

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

const aNewcomer = (more: Partial<StudentOptions> = {}): Promise<Student> =>
  aStudent(database, { university: campus.university, ...more });

const open = (student: Student, sees: string | RegExp): Promise<Desk> =>
  openRequest(office, student, sees);
const fileFrom = (desk: Desk, student: Student) => fileRequest(database, desk, student);

const silent = {
  termsPassed: null,
  lastTermAverage: null,
  probationTerms: null,
  disciplinaryConvictions: null,
} as const;

describe('what the record lacks', () => {
  test('is asked for, counts, is kept as declared, and the expert sees whose word it is', async () => {
    const student = await aNewcomer({ record: silent });
    const desk = await open(student, 'چند نیمسال گذرانده‌اید');
    await desk.tapFor('f:application:eligibility:is:termsPassed=2', 'معدل نیمسال گذشتهٔ شما');
    await desk.writeFor('۱۶٫۵۰', 'چند نیمسال مشروط');
    await desk.writeFor('۱', 'محکومیت انضباطی دارید');
    const page = await desk.tapFor(
      'f:application:eligibility:is:disciplinaryConvictions=0',
      'شرایط لازم را دارید',
    );
    expect(page.text.match(/به اظهار خودتان/g)).toHaveLength(4 + 4);
    expect(page.text).toContain('نسخهٔ قواعد: \u2068۱۴۰۲.۱\u2069');
    const { code, ...filed } = await fileFrom(desk, student).then(({ trackingCode, ...rest }) => ({
      code: trackingCode,
      ...rest,
    }));
    expect(filed).toMatchObject({
      declarations: {
        termsPassed: 2,
        lastTermAverage: 1650,
        probationTerms: 1,
        disciplinaryConvictions: 0,
      },
      ruleSetVersion: '1402.1',
      eligibility: { outcome: 'eligible', version: '1402.1' },
    });
    expect(String(filed.average)).toBe('16.5');
    const expert = await office.chat(campus.expert);
    const review = await expert.writeFor(`/review ${code}`, 'شرایط');
    expect(review.text).toMatch(/معدل نیمسال گذشته: \S*۱۶٫۵۰\S* \(به اظهار دانشجو\)/);
    expect(review.text).toMatch(/مشروطی: \S*۱\S* \(به اظهار دانشجو\)/);
  });

  test('only that is asked for, and only what a rule needs', async () => {
    const student = await aNewcomer({
      level: 'master',
      record: { termsPassed: null, lastTermAverage: '17.00', probationTerms: null },
    });
    const desk = await open(student, 'چند نیمسال مشروط');
    await desk.tapFor('f:application:eligibility:is:probationTerms=0', 'شرایط لازم را دارید');
  });

  test('who has passed no term is not asked for an average', async () => {
    const student = await aNewcomer({
      level: 'master',
      record: { termsPassed: null, lastTermAverage: null },
    });
    const desk = await open(student, 'چند نیمسال گذرانده‌اید');
    await desk.tapFor('f:application:eligibility:is:termsPassed=0', 'شرایط لازم را دارید');
  });

  test('an average is read in every way that people write it, and judged', async () => {
    const student = await aNewcomer({ record: { lastTermAverage: null } });
    const desk = await open(student, 'معدل نیمسال گذشتهٔ شما');
    const ways: readonly (readonly [string, string, boolean])[] = [
      ['14', '۱۴٫۰۰', true],
      ['۱۴٫۰۰', '۱۴٫۰۰', true],
      ['۱۳/۹۹', '۱۳٫۹۹', false],
      ['14/00', '۱۴٫۰۰', true],
      ['13,99', '۱۳٫۹۹', false],
      ['14.00', '۱۴٫۰۰', true],
      ['۱۳.۹', '۱۳٫۹۰', false],
      ['١٤', '۱۴٫۰۰', true],
    ];
    for (const [typed, shown, enough] of ways) {
      const page = await desk.writeFor(typed, 'بررسی شرایط');
      expect(page.text, typed).toContain(shown);
      expect(page.text.includes('شرایط لازم را دارید'), typed).toBe(enough);
      await desk.tapFor('f:application:eligibility:change', 'معدل نیمسال گذشتهٔ شما');
    }
  });

  test('what is no average and no number is declined with how to write it', async () => {
    const record = { lastTermAverage: null, termsPassed: null };
    const desk = await open(await aNewcomer({ record }), 'چند نیمسال گذرانده‌اید');
    for (const typed of ['دو', '41', '-1', '1.5']) await desk.writeFor(typed, 'از ۰ تا ۴۰');
    await desk.writeFor('۲', 'معدل نیمسال گذشتهٔ شما');
    for (const [typed, says] of [
      ['پانزده', 'عدد نیست'],
      ['15.255', 'دو رقم'],
      ['21', 'از ۰ تا ۲۰'],
    ] as const) {
      await desk.writeFor(typed, says);
    }
    await desk.writeFor('15', 'شرایط لازم را دارید');
  });

  test('a slip is put right on the page of conditions and on the review', async () => {
    const student = await aNewcomer({ record: { lastTermAverage: null } });
    const desk = await open(student, 'معدل نیمسال گذشتهٔ شما');
    await desk.writeFor('1.45', 'اکنون نمی‌توانید');
    await desk.tapFor('f:application:eligibility:change:lastTermAverage', 'معدل نیمسال گذشتهٔ');
    await desk.writeFor('14.5', 'شرایط لازم را دارید');
    await goToOpenings(desk);
    await goToReview(database, desk, student);
    await desk.sees(/اظهارات شما: .*معدل/);
    await desk.tapFor('f:application:review:change:eligibility', 'بررسی شرایط');
    await desk.tapFor('f:application:eligibility:change:lastTermAverage', 'معدل نیمسال گذشتهٔ');
    await desk.writeFor('15.5', 'شرایط لازم را دارید');
    const review = await desk.tapFor('f:application:eligibility:proceed', 'یک بار دیگر ببینید');
    expect(review.text).toContain('۱۵٫۵۰');
  });

  test('a button of an earlier question changes that answer and nothing else', async () => {
    const student = await aNewcomer({ record: { termsPassed: null, probationTerms: null } });
    const desk = await open(student, 'چند نیمسال گذرانده‌اید');
    await desk.writeFor('3', 'چند نیمسال مشروط');
    await desk.tapFor('f:application:eligibility:is:termsPassed=2', 'چند نیمسال مشروط');
    const page = await desk.tapFor(
      'f:application:eligibility:is:probationTerms=0',
      'شرایط لازم را دارید',
    );
    expect(page.text).toMatch(/نیمسال گذرانده: \S*۲/);
  });
});

describe('who is not eligible', () => {
  test('reads each failed rule with what can be done, and gets no form', async () => {
    const student = await aNewcomer({ average: 1300, record: { probationTerms: 2 } });
    const desk = await open(student, 'اکنون نمی‌توانید');
    const page = await desk.sees('بررسی شرایط');
    expect(page.text).toMatch(/❌ معدل:.*۱۳٫۰۰.*\n.*نیمسال بعد/);
    expect(page.text).toMatch(/❌ مشروطی:.*\n.*معاون دانشجویی/);
    expect(page.text).toContain(`راه دیگر`);
    expect(page.text).toContain(student.profile.studentNumber);
    expect(desk.buttons.some((data) => data.includes(':proceed'))).toBe(false);
    expect(await desk.tap('f:application:eligibility:look')).toBe('');
  });

  test('is not sent to the deputy for what no deputy can allow', async () => {
    const student = await aNewcomer({ average: 1300, gender: 'male' });
    await database.db.read.seatCount.updateMany({
      where: { gender: 'male' },
      data: { capacity: 0 },
    });
    const desk = await open(student, 'اکنون نمی‌توانید');
    const page = await desk.sees('بررسی شرایط');
    expect(page.text).toMatch(/❌ نیاز واحدها:/);
    expect(page.text).not.toContain('راه دیگر');
  });

  test('goes on where the deputy has allowed it meanwhile', async () => {
    const { university, term } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const student = await aNewcomer({ average: 1300 });
    const desk = await open(student, 'اکنون نمی‌توانید');
    const { accountId } = student;
    const rule = { accountId, termId: term.id, ruleId: 'average', reason: 'ممتاز ورزشی' } as const;
    await done(database, (work) => overrideRule(work, deputy, rule));
    await desk.sees('به شما اجازه داد');
    const page = await desk.tapFor('apply', 'شرایط لازم را دارید');
    expect(page.text).toContain('ممتاز ورزشی');
    expect(await fileFrom(desk, student)).toMatchObject({ state: 'filed' });
  });
});

describe('the registry is down', () => {
  test('before the conditions: it is said, nothing is lost, and it goes on from there', async () => {
    const student = await aNewcomer();
    registry.answers = false;
    const desk = await open(student, 'پاسخ نمی‌دهد');
    await desk.tapFor('f:application:eligibility:look', 'پاسخ نمی‌دهد');
    registry.answers = true;
    await desk.tapFor('f:application:eligibility:look', 'شرایط لازم را دارید');
    expect(await fileFrom(desk, student)).toMatchObject({ state: 'filed' });
  });

  test('what is written meanwhile answers no question that was not asked yet', async () => {
    const student = await aNewcomer({ record: { termsPassed: null } });
    registry.answers = false;
    const desk = await open(student, 'پاسخ نمی‌دهد');
    await desk.writeFor('۳', 'پاسخ نمی‌دهد');
    registry.answers = true;
    await desk.writeFor('۳', 'چند نیمسال گذرانده‌اید');
    const page = await desk.writeFor('۲', 'شرایط لازم را دارید');
    expect(page.text).toMatch(/نیمسال گذرانده: \S*۲/);
  });

  test('between a statement and the next: what was stated stays', async () => {
    const student = await aNewcomer({ record: { termsPassed: null, probationTerms: null } });
    const desk = await open(student, 'چند نیمسال گذرانده‌اید');
    registry.answers = false;
    await desk.writeFor('2', 'چند نیمسال مشروط');
    await desk.writeFor('0', 'شرایط لازم را دارید');
  });
});

test('in English, and the student is spoken to', async () => {
  const student = await aNewcomer({ average: 1300 });
  const desk = await office.chat(student.person, 'en');
  await desk.write('/menu');
  await desk.tapFor('apply', 'Do you agree');
  const page = await desk.tapFor('f:application:rules:accept', 'You cannot file');
  expect(page.text).toContain('your last term’s average is');
  expect(page.text).toContain('you have passed');
});
