import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jpeg, pdf, png } from '../core/files/pictures.ts';
import { aStranger, asked } from '../core/support/scene.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Officer, type Student } from '../support/people.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let office: Office;
let university: { readonly id: number };
let student: Student;
let expert: Officer;
let administrator: Officer;

beforeEach(async () => {
  const contact = { phones: ['02532100000'], address: { fa: 'ساختمان نمونه' } };
  university = await aUniversity(database, { contact });
  student = await aStudent(database, { university });
  expert = await anOfficer(database, { role: 'expert', university });
  administrator = await anOfficer(database, { role: 'administrator' });
  office = await openOffice(database);
});
afterEach(() => office.close());

const { stringify } = JSON;

/** Goes through the form up to the review page. */
async function write(
  desk: Desk,
  { topic = 'rules', text = 'کی نوبت من می‌شود؟' }: { topic?: string; text?: string } = {},
): Promise<void> {
  await desk.write('/support');
  await desk.tapFor('support:new', 'دربارهٔ چیست');
  await desk.tapFor(`f:support:topic:pick:${topic}`, 'پیام خود را');
  await desk.writeFor(text, 'عکس یا فایل');
}

/** Sends what was written; the number of the ticket. */
async function send(desk: Desk): Promise<number> {
  await desk.tapFor('f:support:files:done', 'پیش از ارسال');
  await desk.tapFor('f:support:review:send', 'ثبت شد');
  const [newest] = await database.db.read.supportTicket.findMany({
    orderBy: { id: 'desc' },
    take: 1,
  });
  return newest?.id ?? 0;
}

async function openCase(desk: Desk, match: string | RegExp): Promise<void> {
  await desk.write('/inbox');
  await desk.tapFor('item:', match);
}

async function answer(desk: Desk, text: string): Promise<void> {
  await desk.tapFor('caseanswer:', 'پاسخ پیام');
  await desk.writeFor(text, '«ارسال»');
  await desk.tapFor('f:caseanswer:files:done', 'فرستاده شد');
}

