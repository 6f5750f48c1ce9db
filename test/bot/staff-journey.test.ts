import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSheet } from '../../bot/view/sheets/read.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aCampus, type Campus } from '../support/scenes.ts';

const database = useDatabase();
const patience = 120_000;
let campus: Campus;
let office: Office;
let student: FiledStudent;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await aFiledStudent(database, campus, {
    office,
    level: 'master',
    record: { married: true },
  });
});
afterEach(() => office.close());

const placement = () => database.db.read.placement.findFirstOrThrow();
const stateOf = async () =>
  (await database.db.read.application.findFirstOrThrow({ where: { trackingCode: student.code } }))
    .state;

async function reviewed(expert: Desk): Promise<void> {
  const inbox = await expert.write('/inbox');
  expect(inbox.text).toContain('بررسی درخواست');
  expect(inbox.text).toContain(student.shownCode);
  const page = await expert.tapFor('item:', 'شرایط');
  expect(page.text).toContain('کارشناسی ارشد ناپیوسته');
  expect(page.text).toContain('۱۷٫۰۰');
  expect(await expert.tap('approve:')).toContain('متأهل');
  expect(await stateOf()).toBe('filed');
  const proof = await expert.tapFor('proof:');
  expect(proof.file?.kind).toBe('photo');
  const verified = await expert.tapFor('verify:', 'امتیاز تأییدشده: ۱');
  expect(verified.id).toBeGreaterThan(proof.id);
  const decided = await expert.tapFor('approve:', 'تأیید شده');
  expect(decided.buttons.flat()).not.toContainEqual(
    expect.objectContaining({
      callback_data: expect.stringMatching(/^(approve|sendback|reject):/),
    }),
  );
  expect(await stateOf()).toBe('approved');
}

async function placed(officer: Desk, colleague: Desk): Promise<void> {
  expect((await officer.write('/openings')).text).toContain('زن ۲ از ۲');
  const opening = await officer.tapFor('opening:', 'در نوبت');
  expect(opening.text).toContain(student.shownCode);
  await officer.tapFor('candidates:', 'معدل');
  await officer.tapFor('request:', 'حدود چند ساعت');
  await officer.writeFor('۳۷/۳', 'یک‌چهارم');
  await officer.writeFor('۳۷/۵', 'شرح دهید');
  await officer.writeFor('چیدن کتاب', 'نگاه کنید');
  await officer.tapFor('f:request:review:send', 'هفت روز');
  expect(await placement()).toMatchObject({ state: 'requested', requestedMinutes: 2_250 });

  await colleague.write('/inbox');
  await colleague.tapFor('item:', 'در انتظار تأیید اولیه');
  await colleague.tapFor('seat:approve', 'تأیید اولیه شده');
  await officer.sees('پس از آغاز کار');
}

async function worked(officer: Desk, colleague: Desk, assistant: Desk): Promise<void> {
  await assistant.sees('به واحد بروید و خود را معرفی کنید');
  await officer.writeFor(`/hours ${student.shownCode} ۳۷٫۵`, '۳۷٫۵');
  await assistant.tapFor('hours:confirm', 'تأیید کردید');
  await officer.sees('در انتظار تأیید نهایی');
  expect((await officer.write(`/final ${student.code}`)).text).toContain('همکار دیگری');
  await colleague.writeFor(`/final ${student.code.toLowerCase()}`, 'تأیید نهایی ثبت شد');
  expect(await placement()).toMatchObject({ state: 'final' });
}

async function owned(finance: Desk, assistant: Desk): Promise<void> {
  await finance.writeFor(`/account ${student.code}`, 'بانک ملی ایران');
  await finance.tapFor('owner:confirm', 'از روی چه');
  await finance.writeFor('استعلام شبا', 'تأیید شد');
  await assistant.sees(/مالکیت حساب .* تأیید شد/);
}

async function exported(finance: Desk, second: Desk): Promise<Buffer> {
  await finance.write('/payrun');
  await finance.tapFor('draftrun:', '۱۱٬۲۵۰٬۰۰۰');
  await finance.tapFor('run:freeze', 'بسته شده');
  expect(finance.buttons).not.toContain(expect.stringMatching(/^run:approve/));
  await second.write('/inbox');
  await second.tapFor('item:', 'در انتظار تأیید نفر دوم');
  await second.tapFor('run:approve', 'آمادهٔ خروجی');
  await finance.sees('نفر دوم تأیید کرد');
  await finance.tapFor('payrun:', 'آمادهٔ خروجی');
  const file = await finance.tapFor('run:xlsx', '۱ نفر · جمع ⁨۱۱٬۲۵۰٬۰۰۰⁩ ریال');
  const sent = file.file ? file : await finance.chat.next({ match: ({ file: of }) => !!of });
  return finance.chat.download(sent);
}

