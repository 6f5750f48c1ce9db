import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { remindOfWindow } from '../../core/reminders/commands/remind-of-windows.ts';
import type { WindowKind } from '../../core/terms/types.ts';
import type { Term } from '../../prisma/generated/client.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Student } from '../support/people.ts';
import { fileRequest, goToOpenings, goToReview, openRequest } from '../support/requesting.ts';
import { aCampus, anApplicant, type Campus } from '../support/scenes.ts';
import {
  aBankAccount,
  anApplication,
  anOpening,
  aTerm,
  windowsOpen,
} from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let next: Term;

beforeEach(async () => {
  // The first term is open to 20 January.
  campus = await aCampus(database);
  next = await aTerm(database, { number: 2 });
  office = await openOffice(database);
});
afterEach(() => office.close());

/** Sets the windows of the next term: of these kinds from 6 January, of the others from 1 February. */
async function nextFrom6January(...early: WindowKind[]): Promise<void> {
  const kinds = (['applications', 'unitRequests', 'hours', 'accounts'] as const).filter(
    (kind) => !early.includes(kind),
  );
  const closesOn = '2024-06-20';
  const { university } = campus;
  await windowsOpen(database, university, next, { kinds, opensOn: '2024-02-01', closesOn });
  await windowsOpen(database, university, next, { kinds: early, opensOn: '2024-01-06', closesOn });
}

const openingOfNext = () =>
  anOpening(database, { unit: campus.unit, term: next, titleFa: 'کار تابستان' });

const halfOf = async ({ chatId }: Student) => {
  const where = { chatId_form: { chatId, form: 'application' } };
  const { content } = await database.db.read.formState.findUniqueOrThrow({ where });
  return (content as { answers: Record<string, unknown> }).answers;
};

const remind = async (kind: WindowKind): Promise<void> => {
  const where = { kind, termId: campus.term.id };
  const { id: windowId } = await database.db.read.window.findFirstOrThrow({ where });
  await database.db.transaction((work) => remindOfWindow(work, { windowId }));
};

describe('while requests of a term are open and accounts of the next have begun', () => {
  beforeEach(() => nextFrom6January('accounts'));

  test('a new request is of the term whose requests are open', async () => {
    database.clock.set('2024-01-08T10:00:00Z');
    const student = await aStudent(database, { university: campus.university });
    const desk = await openRequest(office, student);
    await goToOpenings(desk);
    await goToReview(database, desk, student);
    expect((await desk.sees('یک بار دیگر ببینید')).text).toContain('نیمسال اول');
    await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
    expect(await database.db.read.application.findFirstOrThrow()).toMatchObject({
      termId: campus.term.id,
      state: 'filed',
    });
    await desk.writeFor('/menu', 'منو');
    await desk.tapFor('apply', 'درخواست این نیمسال شما ثبت شده است');
  });

  test('one that was left half-way stays in its term, and the reminder of its end leads on', async () => {
    database.clock.set('2024-01-05T10:00:00Z');
    const student = await aStudent(database, { university: campus.university });
    const desk = await openRequest(office, student);
    await goToOpenings(desk);
    await desk.writeFor('/menu', 'منو');
    database.clock.set('2024-01-19T10:00:00Z');
    await remind('applications');
    await desk.sees('هنوز تمام نشده');
    await desk.writeFor('/menu', 'منو');
    await desk.tapFor('f:application', 'نیازهای باز: ۱');
  });

  test('the unit declares for the earlier term too, and the deputy allows in it', async () => {
    database.clock.set('2024-01-08T10:00:00Z');
    const unit = await office.chat(campus.officer);
    const asked = await unit.writeFor('/need', 'برای کدام نیمسال');
    expect(
      asked.buttons
        .flat()
        .map(({ text }) => text)
        .slice(0, 2),
    ).toEqual([expect.stringContaining('اول'), expect.stringContaining('دوم')]);
    const { university } = campus;
    const student = await aStudent(database, { university, average: 1300 });
    const deputy = await office.chat(
      await anOfficer(database, { role: 'studentDeputy', university }),
    );
    const allow = async (look: () => Promise<unknown>) => {
      await deputy.write('/inbox');
      await deputy.tapFor('discretion', 'شمارهٔ دانشجویی');
      await deputy.writeFor(student.profile.studentNumber, 'اگر همین دانشجوست');
      await look();
      await deputy.tapFor('f:discretion:rule:allow:average', 'دلیل اجازه را بنویسید');
      await deputy.writeFor('قهرمان', 'کنار گذاشته شد');
    };
    await allow(() => deputy.tapFor('f:discretion:rule:look', /اول[\s\S]*کدام شرط/));
    await allow(async () => {
      await deputy.tapFor('f:discretion:rule:look', 'شرطی نیست');
      await deputy.tapFor(`f:discretion:rule:term:${next.id}`, /دوم[\s\S]*کدام شرط/);
    });
    const leaves = await database.db.read.eligibilityOverride.findMany({ orderBy: { id: 'asc' } });
    expect(leaves.map(({ termId }) => termId)).toEqual([campus.term.id, next.id]);
  });
});

describe('while accounts of a term are open and requests of the next have begun', () => {
  beforeEach(() => nextFrom6January('applications'));

  test('the Sheba is changed to the end of the days that its page and the reminder name', async () => {
    const student = await anApplicant(database, campus);
    const desk = await office.chat(student, 'en');
    database.clock.set('2024-01-19T10:00:00Z');
    await remind('accounts');
    await desk.sees(/open to the end of \S*20 January/);
    await desk.tapFor('sheba', 'Sheba');
    await aBankAccount(database, student);
    await desk.writeFor('/menu', 'Main menu');
    const page = await desk.tapFor('bank', '20 January');
    expect(page.buttons.flat()).toContainEqual(expect.objectContaining({ callback_data: 'sheba' }));
    database.clock.set('2024-01-21T10:00:00Z');
    await desk.writeFor('/menu', 'Main menu');
    const later = await desk.tapFor('bank', '1 February');
    expect(later.buttons.flat()).not.toContainEqual(
      expect.objectContaining({ callback_data: 'sheba' }),
    );
  });
});