describe('a student asks, and the own university’s expert answers', () => {
  test('with files both ways; names of officers are not shown', async () => {
    const desk = await office.chat(student);
    const home = await desk.writeFor('/support', 'پشتیبانی');
    expect(home.text).toMatch(/02532100000[\s\S]*ساختمان نمونه/);
    await desk.tapFor('support:new');
    const question = await desk.tapFor('f:support:topic:pick:rules', 'پیام خود را');
    expect(question.text).toContain('کارشناس همیار');
    await desk.writeFor('سلام.\nمدرک تأهل را <فرستادم> & ماند.', 'عکس یا فایل');
    const picture = png({ width: 64 });
    desk.chat.readAll();
    desk.chat.sendPhoto(picture);
    await desk.chat.next({ match: '۱ فایل' });
    desk.chat.sendDocument(pdf(), { fileName: 'letter.pdf', mimeType: 'application/pdf' });
    await desk.chat.next({ match: '۲ فایل' });
    const review = await desk.tapFor('f:support:files:done', 'پیش از ارسال');
    expect(review.text).toMatch(/مدرک تأهل را <فرستادم> & ماند\.[\s\S]*۲ فایل/);
    const sent = await desk.tapFor('f:support:review:send', 'ثبت شد');
    // Three working days on from a Saturday.
    expect(sent.text).toContain('۱۸ مهر ۱۴۰۲');

    const officer = await office.chat(expert);
    await officer.write('/inbox');
    const page = await officer.tapFor('item:', 'مدرک تأهل را <فرستادم> & ماند.');
    expect(page.text).toMatch(/\*{6}\d{4}/);
    expect(page.text).not.toContain(student.identityNumber);
    officer.chat.readAll();
    await officer.tap('casefiles:');
    const photo = await officer.chat.next({ match: ({ file }) => file?.kind === 'photo' });
    expect(officer.chat.download(photo).length).toBeGreaterThan(0);
    const letter = await officer.chat.next({ match: ({ file }) => file?.kind === 'document' });
    expect(officer.chat.download(letter)).toEqual(pdf());

    await officer.tapFor('caseanswer:', 'پاسخ پیام');
    await officer.writeFor('مدرک رسیده است.', '«ارسال»');
    officer.chat.readAll();
    officer.chat.sendPhoto(jpeg());
    await officer.chat.next({ match: '۱ فایل' });
    await officer.tapFor('f:caseanswer:files:done', 'فرستاده شد');

    const notice = await desk.sees('مدرک رسیده است.');
    expect(notice.text).toContain('کارشناس همیار');
    const { firstName, lastName } = await database.db.read.account.findUniqueOrThrow({
      where: { id: expert.accountId },
    });
    const file = await desk.chat.until(({ messages }) =>
      messages.find(({ file: one, mine }) => one && !mine),
    );
    expect(file.text).toContain('پیوست پاسخ');
    expect(stringify(desk.chat.messages)).not.toContain(firstName);
    expect(stringify(desk.chat.messages)).not.toContain(lastName);
    expect((await officer.write('/inbox')).text).toContain('اکنون کاری');
  });

  test('the reply button leads on, and the ticket waits again; who answered is told', async () => {
    const desk = await office.chat(student);
    await write(desk);
    const ticketId = await send(desk);
    const officer = await office.chat(expert);
    await openCase(officer, 'کی نوبت من می‌شود؟');
    await answer(officer, 'هفتهٔ دیگر');
    await desk.sees('هفتهٔ دیگر');
    await desk.tapFor(`ticketwrite:${ticketId}`, 'بیفزایید');
    await desk.writeFor('ممنون، کدام روز؟', '«ارسال»');
    await desk.tapFor('f:ticketwrite:files:done', 'رسید');
    await officer.sees('دوباره نوشته شد');
    const page = await officer.tapFor(`case:${ticketId}`, 'کدام روز');
    expect(page.text).toMatch(/کی نوبت من[\s\S]*هفتهٔ دیگر[\s\S]*کدام روز/);
    const own = await desk.tapFor(`ticket:${ticketId}`, 'کدام روز');
    expect(own.text).toMatch(
      /شما\u2069? · \u2068۱۵ مهر ۱۴۰۲[\s\S]*کارشناس همیار\u2069 · \u2068۱۵ مهر ۱۴۰۲/,
    );
  });

  test('in English', async () => {
    const desk = await office.chat(student, 'en');
    await desk.write('/support');
    await desk.tapFor('support:new', 'about?');
    await desk.tapFor('f:support:topic:pick:technical', 'Administrator');
    await desk.writeFor('The button does nothing.', 'helps to see');
    await desk.tapFor('f:support:files:done', 'before it is sent');
    await desk.tapFor('f:support:review:send', 'has the number');
    const officer = await office.chat(administrator, 'en');
    await officer.write('/inbox');
    await officer.tapFor('item:', 'The button does nothing.');
    await officer.tapFor('caseanswer:', 'Write the answer');
    await officer.writeFor('Send /menu again.', '“Send”');
    await officer.tapFor('f:caseanswer:files:done', 'was sent');
    await desk.sees('Answer to message');
    const list = await desk.writeFor('/support', 'Support');
    expect(list.buttons.flat()).toHaveLength(2);
    const mine = await desk.tapFor('tickets:0', 'My messages');
    expect(mine.text).toMatch(/answered[\s\S]*The button does nothing/);
  });
});