/** The bank's answer: the rows of the export with the last two columns filled in. */
async function answerOf(bytes: Buffer, outcome: string, reference: string): Promise<Buffer> {
  const sheet = await readSheet(bytes, { kind: 'xlsx' });
  if (!sheet.ok) throw new Error(`the export cannot be read: ${sheet.reason}`);
  const lines = sheet.rows.map(({ cells }, index) =>
    index === 1 ? [...cells.slice(0, 5), outcome, reference] : [...cells.slice(0, 7)],
  );
  return Buffer.from([...lines.map((cells) => cells.join(',')), '999,,,,,برگشت,بسته'].join('\n'));
}

test('from the inbox to the money, each officer by the own buttons', {
  timeout: patience,
}, async () => {
  const officer = await office.chat(campus.officer);
  const colleague = await office.chat(campus.colleague);
  const finance = await office.chat(campus.finance);
  const second = await office.chat(campus.secondFinance);
  const assistant = await office.chat(student);
  await reviewed(await office.chat(campus.expert));
  await placed(officer, colleague);
  await worked(officer, colleague, assistant);
  await owned(finance, assistant);
  const bytes = await exported(finance, second);

  const answer = await answerOf(bytes, 'پرداخت شد', 'REF-77');
  await finance.tapFor('run:import', 'فایل نتیجه');
  finance.chat.sendDocument(answer, { fileName: 'results.csv', mimeType: 'text/csv' });
  const report = await finance.sees('نتیجهٔ بانک ثبت شد');
  expect(report.text).toContain('پرداخت‌شده: ۱');
  expect(report.text).toMatch(/در این دوره نیست.*۴/);
  expect(await placement()).toMatchObject({ state: 'paid' });
  await assistant.sees('REF77');
});

test('a request is rejected with a reason, and the page says so', {
  timeout: patience,
}, async () => {
  const expert = await office.chat(campus.expert);
  const assistant = await office.chat(student);
  const page = await expert.write(`/review ${student.shownCode}`);
  await expert.tapFor('reject:', 'به چه دلیل');
  await expert.tapFor('f:reject:reasonCode:pick:recordWrong', 'توضیح دلیل');
  await expert.writeFor('شمارهٔ دانشجویی با پرونده نمی‌خواند', 'رد شد');
  const drawn = await expert.chat.until(({ messages }) =>
    messages.find(({ id, edited }) => id === page.id && edited),
  );
  expect(drawn.text).toContain('نادرستی پرونده');
  expect(
    drawn.buttons
      .flat()
      .some((one) => 'callback_data' in one && /^(approve|reject)/.test(one.callback_data)),
  ).toBe(false);
  const told = await assistant.sees('رد شد');
  expect(told.text).toContain('شمارهٔ دانشجویی با پرونده نمی‌خواند');
});

test('a request is sent back by one command', { timeout: patience }, async () => {
  const expert = await office.chat(campus.expert);
  await expert.writeFor(`/sendback ${student.code} ${'نشانی '.repeat(200)}`, 'حداکثر');
  await expert.sees('چه چیزی');
  expect(await stateOf()).not.toBe('sentBack');
  await expert.writeFor(`/sendback ${student.code} نشانی را درست کنید`, 'برگشت');
  expect(await stateOf()).toBe('sentBack');
});

test('a proof that is not accepted counts no point, with the reason on the file', {
  timeout: patience,
}, async () => {
  const expert = await office.chat(campus.expert);
  await expert.write(`/review ${student.code}`);
  const proof = await expert.tapFor('proof:');
  await expert.tapFor('refute:', 'دلیل را کوتاه');
  await expert.writeFor('تصویر ناخواناست', 'امتیاز تأییدشده: ۰');
  const closed = await expert.chat.until(({ messages }) =>
    messages.find(({ id, edited }) => id === proof.id && edited),
  );
  expect(closed.text).toContain('تصویر ناخواناست');
  expect(closed.buttons).toEqual([]);
});

test('an officer is served in English', { timeout: patience }, async () => {
  const expert = await office.chat(campus.expert, 'en');
  const inbox = await expert.write('/inbox');
  expect(inbox.text).toContain('Request to review');
  const page = await expert.tapFor('item:', 'Conditions');
  expect(page.text).toContain('at least ⁨15.00⁩');
  expect(await expert.tap('approve:')).toContain('please decide on these documents');
});
