import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { days, minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { Newcomer } from '../support/newcomer.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aPerson, type Officer } from '../support/people.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let office: Office;
let university: Awaited<ReturnType<typeof aUniversity>>;
let organisation: Officer;
let newcomer: Newcomer;

beforeEach(async () => {
  university = await aUniversity(database);
  organisation = await anOfficer(database, { role: 'organisation' });
  office = await openOffice(database);
  newcomer = new Newcomer(office.playground, database);
});
afterEach(() => office.close());

/** Names a person for the post at hand, to the page before sending. */
async function nominate(desk: Desk, { firstName, lastName, identityNumber, mobile }: Newcomer) {
  await desk.tapFor('nominate:', 'نام این شخص');
  await desk.writeFor(firstName, 'نام خانوادگی او');
  await desk.writeFor(lastName, 'کد ملی');
  await desk.writeFor(identityNumber, 'شمارهٔ همراه خود او');
  await desk.writeFor(mobile, 'پیش از ارسال');
}

/** The payload of the last link that this desk was given. */
async function payloadAt(desk: Desk): Promise<string> {
  const letter = await desk.sees(/start=i[\w-]+/);
  return /start=(i[\w-]+)/.exec(letter.text)?.[1] ?? '';
}

/** Looks for the university's finance post, which nobody holds. */
async function atFinance(desk: Desk): Promise<void> {
  await desk.writeFor('/cartables', 'کارتابل‌های شما');
  await desk.tapFor('unis:0', 'دانشگاه نمونه');
  await desk.tapFor('uni:', 'بی‌متصدی');
  await desk.tapFor('posts:', 'متصدیان');
  await desk.tapFor(`post:${university.id}:finance`, 'کسی متصدی آن نیست');
}

/** The organisation names the newcomer for finance, and gets the link. */
async function invited(): Promise<{ desk: Desk; payload: string }> {
  const desk = await office.chat(organisation);
  await atFinance(desk);
  await nominate(desk, newcomer);
  await desk.tapFor('f:nominate:review:send', 'پیام بعدی');
  return { desk, payload: await payloadAt(desk) };
}

/** From the link to the question of the captcha. */
async function identify(person: Newcomer, payload: string): Promise<void> {
  await person.arrive(payload);
  await person.sees('معرفی شده‌اید');
  await person.writeFor(person.identityNumber, 'نویسهٔ تصویر');
}

async function accept(person: Newcomer, payload: string): Promise<void> {
  await identify(person, payload);
  await person.readPicture('چگونه برسد');
  await person.tapFor('f:invitation:channel:pick:sms', 'پیامک');
  await person.writeCode('اکنون متصدی');
}

describe('an invitation', () => {
  test('is handed over by its link, and accepted by number and code in the own chat', async () => {
    const { desk, payload } = await invited();
    await accept(newcomer, payload);
    await desk.sees('معرفی شده بود، آن را پذیرفت');
    await newcomer.writeFor('/cartables', 'امور مالی، دانشگاه نمونه');
    expect(await database.db.read.account.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      firstName: newcomer.firstName,
      identityNumber: newcomer.identityNumber,
      mobile: `+98${newcomer.mobile.slice(1)}`,
      passwordHash: null,
    });
  });

  test('shows the mobile masked to who opened the link, and nothing before the number is right', async () => {
    const { payload } = await invited();
    const thief = new Newcomer(office.playground, database);
    await thief.arrive(payload);
    await thief.sees('معرفی شده‌اید');
    await thief.writeFor('1234567890', 'درست نیست');
    await thief.writeFor(thief.identityNumber, 'یکی نیست');
    expect(office.playground.phones.inbox(`+98${newcomer.mobile.slice(1)}`)).toEqual([]);
    await identify(newcomer, payload);
    await newcomer.readPicture('چگونه برسد');
    const asked = await newcomer.tapFor('f:invitation:channel:pick:sms', 'پیامک');
    expect(asked.text).not.toContain(newcomer.mobile);
    expect(asked.text).toContain(newcomer.mobile.slice(-2));
  });

  test('is dead once used, replaced, over, or another person’s; each is said', async () => {
    const { desk, payload } = await invited();
    await desk.tapFor('invite:', /start=i/);
    const newer = await payloadAt(desk);
    expect(newer).not.toBe(payload);
    const other = await office.chat(await aPerson(database));
    await other.writeFor(`/start ${newer}`, 'حساب شخص دیگری');
    await newcomer.arrive(payload);
    await newcomer.sees('پیوند تازه‌ای جای آن');
    await newcomer.writeFor('/start itotallymadeup', 'این پیوند درست نیست');
    database.clock.advance(7 * days);
    await newcomer.writeFor(`/start ${newer}`, 'مهلت هفت‌روزه');
    database.clock.reset();
    await newcomer.writeFor(`/start ${newer}`, 'معرفی شده‌اید');
    await newcomer.writeFor(newcomer.identityNumber, 'نویسهٔ تصویر');
    await newcomer.readPicture('چگونه برسد');
    await newcomer.tapFor('f:invitation:channel:pick:sms', 'پیامک');
    await newcomer.writeCode('اکنون متصدی');
    const late = new Newcomer(office.playground, database);
    await late.arrive(newer);
    await late.sees('پیش‌تر به کار رفته');
  });
});