test('between two terms a student hears when requests begin, also one who has filed', async () => {
  const kinds = ['applications'] as const;
  const days = { opensOn: '2024-02-01', closesOn: '2024-02-20' };
  await windowsOpen(database, campus.university, next, { kinds, ...days });
  const filed = await aFiledStudent(database, campus);
  const other = await aStudent(database, { university: campus.university });
  database.clock.set('2024-01-22T10:00:00Z');
  for (const { person } of [filed, other]) {
    const desk = await office.chat(person, 'en');
    await desk.writeFor('/menu', 'Main menu');
    const { text } = await desk.tapFor('apply', '1 February');
    expect(text).toContain('20 February');
    if (person === filed.person) await desk.sees('One request can be filed in a term');
  }
});

describe('while requests of two terms are open', () => {
  beforeEach(async () => {
    await nextFrom6January('applications');
    await openingOfNext();
    database.clock.set('2024-01-08T10:00:00Z');
  });

  test('the student says for which the request is, and it is judged and filed in that', async () => {
    const { university } = campus;
    const student = await aStudent(database, { university, average: 1300 });
    const termId = next.id;
    await database.db.read.eligibilityOverride.create({
      data: {
        ...{ accountId: student.accountId, termId, ruleId: 'average', reason: 'قهرمان' },
        ...{ at: database.clock.now(), byId: campus.expert.accountId },
      },
    });
    const desk = await office.chat(student.person);
    await desk.write('/menu');
    await desk.tapFor('apply', 'برای کدام نیمسال');
    await desk.tapFor(`f:application:termId:pick:${termId}`, 'قواعد همیار دانشجو');
    await desk.tapFor('f:application:rules:accept', 'شرایط لازم را دارید');
    const filed = await fileRequest(database, desk, student);
    expect(filed.termId).toBe(termId);
  });

  test('who has a request in the one is not asked, and files in the other', async () => {
    const student = await aStudent(database, { university: campus.university });
    await anApplication(database, { student, openings: [campus.opening], state: 'filed' });
    const desk = await openRequest(office, student);
    expect(await halfOf(student)).toMatchObject({ termId: next.id });
    await goToOpenings(desk);
    expect((await desk.sees('نیازهای باز')).text).toContain('کار تابستان');
  });

  test('what is half-finished for the one is not lost to a change of the other unasked', async () => {
    const student = await aFiledStudent(database, campus);
    const desk = await openRequest(office, student);
    await goToOpenings(desk);
    const written = await halfOf(student);
    const change = `revise:${student.code}`;
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor(change, 'درخواست تازه‌ای را نیمه‌کاره گذاشته‌اید');
    await desk.tapFor('f:application:openings:stay', 'کار تابستان');
    expect(await halfOf(student)).toEqual(written);
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor(change, 'نیمه‌کاره');
    await desk.tapFor(`${change}:anew`, 'همان درخواست');
    expect(await halfOf(student)).toMatchObject({ basis: student.code });
    await desk.writeFor('/menu', 'منو');
    await desk.tapFor('apply', student.shownCode);
    expect(await halfOf(student)).toMatchObject({ basis: student.code });
    await desk.tapFor('apply:anew', 'قواعد همیار دانشجو');
    expect(await halfOf(student)).toEqual({ termId: next.id });
  });

  test('one whose term ended goes on in the next, with all that is not of a term', async () => {
    const student = await aStudent(database, { university: campus.university });
    const desk = await office.chat(student.person);
    await desk.write('/menu');
    await desk.tapFor('apply', 'برای کدام نیمسال');
    await desk.tapFor(`f:application:termId:pick:${campus.term.id}`, 'قواعد همیار دانشجو');
    await desk.tapFor('f:application:rules:accept', 'شرایط لازم را دارید');
    await goToOpenings(desk);
    await goToReview(database, desk, student);
    database.clock.set('2024-01-21T10:00:00Z');
    await desk.tapFor('f:application:review:send', 'برای کدام نیمسال');
    await desk.tapFor(`f:application:termId:pick:${next.id}`, 'شرایط لازم را دارید');
    await desk.tapFor('f:application:eligibility:proceed', 'کار تابستان');
    await desk.tapFor('f:application:openings:add', '۱.');
    await desk.tapFor('f:application:openings:done', 'یک بار دیگر ببینید');
    await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
    expect((await database.db.read.application.findFirstOrThrow()).termId).toBe(next.id);
  });

  test('one that was left in a term that ended is begun from what was written', async () => {
    const student = await aStudent(database, { university: campus.university });
    const desk = await office.chat(student.person);
    await desk.write('/menu');
    await desk.tapFor('apply', 'برای کدام نیمسال');
    await desk.tapFor(`f:application:termId:pick:${campus.term.id}`, 'قواعد همیار دانشجو');
    await desk.tapFor('f:application:rules:accept', 'شرایط لازم را دارید');
    await goToOpenings(desk);
    database.clock.set('2024-01-21T10:00:00Z');
    await desk.writeFor('/menu', 'منو');
    await desk.tapFor('apply', 'مهلت درخواست نیمسالی');
    await desk.tapFor('f:application:rules:accept', 'شرایط لازم را دارید');
    await desk.tapFor('f:application:eligibility:proceed', 'کار تابستان');
    expect(await halfOf(student)).toMatchObject({ termId: next.id, worksOutside: 'no' });
  });
});