describe('who has no account', () => {
  test('asks all the same; the ticket hangs on the chat, and the answer comes there', async () => {
    const stranger = await aStranger(database);
    const desk = await office.chat(stranger);
    expect((await desk.writeFor('/menu', 'همیار دانشجو')).buttons.flat()).toContainEqual(
      expect.objectContaining({ callback_data: 'support' }),
    );
    await desk.tapFor('support', 'پاسخ همین‌جا');
    await desk.tapFor('support:new');
    const question = await desk.tapFor('f:support:topic:pick:rules', 'پیام خود را');
    expect(question.text).toMatch(/هنوز نمی‌دانیم.*مدیر سامانه/);
    await desk.writeFor('کد پیامکی نمی‌آید', 'عکس یا فایل');
    desk.chat.readAll();
    desk.chat.sendPhoto(png());
    await desk.chat.next({ match: '۱ فایل' });
    const ticketId = await send(desk);
    const officer = await office.chat(administrator);
    await openCase(officer, 'بدون حساب کاربری');
    await answer(officer, 'دوباره بگیرید');
    await desk.sees('دوباره بگیرید');
    const own = await desk.writeFor(`/ticket ${ticketId}`, 'دوباره بگیرید');
    expect(own.text).toContain('مدیر سامانه');
  });

  test('sees no ticket of others, by number or by a made-up button', async () => {
    const desk = await office.chat(student);
    await write(desk);
    const ticketId = await send(desk);
    const stranger = await office.chat(await aStranger(database));
    expect((await stranger.writeFor(`/ticket ${ticketId}`, 'پیدا نشد')).text).not.toContain('نوبت');
    await stranger.writeFor('/menu', 'همیار دانشجو');
    for (const data of ['ticket', 'ticketfiles', 'ticketwrite', 'ticketsolved']) {
      const said = await stranger.chat.tap({ data: `${data}:${ticketId}` });
      expect(said, data).toMatchObject({ text: 'این پیام پیدا نشد.' });
    }
    expect(stringify(stranger.chat.messages)).not.toContain('نوبت من');
  });
});

describe('what is no good file', () => {
  test('is said to be none, the step stays, and files can be taken back', async () => {
    const desk = await office.chat(student);
    await write(desk);
    for (const [bytes, said] of [
      [Buffer.from('not a picture'), 'این نوع فایل پذیرفته نیست'],
      [jpeg({ width: 640, height: 480 }).subarray(0, 300), 'خراب یا ناقص'],
      [Buffer.alloc(0), 'خالی است'],
    ] as const) {
      desk.chat.readAll();
      desk.chat.sendDocument(bytes, { fileName: 'a.jpg', mimeType: 'image/jpeg' });
      await desk.chat.next({ match: said });
    }
    desk.chat.sendSticker();
    await desk.chat.next({ match: 'عکس یا فایل بفرستید' });
    for (const count of ['۱', '۲', '۳', '۴', '۵']) {
      desk.chat.sendPhoto(png({ width: 50 + count.charCodeAt(0) - 1776 }));
      await desk.chat.next({ match: `تاکنون ${count} فایل` });
    }
    desk.chat.sendPhoto(png());
    await desk.chat.next({ match: 'حداکثر ۵ فایل' });
    await desk.tapFor('f:support:files:drop', 'عکس یا فایل PDF');
    const { read } = database.db;
    expect(await read.storedFile.count({ where: { deletedAt: null } })).toBe(0);
    desk.chat.readAll();
    desk.chat.sendPhoto(png());
    await desk.chat.next({ match: 'تاکنون ۱ فایل' });
    await send(desk);
    expect(await read.supportFile.count()).toBe(1);
  });

  test('a picture before the text is asked to wait', async () => {
    const desk = await office.chat(student);
    await desk.write('/support');
    await desk.tapFor('support:new', 'دربارهٔ چیست');
    await desk.tapFor('f:support:topic:pick:rules', 'پیام خود را');
    desk.chat.readAll();
    desk.chat.sendPhoto(png(), { caption: 'ببینید' });
    await desk.chat.next({ match: 'نخست متن' });
  });

  test('a file whose time was over is asked for again, and nothing is lost', async () => {
    const desk = await office.chat(student);
    await write(desk);
    desk.chat.readAll();
    desk.chat.sendPhoto(png());
    await desk.chat.next({ match: '۱ فایل' });
    await database.db.read.storedFile.updateMany({ data: { deletedAt: database.clock.now() } });
    await desk.tapFor('f:support:files:done', 'پیش از ارسال');
    await desk.tapFor('f:support:review:send', 'دیگر در دسترس نیست');
    await desk.sees('عکس یا فایل PDF');
    const ticketId = await send(desk);
    expect(ticketId).toBeGreaterThan(0);
    expect(await database.db.read.supportFile.count()).toBe(0);
  });
});