test('an officer without an e-mail who lost Telegram is named once more, and the link opens the account anew', async () => {
  const { desk, payload } = await invited();
  await accept(newcomer, payload);
  const { id } = await database.db.read.account.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await database.db.read.account.update({ where: { id }, data: { passwordHash: 'forgotten' } });
  database.clock.advance(2 * minutes);
  await desk.writeFor('/cartables', 'کارتابل‌های شما');
  await desk.tapFor('unis:0', 'دانشگاه نمونه');
  await desk.tapFor('uni:', 'بی‌متصدی');
  await desk.tapFor('posts:', 'متصدیان');
  await desk.tapFor(`post:${university.id}:finance`, newcomer.lastName);
  await nominate(desk, newcomer);
  await desk.tapFor('f:nominate:review:send', /start=i/);
  const { identityNumber, mobile } = newcomer;
  const elsewhere = new Newcomer(office.playground, database);
  const again = Object.assign(elsewhere, { identityNumber, mobile });
  await accept(again, await payloadAt(desk));
  await again.sees('حساب شما اکنون در این تلگرام باز است');
  await newcomer.sees('در تلگرام دیگری باز شد');
  await again.writeFor('/cartables', 'امور مالی، دانشگاه نمونه');
  expect(await database.db.read.account.findUniqueOrThrow({ where: { id } })).toMatchObject({
    passwordHash: null,
  });
});

test('an invitation that is over before the number is written says so once, and asks nothing more', async () => {
  const { payload } = await invited();
  await newcomer.arrive(payload);
  await newcomer.sees('معرفی شده‌اید');
  database.clock.advance(7 * days);
  await newcomer.writeFor(newcomer.identityNumber, 'مهلت هفت‌روزه');
  expect(await database.db.read.formState.count({ where: { form: 'invitation' } })).toBe(0);
});

