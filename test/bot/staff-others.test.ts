import { afterEach, beforeEach, expect, test } from 'vitest';
import { screens } from '../../bot/screens.ts';
import { staffScreens } from '../../bot/staff/screens.ts';
import { staffFormTitles } from '../../bot/staff/titles.ts';
import { submitProfileForReview } from '../../core/accounts/commands/submit-profile.ts';
import { appealApplication } from '../../core/applications/commands/appeal-application.ts';
import { decideAppeal } from '../../core/applications/commands/decide-appeal.ts';
import { rejectApplication } from '../../core/applications/commands/reject-application.ts';
import { sendBackApplication } from '../../core/applications/commands/send-back-application.ts';
import { recordOf } from '../../core/registry/queries.ts';
import { openItem } from '../../core/staff/commands/work-items.ts';
import { WorkItemKind } from '../../prisma/generated/client.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const applicationOf = (code: string) =>
  database.db.read.application.findUniqueOrThrow({ where: { trackingCode: code } });

test('the international deputy allows a request, which then waits for the expert', async () => {
  const { university } = campus;
  const deputy = await office.chat(
    await anOfficer(database, { role: 'internationalDeputy', university }),
  );
  const student = await aFiledStudent(database, campus, {
    profile: { studentType: 'international' },
    record: { studentType: 'international', bornInIran: false, parentIranian: false },
  });
  expect((await applicationOf(student.code)).state).toBe('awaitingInternational');
  await deputy.write('/inbox');
  await deputy.tapFor('item:', 'معاون بین‌الملل');
  const page = await deputy.tapFor('consent:allow', 'در انتظار بررسی کارشناس');
  expect(page.buttons.flat()).toHaveLength(2);
  expect((await applicationOf(student.code)).state).toBe('filed');
});

test('the student-affairs deputy answers an appeal, whose words are on the page', async () => {
  const { university, expert } = campus;
  const deputy = await office.chat(
    await anOfficer(database, { role: 'studentDeputy', university }),
  );
  const student = await aFiledStudent(database, campus);
  const { id: applicationId } = await applicationOf(student.code);
  const why = { reasonCode: 'other', reasonText: 'جا نیست' } as const;
  await done(database, (work) => rejectApplication(work, expert, { applicationId, ...why }));
  await done(database, (work) =>
    appealApplication(work, student.person, { applicationId, text: 'جا بود' }),
  );
  await deputy.write('/inbox');
  await deputy.tapFor('item:', 'جا بود');
  await deputy.tapFor('verdict:grant', 'پاسخ خود را بنویسید');
  await deputy.writeFor('حق با شماست', 'تأیید شد');
  expect((await applicationOf(student.code)).state).toBe('approved');
});

test('a proof that is refused for a long reason loses its buttons, too', async () => {
  await aFiledStudent(database, campus, { office });
  const desk = await office.chat(campus.expert);
  await desk.write('/inbox');
  await desk.tapFor('item:', 'مهلت رسیدگی');
  await desk.tapFor('proof:', 'متأهل');
  await desk.tapFor('refute:', 'دلیل را کوتاه بنویسید');
  await desk.writeFor('خ'.repeat(1_000), 'مهلت رسیدگی');
  await desk.sees('پذیرفته نشد');
  const file = await desk.sees(/پذیرفته نشد.*\n.*خخخ/);
  expect(file.buttons).toEqual([]);
});

test('a proof of a request that went back meanwhile is not said to be accepted', async () => {
  const student = await aFiledStudent(database, campus, { office });
  const { id: applicationId } = await applicationOf(student.code);
  const desk = await office.chat(campus.expert);
  await desk.write('/inbox');
  await desk.tapFor('item:', 'مهلت رسیدگی');
  await desk.tapFor('proof:', 'متأهل');
  await done(database, (work) =>
    sendBackApplication(work, campus.expert, { applicationId, note: 'چرا؟' }),
  );
  await desk.tapFor('verify:', 'نظری ثبت نشده');
});

