import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { png } from '../core/files/pictures.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aStudent, type Student } from '../support/people.ts';
import {
  goToOpenings,
  goToReview,
  openRequest,
  passNoteAndCaptcha,
} from '../support/requesting.ts';
import { aCampus, type Campus } from '../support/scenes.ts';
import { anOpening, aTerm, windowsOpen } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: Student;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await aStudent(database, { university: campus.university });
});
afterEach(() => office.close());

const opening = (titleFa: string, more: Partial<Parameters<typeof anOpening>[1]> = {}) =>
  anOpening(database, { unit: campus.unit, term: campus.term, titleFa, ...more });

const close = (id: number) =>
  database.db.read.opening.update({ where: { id }, data: { state: 'closed' } });

/** The student who chooses among openings. */
async function atOpenings(): Promise<Desk> {
  const desk = await openRequest(office, student);
  await goToOpenings(desk);
  return desk;
}

const add = (desk: Desk, { id }: { id: number }, sees: string) =>
  desk.tapFor(`f:application:openings:add:${id}`, sees);

describe('the list of openings', () => {
  test('tells the free seats of both genders in each line, and what is full', async () => {
    const full = await opening('بایگانی', { seats: { female: 1, male: 3 } });
    await opening('فقط آقایان', { seats: { female: 0, male: 3 } });
    await database.db.read.seatCount.updateMany({
      where: { openingId: full.id, gender: 'female' },
      data: { filled: 1 },
    });
    await database.db.read.seatCount.updateMany({
      where: { openingId: full.id, gender: 'male' },
      data: { held: 1 },
    });
    const desk = await atOpenings();
    const page = await desk.sees('نیازهای باز: ۲');
    expect(page.text).toMatch(/بایگانی.*\n.*👩 ۰ از ۱ · 👨 ۲ از ۳\n.*در نوبت می‌مانید/);
    expect(page.text).not.toContain('فقط آقایان');
    expect(await desk.tap(`f:application:openings:add:${full.id}`)).toContain('جای خالی ندارد');
    await desk.sees(/۱\. \S*بایگانی.*در نوبت می‌مانید/);
  });

  test('is filtered by the own field and by any field, and paged', async () => {
    await opening('آزمایشگاه', { field: 'مهندسي كامپيوتر، فیزیک' });
    await opening('گلخانه', { field: 'زیست‌شناسی' });
    for (let more = 0; more < 9; more += 1) await opening(`کتاب ${more}`, { field: 'ادبیات' });
    const desk = await atOpenings();
    await desk.sees('نیازهای باز: ۱۲ · صفحهٔ ۱ از ۲');
    await desk.tapFor('f:application:openings:page:1', 'صفحهٔ ۲ از ۲');
    const mine = await desk.tapFor('f:application:openings:filter:mine', 'برای رشتهٔ');
    expect(mine.text).toContain('آزمایشگاه');
    expect(mine.text).toContain('همهٔ رشته‌ها');
    expect(mine.text).not.toContain('گلخانه');
    await desk.tapFor('f:application:openings:filter:pick', 'یکی از رشته‌ها را انتخاب کنید');
    const fields =
      desk.chat.messages
        .at(-1)
        ?.buttons.flat()
        .map(({ text }) => text) ?? [];
    const place = fields.indexOf('زیست‌شناسی');
    const one = await desk.tapFor(`f:application:openings:field:${place}`, 'با رشتهٔ');
    expect(one.text).toMatch(/زیست‌شناسی\S*: ۱/);
    expect(one.text).toContain('گلخانه');
    await desk.tapFor('f:application:openings:filter:all', 'نیازهای باز: ۱۲');
  });

  test('says in the language of the reader that an opening is for every field', async () => {
    await opening('گلخانه', { field: 'زیست‌شناسی' });
    const desk = await atOpenings();
    await desk.writeFor('/language', 'choose your language');
    const page = await desk.tapFor('lang:en', 'Openings:');
    expect(page.text).toContain('Field: \u2068all fields\u2069');
    await desk.tapFor('f:application:openings:filter:pick', 'Choose a field');
    const buttons = desk.chat.messages.at(-1)?.buttons.flat() ?? [];
    expect(buttons.map(({ text }) => text)).toContain('all fields');
  });

  test('keeps the order of wish, which is changed by taking away and adding; five at most', async () => {
    const openings = [];
    for (const title of ['الف', 'ب', 'پ', 'ت', 'ث', 'ج']) openings.push(await opening(title));
    const [first, second] = openings;
    if (!first || !second) throw new Error('no openings');
    const desk = await atOpenings();
    await add(desk, first, '۱. \u2068الف');
    await add(desk, second, '۲. \u2068ب');
    await desk.tapFor(`f:application:openings:drop:${first.id}`, '۱. \u2068ب');
    await add(desk, first, '۲. \u2068الف');
    for (const [index, more] of openings.slice(2, 5).entries()) {
      await add(desk, more, `${'۳۴۵'.charAt(index)}. \u2068`);
    }
    const sixth = openings[5]?.id;
    expect(await desk.tap(`f:application:openings:add:${sixth}`)).toContain('حداکثر ۵');
    await desk.tapFor('f:application:openings:done', 'گروه');
    await desk.tapFor('f:application:classes:done', 'توضیحی');
    await passNoteAndCaptcha(database, desk, student);
    await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
    const choices = await database.db.read.applicationChoice.findMany({
      orderBy: { position: 'asc' },
    });
    expect(choices.map(({ openingId }) => openingId)).toEqual([
      second.id,
      first.id,
      ...openings.slice(2, 5).map(({ id }) => id),
    ]);
  });
});

