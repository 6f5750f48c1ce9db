import { afterEach, beforeEach, expect, test } from 'vitest';
import { withdrawApplication } from '../../core/applications/commands/withdraw-application.ts';
import { openItem } from '../../core/staff/commands/work-items.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Officer } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';
import { anOpening, aUnit } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let second: Officer;

beforeEach(async () => {
  campus = await aCampus(database);
  second = await anOfficer(database, { role: 'expert', university: campus.university });
  office = await openOffice(database);
});
afterEach(() => office.close());

test('the inbox is narrowed to a kind, a unit, what is overdue and what is in the own hands', async () => {
  const { university, term } = campus;
  const unit = await aUnit(database, university, { nameFa: 'آزمایشگاه', nameEn: 'Laboratory' });
  const wished = await anOpening(database, { unit, term });
  const library = await aFiledStudent(database, campus);
  const both = await aFiledStudent(database, campus, {
    form: { openingIds: [campus.opening.id, wished.id] },
  });
  await database.db.transaction((work) =>
    openItem(work, {
      kind: 'reviewProfile',
      subjectId: library.accountId,
      role: 'expert',
      universityId: university.id,
    }),
  );
  const expert = await office.chat(campus.expert);
  expect((await expert.write('/inbox')).text).toContain('۳ مورد');
  const choice = await expert.tapFor('narrow:all', 'از کدام دسته');
  const labels = choice.buttons.flat().map(({ text }) => text);
  expect(labels).toEqual(
    expect.arrayContaining(['بررسی درخواست · ۲', '🏛 آزمایشگاه · ۱', '🏛 کتابخانه · ۲']),
  );
  const ofUnit = await expert.tapFor(`inbox:all:0::${unit.id}`, '🏛');
  expect(ofUnit.text).toContain('۱ مورد');
  expect(ofUnit.text).toContain(both.shownCode);
  await expert.tapFor('inbox:all:0', '۳ مورد');
  await expert.tapFor('narrow:all', 'از کدام دسته');
  expect((await expert.tapFor('inbox:all:0:reviewProfile:', '🗂')).text).toContain('مشخصات تحصیلی');
  expect((await expert.tapFor('inbox:overdue:0:reviewProfile:', 'محدودیت')).text).toContain('🗂');
  database.clock.advance(5 * days);
  expect((await expert.tapFor('inbox:overdue:0:reviewProfile:', '🔴')).text).toContain('۱ مورد');
  const english = await office.chat(second, 'en');
  await english.write('/inbox');
  await english.tapFor('narrow:all', 'Of which kind');
  await english.tapFor(`inbox:all:0::${unit.id}`, '🏛 ⁨Laboratory⁩');
});

test('a student is found by a button, and the one who is looked for can be dealt with', async () => {
  const student = await aFiledStudent(database, campus, {
    account: { firstName: 'آرش', lastName: 'رئیسی' },
  });
  await aStudent(database, { university: campus.university });
  const expert = await office.chat(campus.expert);
  await expert.write('/inbox');
  await expert.tapFor('find', 'بخشی از نام');
  const found = await expert.writeFor('رييسي ارش', student.shownCode);
  expect(found.text).toContain('آرش رئیسی');
  await expert.tapFor('review:', 'شرایط');
  expect((await expert.writeFor('/find', 'بخشی از نام')).text).not.toContain('پیدا نشد');
  expect((await expert.writeFor('ناشناس', 'پیدا نشد')).text).toContain('ناشناس');
});

test('many of one name are turned page by page, as far as a button can carry what is sought', async () => {
  const long = 'عبدالرحمن‌زادهٔ اصفهانی';
  for (const firstName of ['الف', 'ب', 'پ', 'ت', 'ث', 'ج', 'چ', 'ح', 'خ', 'د']) {
    const account = { firstName: `محمدابراهیم ${firstName}`, lastName: long };
    await aStudent(database, { university: campus.university, account });
  }
  const expert = await office.chat(campus.expert);
  const first = await expert.writeFor('/find محمدابراهیم', 'صفحهٔ ۱ از ۲');
  expect(first.text).toContain('۸. ');
  const next = await expert.tapFor('found:1:محمدابراهیم', 'صفحهٔ ۲ از ۲');
  expect(next.id).toBe(first.id);
  expect(next.text).toContain('۹. ');
  expect(next.text).toContain('۱۰. ');
  await expert.tapFor('found:0:محمدابراهیم', 'صفحهٔ ۱ از ۲');
  await expert.writeFor(`/find محمدابراهیم ${long}`, 'نام کامل‌تر یا شمارهٔ دانشجویی');
  const deputy = await office.chat(
    await anOfficer(database, { role: 'studentDeputy', university: campus.university }),
    'en',
  );
  await deputy.writeFor('/find محمدابراهیم', 'Page 1 of 2');
  await deputy.tapFor('found:1:', 'Page 2 of 2');
  const { buttons } = deputy.chat.messages.at(-1) ?? {};
  expect(buttons?.flat().map(({ text }) => text)).toContain('🗝 10');
});

test('an item that is left undecided is passed over by the next one, until nothing else waits', async () => {
  const [first, other] = [
    await aFiledStudent(database, campus),
    await aFiledStudent(database, campus),
  ];
  const expert = await office.chat(campus.expert, 'en');
  await expert.write('/inbox');
  await expert.tapFor('item:', first.shownCode);
  await expert.tapFor('next:', other.shownCode);
  await expert.tapFor('next:', first.shownCode);
  await expert.tapFor('audit:', 'History of request');
  await expert.tapFor('review:', 'Conditions');
  await expert.tapFor('approve:', 'Approved');
  await expert.tapFor('next', other.shownCode);
  expect(await expert.tap('next:')).toContain('Nothing else waits for you');
  await expert.sees('1 item');
});

test('who has taken an item is named on its page, gives it back, and hears who decided on it', async () => {
  const student = await aFiledStudent(database, campus);
  const first = await office.chat(campus.expert);
  const other = await office.chat(second, 'en');
  await first.write(`/review ${student.code}`);
  await first.tapFor('claim:', 'شما برداشته‌اید');
  const { lastName } = await database.db.read.account.findUniqueOrThrow({
    where: { id: campus.expert.accountId },
  });
  const page = await other.write(`/review ${student.code}`);
  expect(page.text).toMatch(new RegExp(`✋ .*${lastName}.* has taken this item`));
  expect(other.buttons.some((data) => data.startsWith('claim:'))).toBe(false);
  await first.tapFor('release:', 'شرایط');
  await first.tapFor('claim:', 'شما برداشته‌اید');
  await other.tapFor('approve:', /Approved|approved/);
  const told = await first.sees(/به موردی که برداشته بودید رسیدگی کرد/);
  expect(told.text).toContain(student.shownCode);
  expect(await first.tap('approve:')).toContain('رسیدگی کرده است');
});

test('who has taken an item hears that its student withdrew it', async () => {
  const student = await aFiledStudent(database, campus);
  const first = await office.chat(campus.expert);
  await first.write(`/review ${student.code}`);
  await first.tapFor('claim:', 'شما برداشته‌اید');
  const { id: applicationId } = await database.db.read.application.findFirstOrThrow();
  await done(database, (work) => withdrawApplication(work, student.person, { applicationId }));
  const told = await first.sees('دیگر در انتظار نیست');
  expect(told.text).not.toContain('رسیدگی کرد');
});