describe('a university’s request', () => {
  async function asked(): Promise<{ expert: Desk; desk: Desk }> {
    const officer = await anOfficer(database, { role: 'expert', university });
    const expert = await office.chat(officer);
    await expert.writeFor('/cartables', 'کارشناس همیار (درخواست‌ها)');
    await expert.tapFor(`posts:${university.id}`, 'متصدیان');
    await expert.tapFor(`post:${university.id}:finance`, 'کسی متصدی آن نیست');
    await nominate(expert, newcomer);
    await expert.tapFor('f:nominate:review:send', 'برای بررسی فرستاده شد');
    const desk = await office.chat(organisation);
    await desk.writeFor('/inbox', newcomer.lastName);
    await desk.tapFor('item:', newcomer.identityNumber);
    return { expert, desk };
  }

  test('is granted by the organisation, and who asked takes the link', async () => {
    const { expert, desk } = await asked();
    await desk.tapFor('seatask:approve', 'پذیرفته شده؛ در انتظار');
    await expert.sees('درخواست کارتابل');
    await expert.tapFor('invite:', 'پیام بعدی');
    await accept(newcomer, await payloadAt(expert));
    await expert.sees('معرفی شده بود، آن را پذیرفت');
  });

  test('is told to the deputy, who takes the link, where who asked has given the own cartable up', async () => {
    const deputy = await office.chat(
      await anOfficer(database, { role: 'studentDeputy', university }),
    );
    const { expert, desk } = await asked();
    await expert.writeFor('/cartables', 'کارتابل‌های شما');
    await expert.tapFor('leave:', 'کناره می‌گیرید؟');
    await expert.tapFor('leave:', 'کارتابلی به نام شما نیست');
    await desk.tapFor('seatask:approve', 'پذیرفته شده؛ در انتظار');
    await deputy.sees('درخواست کارتابل');
    await deputy.tapFor('invite:', 'پیام بعدی');
    await accept(newcomer, await payloadAt(deputy));
    await deputy.sees('معرفی شده بود، آن را پذیرفت');
    expect(expert.chat.messages.some(({ text }) => text.includes('پیوند دعوت را بگیرید'))).toBe(
      false,
    );
  });

  test('is refused with a reason that who asked reads', async () => {
    const { expert, desk } = await asked();
    await desk.tapFor('seatask:refuse', 'دلیل را کوتاه');
    await desk.writeFor('شماره از آن او نیست', 'پذیرفته نشد');
    await expert.sees('شماره از آن او نیست');
    expect(await database.db.read.cartableRequest.findFirst()).toMatchObject({
      state: 'refused',
      identityNumber: null,
    });
  });

  test('can be taken back, and the organisation sees that', async () => {
    const { expert, desk } = await asked();
    await expert.tapFor('post:', newcomer.lastName);
    expect(await expert.tap('unask:')).toContain('پس گرفته شد');
    expect(await desk.tap('seatask:approve')).toContain('پس گرفته شده');
  });
});

