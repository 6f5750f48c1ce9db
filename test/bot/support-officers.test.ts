import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contactOf } from '../../core/universities/queries.ts';
import { answer, asked, writeOn } from '../core/support/scene.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Officer, type Student } from '../support/people.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let office: Office;
let university: { readonly id: number };
let student: Student;
let expert: Officer;
let colleague: Officer;
let administrator: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  student = await aStudent(database, { university });
  expert = await anOfficer(database, { role: 'expert', university });
  colleague = await anOfficer(database, { role: 'expert', university });
  administrator = await anOfficer(database, { role: 'administrator' });
  office = await openOffice(database);
});
afterEach(() => office.close());

describe('several officers', () => {
  test('who begins to answer has taken the ticket; a colleague learns so', async () => {
    const ticketId = await asked(database, student.person);
    const [first, second] = [await office.chat(expert), await office.chat(colleague)];
    for (const desk of [first, second]) await desk.writeFor(`/ticket ${ticketId}`, 'کی نوبت');
    await first.tapFor('caseanswer:', 'پاسخ پیام');
    expect(await second.tap('caseanswer:')).toContain('برداشته است');
    expect(await second.tap('casehand:')).toContain('برداشته است');
    const seen = await second.writeFor(`/ticket ${ticketId}`, 'برداشته است');
    expect(seen.text).toContain('کی نوبت');
    const inbox = await second.write('/inbox');
    expect(inbox.text).toMatch(new RegExp(`پیام .?${ticketId}.*`));
    await first.writeFor('هفتهٔ دیگر', '«ارسال»');
    await first.tapFor('f:caseanswer:files:done', 'فرستاده شد');
  });

  test('both tap at once: one answers', async () => {
    const ticketId = await asked(database, student.person);
    const desks = [await office.chat(expert), await office.chat(colleague)];
    for (const desk of desks) await desk.writeFor(`/ticket ${ticketId}`, 'کی نوبت');
    const said = await Promise.all(desks.map((desk) => desk.tap('caseanswer:')));
    expect(said.filter((text) => text.includes('همکار دیگری'))).toHaveLength(1);
  });

  test('one who gave the ticket back finds it answered, and has the words returned', async () => {
    const ticketId = await asked(database, student.person);
    const desk = await office.chat(expert);
    await desk.writeFor(`/ticket ${ticketId}`, 'کی نوبت');
    await desk.tapFor('caseanswer:', 'پاسخ پیام');
    await desk.writeFor('پاسخ دیررس', '«ارسال»');
    await desk.writeFor(`/ticket ${ticketId}`, 'شما برداشته‌اید');
    await desk.tapFor('release:', 'پیام پشتیبانی');
    await answer(database, colleague, ticketId);
    await desk.write('/menu');
    await desk.tapFor('f:caseanswer:-:open', '«ارسال»');
    const said = await desk.tapFor('f:caseanswer:files:done', 'فرستاده نشد');
    expect(said.text).toContain('پاسخ دیررس');
    expect(await database.db.read.supportMessage.count()).toBe(2);
  });

  test('what the student wrote meanwhile keeps the ticket in the inbox', async () => {
    const ticketId = await asked(database, student.person);
    const desk = await office.chat(expert);
    await desk.writeFor(`/ticket ${ticketId}`, 'کی نوبت');
    await desk.tapFor('caseanswer:', 'پاسخ پیام');
    await writeOn(database, student.person, ticketId, { text: 'راستی، یک چیز دیگر' });
    await desk.writeFor('هفتهٔ دیگر', '«ارسال»');
    await desk.tapFor('f:caseanswer:files:done', 'در این میان نوشته');
    await desk.sees('راستی، یک چیز دیگر');
    expect((await desk.write('/inbox')).text).toContain('۱ مورد');
  });

  test('a ticket is taken and given back on its own page', async () => {
    const ticketId = await asked(database, student.person);
    const desk = await office.chat(expert);
    await desk.writeFor(`/ticket ${ticketId}`, 'کی نوبت');
    await desk.tapFor('claim:', 'شما برداشته‌اید');
    const page = await desk.tapFor('release:', 'کی نوبت');
    expect(page.text).not.toContain('شما برداشته‌اید');
  });
});