describe('an opening that is closed meanwhile', () => {
  test('among the chosen ones: it is said and taken out before the choice counts', async () => {
    const other = await opening('بایگانی');
    const desk = await atOpenings();
    await add(desk, other, '۱. \u2068بایگانی');
    await add(desk, campus.opening, '۲. ');
    await close(other.id);
    const page = await desk.tapFor('f:application:openings:done', 'در این میان بسته شد');
    expect(page.text).toContain('\u2068بایگانی\u2069');
    expect(page.text).toMatch(/۱\. \u2068چیدن کتاب/);
    await desk.tapFor('f:application:openings:done', 'گروه');
  });

  test('between the review and sending: it is named, the rest stays, and another is chosen', async () => {
    const other = await opening('بایگانی');
    const desk = await atOpenings();
    await goToReview(database, desk, student);
    await close(campus.opening.id);
    await desk.tapFor('f:application:review:send', 'ثبت نشد');
    await desk.sees(/«\u2068چیدن کتاب.*در این میان بسته شده است؛ نیاز دیگری/);
    await add(desk, other, '۱. \u2068بایگانی');
    await desk.tapFor('f:application:openings:done', 'یک بار دیگر ببینید');
    await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
    expect(await database.db.read.applicationChoice.findMany()).toMatchObject([
      { openingId: other.id },
    ]);
  });
});

test('what was chosen is sent in its term, although another has opened meanwhile', async () => {
  const desk = await atOpenings();
  await goToReview(database, desk, student);
  const next = await aTerm(database, { number: 2 });
  await windowsOpen(database, campus.university, next);
  await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
  const { term } = campus;
  expect(await database.db.read.application.findMany()).toMatchObject([{ termId: term.id }]);
});

describe('priority classes', () => {
  test('say what they are worth, and each claimed one is asked for its proofs', async () => {
    await database.db.read.university.update({
      where: { id: campus.university.id },
      data: { settings: { points: { shahedIsargar: 3 } } },
    });
    const desk = await atOpenings();
    await desk.tapFor('f:application:openings:add', '۱.');
    const page = await desk.tapFor('f:application:openings:done', 'گروه');
    expect(page.text).toMatch(/متأهل\S*: ۱ امتیاز/);
    expect(page.text).toMatch(/شاهد و ایثارگر\S*: ۳ امتیاز/);
    await desk.tapFor('f:application:classes:add:married', 'گروه');
    await desk.tapFor('f:application:classes:add:exemplary', 'گروه');
    await desk.tapFor('f:application:classes:done', 'مدرک «\u2068دانشجوی نمونه');
    await desk.tapFor('f:application:files:done', 'هنوز فایلی نفرستاده‌اید');
  });

  test('a file that was sent by mistake is taken away again, one at a time', async () => {
    const desk = await atOpenings();
    await desk.tapFor('f:application:openings:add', '۱.');
    await desk.tapFor('f:application:openings:done', 'گروه');
    await desk.tapFor('f:application:classes:add:married', 'گروه');
    await desk.tapFor('f:application:classes:done', 'مدرک «\u2068متأهل');
    for (const width of [40, 41]) {
      desk.chat.readAll();
      desk.chat.sendDocument(png({ width }), { fileName: 'proof.png' });
      await desk.chat.next({ match: `تاکنون ${'۱۲'.charAt(width - 40)} فایل` });
    }
    const [first, second] = await database.db.read.storedFile.findMany({ orderBy: { id: 'asc' } });
    const page = await desk.tapFor(`f:application:files:remove:${first?.id}`, 'مدرک «\u2068متأهل');
    expect(page.text).toMatch(/۱\. \u2068عکس/);
    expect(page.text).not.toMatch(/۲\. \u2068عکس/);
    expect(
      (await database.db.read.storedFile.findMany({ orderBy: { id: 'asc' } })).map(
        ({ deletedAt }) => deletedAt === null,
      ),
    ).toEqual([false, true]);
    await desk.tapFor('f:application:files:done:married', 'توضیحی');
    await passNoteAndCaptcha(database, desk, student);
    const review = await desk.sees('یک بار دیگر ببینید');
    expect(review.text).toMatch(/مدارک: \u2068متأهل: ۱ فایل/);
    await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
    expect(await database.db.read.attachment.findMany()).toMatchObject([{ fileId: second?.id }]);
  });
});