describe('who holds a cartable', () => {
  test('gives it up after a second question; the last one is told that others were told', async () => {
    const officer = await anOfficer(database, { role: 'finance', university });
    const finance = await office.chat(officer);
    const desk = await office.chat(organisation);
    await finance.writeFor('/cartables', 'امور مالی');
    await finance.tapFor('leave:', 'کناره می‌گیرید؟');
    expect(await finance.tap('leave:')).toContain('به مدیر و سازمان خبر دادیم');
    await finance.sees('کارتابلی به نام شما نیست');
    await desk.sees('دیگر متصدی ندارد');
  });

  test('loses it by the deputy, after a second question, and is told', async () => {
    const deputy = await office.chat(
      await anOfficer(database, { role: 'studentDeputy', university }),
    );
    const officer = await anOfficer(database, { role: 'finance', university });
    const finance = await office.chat(officer);
    await deputy.writeFor('/cartables', 'معاون دانشجویی');
    await deputy.tapFor(`posts:${university.id}`, 'متصدیان');
    await deputy.tapFor(`post:${university.id}:finance`, 'امور مالی');
    const asked = await deputy.tapFor('unseat:', 'گرفته شود؟');
    const { firstName, lastName } = await database.db.read.account.findUniqueOrThrow({
      where: { id: officer.accountId },
    });
    expect(asked.text).toContain(`${firstName} ${lastName}`);
    expect(asked.text).toContain('امور مالی');
    expect(asked.text).toContain(university.nameFa);
    expect(await deputy.tap('unseat:')).toContain('اکنون متصدی ندارد');
    await finance.sees('دیگر در اختیار شما نیست');
  });

  test('is named in no question to who may not take it away', async () => {
    const elsewhere = await aUniversity(database);
    const deputy = await office.chat(
      await anOfficer(database, { role: 'studentDeputy', university: elsewhere }),
    );
    const officer = await anOfficer(database, { role: 'finance', university });
    const { id } = await database.db.read.cartableHolder.findFirstOrThrow({
      where: { accountId: officer.accountId },
    });
    await deputy.writeFor('/cartables', 'معاون دانشجویی');
    const answer = await deputy.chat.tap({ data: `unseat:${id}` });
    expect(answer).toMatchObject({ text: expect.stringContaining('در اختیار شما نیست') });
  });

  test('hands it over for some days to a colleague, who accepts and may end it', async () => {
    const holder = await anOfficer(database, { role: 'expert', university });
    const colleague = await anOfficer(database, { role: 'studentDeputy', university });
    const expert = await office.chat(holder);
    const deputy = await office.chat(colleague, 'en');
    await expert.writeFor('/delegate', 'تفویض می‌کنید؟');
    await expert.tapFor(`f:delegation:to:pick:${colleague.accountId}`, 'از چه روزی');
    await expert.writeFor('۱۴۰۲/۰۷/۱۴', 'روزی از');
    await expert.writeFor('۱۴۰۲/۰۷/۱۵', 'تا پایان چه روزی');
    await expert.tapFor('f:delegation:endsOn:pick:2023-10-10', 'پیش از ارسال');
    await expert.tapFor('f:delegation:review:send', 'فرستاده شد');
    await deputy.sees('wants to hand the cartable');
    await deputy.tapFor('lend:accept', 'On behalf of');
    await expert.sees(/تفویض کارتابل.*۱۸ مهر ۱۴۰۲.* پذیرفت/);
    await expert.writeFor('/cartables', 'تفویض به');
    await deputy.tapFor('lend:end', /Your cartables(?![\s\S]*On behalf)/);
    await expert.sees(/پیش از .*۱۸ مهر ۱۴۰۲.* پایان یافت/);
  });

  test('is told when the colleague who had accepted deletes the account', async () => {
    const expert = await office.chat(await anOfficer(database, { role: 'expert', university }));
    const colleague = await aPerson(database);
    const delegate = await office.chat(colleague);
    await expert.writeFor('/delegate', 'تفویض می‌کنید؟');
    await expert.writeFor(colleague.identityNumber, 'از چه روزی');
    await expert.writeFor('۱۴۰۲/۰۷/۱۶', 'تا پایان چه روزی');
    await expert.writeFor('۱۴۰۲/۰۷/۱۷', 'پیش از ارسال');
    await expert.tapFor('f:delegation:review:send', 'فرستاده شد');
    await delegate.sees('تفویض کند');
    await delegate.tap('lend:accept');
    await expert.sees('پذیرفت');
    await delegate.writeFor('/settings', 'تنظیمات');
    await delegate.tapFor('settings:leave', 'حذف');
    await delegate.tapFor('f:leave:sure:yes', 'نویسهٔ');
    await delegate.writeFor(colleague.identityNumber.slice(-4), 'پاک شد');
    await expert.sees(/شخص حذف‌شده.*پایان یافت/);
  });

  test('finds somebody elsewhere by the number, and is not shown the name', async () => {
    const expert = await office.chat(await anOfficer(database, { role: 'expert', university }));
    const elsewhere = await aPerson(database, { lastName: 'ناپیدا' });
    await expert.writeFor('/delegate', 'تفویض می‌کنید؟');
    await expert.writeFor('0012345678', 'پیدا نشد');
    await expert.writeFor(elsewhere.identityNumber, 'از چه روزی');
    await expert.writeFor('۱۴۰۲/۰۷/۱۶', 'تا پایان چه روزی');
    const review = await expert.writeFor('۱۴۰۲/۰۷/۱۷', 'پیش از ارسال');
    expect(review.text).toContain(elsewhere.identityNumber);
    expect(review.text).not.toContain('ناپیدا');
  });
});

test('the lists are not for who names nobody', async () => {
  const finance = await office.chat(await anOfficer(database, { role: 'finance', university }));
  await finance.writeFor('/cartables', 'امور مالی');
  expect(finance.buttons.some((data) => data.startsWith('posts:'))).toBe(false);
  const asked = await finance.chat.tap({ data: `post:${university.id}:expert:application:0` });
  expect(asked).toMatchObject({ text: expect.stringContaining('در اختیار شما نیست') });
  const named = await finance.chat.tap({ data: `nominate:${university.id}:expert:application:0` });
  expect(named).toMatchObject({ text: expect.stringContaining('در اختیار شما نیست') });
});