test('the expert decides on proofs that were pending when an appeal was granted', async () => {
  const { university, expert } = campus;
  const deputy = await anOfficer(database, { role: 'studentDeputy', university });
  const student = await aFiledStudent(database, campus, { office });
  const { id: applicationId } = await applicationOf(student.code);
  const why = { reasonCode: 'other', reasonText: 'جا نیست' } as const;
  await done(database, (work) => rejectApplication(work, expert, { applicationId, ...why }));
  await done(database, (work) =>
    appealApplication(work, student.person, { applicationId, text: 'جا بود' }),
  );
  const answer = { applicationId, granted: true, answer: 'حق با شماست' };
  await done(database, (work) => decideAppeal(work, deputy, answer));
  const desk = await office.chat(expert);
  await desk.write('/inbox');
  await desk.tapFor('item:', 'جا بود');
  await desk.tapFor('proof:', 'متأهل');
  const page = await desk.tapFor('verify:', 'تأیید');
  expect(page.text).toContain('جا بود');
});

test('the expert checks a profile against the record and the card, and accepts it', async () => {
  const expert = await office.chat(campus.expert);
  const student = await aStudent(database, {
    university: campus.university,
    account: { state: 'preRegistered' },
    profile: { confirmedAt: null, field: 'فیزیک' },
  });
  const cardFileId = await office.proof(student);
  const row = await database.db.read.studentRecord.findUniqueOrThrow({
    where: { identityNumber: student.identityNumber },
  });
  await done(database, (work) =>
    submitProfileForReview(work, student.person, { cardFileId, record: recordOf(row) }),
  );
  await expert.write('/inbox');
  const page = await expert.tapFor('item:', 'فیزیک');
  expect(page.text).toMatch(/⚠️.*فیزیک.*مهندسی کامپیوتر/);
  const card = await expert.tapFor('studies:card', 'کارت دانشجویی');
  expect(card.file?.kind).toBe('photo');
  await expert.tapFor('studies:accept', 'پذیرفته شده');
  expect(
    await database.db.read.account.findUnique({ where: { id: student.accountId } }),
  ).toMatchObject({ state: 'active' });
});

test('no kind of item is without a page, whatever it is about', async () => {
  const expert = await office.chat(campus.expert);
  const { id: universityId } = campus.university;
  for (const kind of Object.values(WorkItemKind)) {
    await database.db.transaction((work) =>
      openItem(work, { kind, subjectId: 999_999, role: 'expert', universityId }),
    );
    const { id } = await database.db.read.workItem.findFirstOrThrow({ where: { kind } });
    await expert.write('/inbox');
    await expert.tap(`item:${id}`);
    expect(expert.chat.messages.some(({ text }) => text.includes('مشکلی'))).toBe(false);
    await database.db.read.workItem.deleteMany({});
  }
});

test('the inbox is paged, and an item is taken by one and given back', async () => {
  const expert = await office.chat(campus.expert);
  for (let filed = 0; filed < 10; filed += 1) await aFiledStudent(database, campus);
  expect((await expert.write('/inbox')).text).toContain('صفحهٔ ۱ از ۲');
  await expert.tapFor('inbox:all:1', 'صفحهٔ ۲ از ۲');
  await expert.tapFor('item:', 'در انتظار بررسی');
  await expert.tapFor('claim:');
  await expert.tapFor('inbox', 'صفحهٔ ۱ از ۲');
  const mine = await expert.tapFor('inbox:mine', 'دست شما');
  expect(mine.text).toContain('۱ مورد');
  await expert.tapFor('item:', 'در انتظار بررسی');
  await expert.tapFor('release:');
  expect(await database.db.read.workItem.count({ where: { claimedById: { not: null } } })).toBe(0);
});

test('no command, button or form of officers takes the place of another', () => {
  const names = screens.forms.map(({ name }) => name);
  expect(staffScreens.forms.map(({ name }) => name).sort()).toEqual(
    Object.keys(staffFormTitles).sort(),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const [name, handler] of Object.entries(staffScreens.taps)) {
    expect(screens.taps[name], name).toBe(handler);
  }
});