describe('handing over and closing', () => {
  test('the expert gives a technical question to the administrator; the student is told', async () => {
    const ticketId = await asked(database, student.person, { text: 'دکمه کار نمی‌کند' });
    const [desk, technician] = [await office.chat(expert), await office.chat(administrator)];
    const reader = await office.chat(student);
    await desk.write('/inbox');
    await desk.tapFor('item:', 'دکمه کار نمی‌کند');
    await desk.tapFor('casehand:', 'سپرده شد');
    await reader.sees('مدیر سامانه');
    expect((await desk.write('/inbox')).text).toContain('اکنون کاری');
    await technician.write('/inbox');
    await technician.tapFor('item:', 'دکمه کار نمی‌کند');
    await technician.tapFor('caseanswer:', 'پاسخ پیام');
    await technician.writeFor('درست شد', '«ارسال»');
    await technician.tapFor('f:caseanswer:files:done', 'فرستاده شد');
    await reader.sees('درست شد');
    expect((await reader.writeFor(`/ticket ${ticketId}`, 'درست شد')).text).toContain('مشکل فنی');
  });

  test('an answered ticket closes at one tap, an unanswered one asks first', async () => {
    const ticketId = await asked(database, student.person);
    const desk = await office.chat(expert);
    await desk.writeFor(`/ticket ${ticketId}`, 'کی نوبت');
    await desk.tapFor('caseclose:', 'بی‌پاسخ');
    await desk.tapFor(`case:${ticketId}`, 'کی نوبت');
    await answer(database, expert, ticketId);
    expect(await desk.tap('caseclose:')).toContain('بسته شد');
    await desk.sees('📌 بسته شده');
    expect(desk.buttons).not.toContain(`caseanswer:${ticketId}`);
  });

  const stateOf = async (id: number) =>
    (await database.db.read.supportTicket.findUniqueOrThrow({ where: { id } })).state;

  test('a page of before does not close what was written since; it is shown instead', async () => {
    const ticketId = await asked(database, student.person);
    await answer(database, expert, ticketId);
    const desk = await office.chat(expert);
    await desk.writeFor(`/ticket ${ticketId}`, 'هفتهٔ دیگر');
    await writeOn(database, student.person, ticketId, { text: 'هنوز پول نیامده است' });
    expect(await desk.tap('caseclose:')).toContain('بسته نشد');
    await desk.sees('هنوز پول نیامده است');
    expect(await stateOf(ticketId)).toBe('open');
    expect((await desk.write('/inbox')).text).toContain('۱ مورد');
  });

  test('what follows an answer and has none asks first, and not over what comes meanwhile', async () => {
    const ticketId = await asked(database, student.person);
    await answer(database, expert, ticketId);
    await writeOn(database, student.person, ticketId, { text: 'هنوز پول نیامده است' });
    const desk = await office.chat(expert);
    await desk.writeFor(`/ticket ${ticketId}`, 'هنوز پول نیامده است');
    await desk.tapFor('caseclose:', 'بی‌پاسخ');
    await writeOn(database, student.person, ticketId, { text: 'کارم فوری است' });
    expect(await desk.tap('casesure:')).toContain('بسته نشد');
    await desk.sees('کارم فوری است');
    expect(await stateOf(ticketId)).toBe('open');
    await desk.tapFor('caseclose:', 'بی‌پاسخ');
    expect(await desk.tap('casesure:')).toContain('بسته شد');
    expect(await stateOf(ticketId)).toBe('closed');
  });

  test('buttons that do not say what was read close nothing, and bring the present page', async () => {
    const ticketId = await asked(database, student.person);
    await answer(database, expert, ticketId);
    const desk = await office.chat(expert);
    for (const data of ['caseclose', 'casesure']) {
      await desk.writeFor('/menu', 'منوی اصلی');
      expect(await desk.tapOld(`${data}:${ticketId}`)).toContain('هنوز چیزی انجام نشد');
      await desk.chat.until(() => desk.buttons[0]?.startsWith('caseanswer:'));
      expect(await stateOf(ticketId)).toBe('answered');
    }
    expect(await desk.tap('caseclose:')).toContain('بسته شد');
  });
});