describe('the own tickets', () => {
  test('at most five are open; a solved one makes room, and what was written waits', async () => {
    const desk = await office.chat(student);
    for (let made = 0; made < 4; made += 1) await asked(database, student.person);
    await write(desk, { text: 'ششم' });
    await desk.tapFor('f:support:files:done', 'پیش از ارسال');
    const ticketId = await asked(database, student.person, { text: 'پنجم' });
    await desk.tapFor('f:support:review:send', 'پیام باز دارید');
    await desk.write('/support');
    await desk.tapFor('support:new', 'پیام باز دارید');
    await desk.tapFor('tickets:0', '۵ پیام');
    await desk.tapFor(`ticket:${ticketId}`, 'در انتظار پاسخ');
    await desk.tapFor('ticketsolved:', 'بسته شد');
    await desk.write('/menu');
    await desk.tapFor('f:support:-:open', 'ششم');
    await desk.tapFor('f:support:review:send', 'ثبت شد');
    expect(await database.db.read.supportTicket.count({ where: { state: 'open' } })).toBe(5);
  });

  test('a closed one opens again within its days, and afterwards points to a new one', async () => {
    const desk = await office.chat(student);
    await write(desk);
    const ticketId = await send(desk);
    const officer = await office.chat(expert);
    await openCase(officer, 'نوبت');
    await officer.tapFor('caseclose:', 'بی‌پاسخ');
    expect(await officer.tap('casesure:')).toContain('بسته شد');
    const notice = await desk.sees('۲۹ مهر ۱۴۰۲');
    expect(notice.text).toContain('بسته شد');
    await desk.tapFor(`ticket:${ticketId}`, 'دوباره باز شود');
    await desk.tapFor(`ticketwrite:${ticketId}`, 'بیفزایید');
    await desk.writeFor('هنوز نشد', '«ارسال»');
    await desk.tapFor('f:ticketwrite:files:done', 'دوباره باز شد');
    await openCase(officer, 'هنوز نشد');
    await desk.tapFor(`ticket:${ticketId}`, 'هنوز نشد');
    await desk.tapFor('ticketsolved:', 'بسته شد');
    database.clock.advance(20 * days);
    await desk.tapFor(`ticket:${ticketId}`, 'پیام تازه‌ای');
    expect(desk.buttons).not.toContain(`ticketwrite:${ticketId}:`);
  });

  test('a long exchange is read page by page', async () => {
    const desk = await office.chat(student);
    await write(desk, { text: `آغاز ${'الف '.repeat(480)}` });
    const ticketId = await send(desk);
    for (const text of [`میانه ${'ب '.repeat(900)}`, 'پایان']) {
      await desk.tapFor(`ticket:${ticketId}`, 'در انتظار');
      await desk.tapFor(`ticketwrite:${ticketId}`, 'بیفزایید');
      await desk.writeFor(text, '«ارسال»');
      await desk.tapFor('f:ticketwrite:files:done', 'رسید');
    }
    const last = await desk.tapFor(`ticket:${ticketId}`, 'پایان');
    expect(last.text).toContain('صفحهٔ ۲ از ۲');
    const first = await desk.tapFor(`ticket:${ticketId}:0`, 'آغاز');
    expect(first.text).not.toContain('پایان');
    await desk.tapFor(`ticket:${ticketId}:1`, 'پایان');
  });
});

test('who had blocked the bot finds the answer in the own tickets; the officer sees why', async () => {
  const desk = await office.chat(student);
  await write(desk);
  const ticketId = await send(desk);
  desk.chat.block();
  const officer = await office.chat(expert);
  await openCase(officer, 'نوبت');
  await answer(officer, 'هفتهٔ دیگر');
  await expect
    .poll(async () =>
      database.db.read.chatSession.count({ where: { unreachableAt: { not: null } } }),
    )
    .toBe(1);
  await officer.writeFor(`/ticket ${ticketId}`, 'نمی‌توان به او پیام رساند');
  desk.chat.unblock();
  await desk.write('/support');
  await desk.tapFor('tickets:0', 'پاسخ داده شده');
  await desk.tapFor(`ticket:${ticketId}:-`, 'هفتهٔ دیگر');
  const page = await officer.writeFor(`/ticket ${ticketId}`, 'پیام پشتیبانی');
  expect(page.text).not.toContain('نمی‌توان');
});