describe('what is not theirs', () => {
  test('another university’s expert, another post and a student cannot look or act', async () => {
    const ticketId = await asked(database, student.person);
    const other = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    const finance = await anOfficer(database, { role: 'finance', university });
    for (const officer of [other, finance, administrator]) {
      const desk = await office.chat(officer);
      const said = await desk.writeFor(`/ticket ${ticketId}`, 'در اختیار شما نیست');
      expect(said.text).not.toContain('نوبت');
      await desk.writeFor('/menu', 'منوی اصلی');
      for (const data of ['case', 'casefiles', 'caseanswer', 'casehand', 'caseclose', 'casesure']) {
        const popped = await desk.chat.tap({ data: `${data}:${ticketId}:0` });
        expect(popped, data).toMatchObject({
          text: expect.stringContaining('این کار در اختیار شما نیست.'),
        });
      }
    }
    const desk = await office.chat(await aStudent(database, { university }));
    await desk.writeFor('/menu', 'منوی اصلی');
    expect(await desk.chat.tap({ data: `case:${ticketId}` })).toMatchObject({
      text: expect.stringContaining('برای مسئولان'),
    });
    expect(await database.db.read.supportMessage.count()).toBe(1);
  });

  test('an officer’s own ticket is a colleague’s', async () => {
    const ticketId = await asked(database, expert, { text: 'خودم می‌پرسم' });
    const desk = await office.chat(expert);
    await desk.write('/inbox');
    expect(await desk.tap('item:')).toContain('خود شماست');
    await desk.writeFor('/menu', 'منوی اصلی');
    expect(await desk.chat.tap({ data: `caseanswer:${ticketId}:0` })).toMatchObject({
      text: expect.stringContaining('خود شماست'),
    });
    const own = await desk.writeFor(`/ticket ${ticketId}`, 'خودم می‌پرسم');
    expect(own.text).toContain('شما');
    const other = await office.chat(colleague);
    await other.write('/inbox');
    await other.tapFor('item:', 'خودم می‌پرسم');
  });
});

describe('how else a university is reached', () => {
  const contact = async () => (await contactOf(database.db.read, university.id))?.contact;

  test('the expert writes it step by step, students see it, and it can be changed', async () => {
    const desk = await office.chat(expert);
    await desk.writeFor('/support', 'پشتیبانی');
    await desk.tapFor('contact', 'هر کدام در یک سطر');
    await desk.writeFor('زنگ بزنید', 'این شماره درست نیست');
    await desk.writeFor('۰۲۵-۳۲۱۰ ۰۰۰۰\n+98 25 3210 0001', 'ایمیل');
    await desk.writeFor('office@', 'کامل نیست');
    await desk.writeFor('office@university.example', 'نشانی دفتر');
    await desk.writeFor('ساختمان نمونه', 'به انگلیسی');
    await desk.tapFor('f:contact:addressEn:skip', 'روزها و ساعت');
    await desk.writeFor('شنبه تا چهارشنبه', 'به انگلیسی');
    await desk.writeFor('Saturday to Wednesday', 'می‌بینند');
    await desk.tapFor('f:contact:review:send', 'ثبت شد');
    expect(await contact()).toEqual({
      phones: ['02532100000', '+982532100001'],
      email: 'office@university.example',
      address: { fa: 'ساختمان نمونه', en: null },
      hours: { fa: 'شنبه تا چهارشنبه', en: 'Saturday to Wednesday' },
    });

    const reader = await office.chat(student, 'en');
    const home = await reader.writeFor('/support', 'Support');
    expect(home.text).toMatch(/02532100000[\s\S]*office@[\s\S]*ساختمان[\s\S]*Saturday/);
    expect(JSON.stringify(home.buttons)).not.toContain('contact');

    await desk.writeFor('/contact', 'ساختمان نمونه');
    await desk.tapFor('f:contact:review:change:email', 'ایمیل');
    await desk.tapFor('f:contact:email:skip', 'می‌بینند');
    await desk.tapFor('f:contact:review:send', 'ثبت شد');
    expect((await contact())?.email).toBeNull();
    await desk.writeFor('/contact', 'ساختمان نمونه');
    await desk.tapFor('f:contact:review:send', 'چیزی عوض نشد');
    const events = await database.db.read.auditEvent.findMany({
      where: { action: 'university.contactChanged' },
      orderBy: { seq: 'asc' },
    });
    expect(events).toMatchObject([
      { actorId: expert.accountId, before: { email: null }, universityId: university.id },
      { before: { email: 'office@university.example' }, after: { email: null } },
    ]);
  });

  test('the administrator finds the university by name; others may not', async () => {
    const desk = await office.chat(administrator);
    await desk.writeFor('/contact', 'نام دانشگاه');
    await desk.writeFor('/contact نمونه', 'دانشگاه');
    await desk.tapFor(`contact:${university.id}`, 'هر کدام در یک سطر');
    const finance = await office.chat(await anOfficer(database, { role: 'finance', university }));
    await finance.writeFor('/contact', 'چنین کارتابلی ندارید');
    await finance.writeFor('/menu', 'منوی اصلی');
    expect(await finance.chat.tap({ data: `contact:${university.id}` })).toMatchObject({
      text: expect.stringContaining('این کار در اختیار شما نیست.'),
    });
    const other = await office.chat(
      await anOfficer(database, { role: 'expert', university: await aUniversity(database) }),
    );
    await other.writeFor('/menu', 'منوی اصلی');
    expect(await other.chat.tap({ data: `contact:${university.id}` })).toMatchObject({
      text: expect.stringContaining('این کار در اختیار شما نیست.'),
    });
  });
});
