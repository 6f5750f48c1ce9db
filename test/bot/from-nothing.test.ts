import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { offerAdministration } from '../../bot/first-start.ts';
import type { Cast, OfficerInJourney } from '../../bot/playground/journey/cast.ts';
import { journeyOf } from '../../bot/playground/journey/journey.ts';
import { titleOf, wishes } from '../../bot/playground/journey/openings.ts';
import { Player } from '../../bot/playground/journey/player.ts';
import { students } from '../../bot/playground/people.ts';
import { cellsOf } from '../../bot/playground/seed/records.ts';
import { playgroundUniversity } from '../../bot/playground/seed/universities.ts';
import { words } from '../../bot/view/language.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { Newcomer } from '../support/newcomer.ts';
import type { Desk } from '../support/office.ts';
import { castOf, patience } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot;

beforeEach(async () => {
  bot = await startBot({ database, seeded: false });
});
afterEach(() => bot.stop());

const newcomer = () => new Newcomer(bot.playground, database);

/** The operator reads the terminal, opens the link, and becomes the administrator. */
async function firstAdministrator(): Promise<Newcomer> {
  let terminal = '';
  const startLink = (payload = '') => `https://t.me/bot?start=${payload}`;
  await offerAdministration({ database: database.db, startLink }, (text) => {
    terminal += text;
  });
  const person = newcomer();
  await person.arrive(/start=(\w+)/.exec(terminal)?.[1]);
  await person.sees('نام خود را');
  await person.writeFor(person.firstName, 'نام خانوادگی خود');
  await person.writeFor(person.lastName, 'کد ملی');
  await person.writeFor(person.identityNumber, 'همراه خود');
  await person.writeFor(person.mobile, 'کد درست است');
  await person.tapFor('f:administration:review:send', 'نویسهٔ تصویر');
  await person.readPicture('چگونه برسد');
  await person.tapFor('f:administration:channel:pick:sms', 'پیامک');
  await person.writeCode('اکنون مدیر سامانه شمایید');
  return person;
}

/** Names a person for the place whose page is open. */
async function nominate(desk: Desk, person: Newcomer): Promise<void> {
  await desk.tapFor('nominate:', 'نام این شخص');
  await desk.writeFor(person.firstName, 'نام خانوادگی او');
  await desk.writeFor(person.lastName, 'کد ملی');
  await desk.writeFor(person.identityNumber, 'شمارهٔ همراه خود او');
  await desk.writeFor(person.mobile, 'پیش از ارسال');
}

/** Who was named opens the link that this desk has, and accepts. */
async function accept(desk: Desk, person: Newcomer): Promise<void> {
  // Names are made up of few; the letter is the one that has just come.
  const letter = await desk.chat.next({ match: /start=i/ });
  await person.arrive(/start=(i[\w-]+)/.exec(letter.text)?.[1]);
  await person.sees('معرفی شده‌اید');
  await person.writeFor(person.identityNumber, 'نویسهٔ تصویر');
  await person.readPicture('چگونه برسد');
  await person.tapFor('f:invitation:channel:pick:sms', 'پیامک');
  await person.writeCode('اکنون متصدی');
}

/** Somebody comes to hold a place, named by those who give cartables out. */
async function appoint(
  desk: Desk,
  post: string,
  shown: string = 'کسی متصدی آن نیست',
): Promise<Newcomer> {
  const person = newcomer();
  await desk.tapFor(`post:${post}`, shown);
  await nominate(desk, person);
  await desk.tapFor('f:nominate:review:send', 'پیام بعدی');
  await accept(desk, person);
  return person;
}

/** The organisation adds the university, with the units of a real table. */
async function addUniversity(organisation: Newcomer): Promise<number> {
  await organisation.writeFor('/units', 'هنوز دانشگاهی نیست');
  await organisation.tapFor('uniadd', 'نام فارسی دانشگاه');
  await organisation.writeFor(playgroundUniversity.nameFa, 'نام انگلیسی دانشگاه');
  await organisation.writeFor(playgroundUniversity.nameEn, 'کد دانشگاه');
  await organisation.writeFor(playgroundUniversity.code, 'زیر نظر کجاست');
  await organisation.tapFor('f:university:kind:pick:state', 'پیش از ثبت');
  await organisation.tapFor('f:university:review:send', 'هنوز واحدی ندارد');
  await organisation.tapFor('units:', 'هنوز واحدی نیست');
  await organisation.tapFor('unitsheet:', 'فایل واحدها');
  const table = new URL('../../prisma/data/qom-1402-capacity.csv', import.meta.url);
  organisation.chat.readAll();
  organisation.chat.sendDocument(readFileSync(table), { fileName: 'units.csv' });
  await organisation.sees('واحد تازه: ۲۵');
  const { id } = await database.db.read.university.findFirstOrThrow();
  return id;
}

/** The expert asks for an officer, the organisation grants it in its inbox. */
async function askFor(
  expert: Newcomer,
  organisation: Newcomer,
  [post, role]: readonly [string, string],
  shown: string = 'کسی متصدی آن نیست',
): Promise<Newcomer> {
  const person = newcomer();
  await expert.writeFor('/cartables', 'کارتابل‌های شما');
  await expert.tapFor('posts:', 'متصدیان');
  await expert.tapFor(`post:${post}`, shown);
  await nominate(expert, person);
  await expert.tapFor('f:nominate:review:send', 'برای بررسی فرستاده شد');
  await organisation.writeFor('/inbox', person.lastName);
  await organisation.tapFor('item:', person.identityNumber);
  expert.chat.readAll();
  await organisation.tapFor('seatask:approve', 'پذیرفته شده؛ در انتظار');
  await expert.chat.next({ match: new RegExp(`درخواست کارتابل.*${role}`) });
  await expert.tapFor('invite:', 'پیام بعدی');
  await accept(expert, person);
  return person;
}

async function importStudent(expert: Newcomer): Promise<void> {
  const cells = cellsOf(students.single);
  const csv = [Object.keys(cells), Object.values(cells)].map((row) => row.join(',')).join('\r\n');
  await expert.writeFor('/records', 'فایل پرونده‌ها');
  expert.chat.readAll();
  expert.chat.sendDocument(Buffer.from(csv), { fileName: 'records.csv' });
  await expert.sees('۱ سطر ثبت شد');
}

/** The dates of all four windows, up to the page before sending. */
async function writeTerm(expert: Newcomer): Promise<void> {
  await expert.writeFor('/term 1402-1', 'از چه روزی آغاز می‌شود');
  for (const kind of ['applications', 'unitRequests', 'hours', 'accounts']) {
    await expert.writeFor('۱۴۰۲/۰۷/۰۱', 'تا پایان چه روزی است');
    const next = kind === 'accounts' ? 'پیش از ثبت نگاه کنید' : 'از چه روزی آغاز می‌شود';
    await expert.writeFor('۱۴۰۲/۱۰/۳۰', next);
  }
}

/** Turns the pages of the university's places to one of them. */
async function turnTo(desk: Desk, universityId: number, post: string): Promise<void> {
  await desk.tapFor(`posts:${universityId}:0`, 'متصدیان');
  for (let page = 1; !desk.buttons.includes(`post:${post}`); page++) {
    await desk.tapFor(`posts:${universityId}:${page}`, 'متصدیان');
  }
}

/** The unit declares an opening that the student will wish for, and the expert approves it. */
async function addOpening(officer: Newcomer, expert: Newcomer, code: string): Promise<void> {
  const title = await titleOf(code, 'fa');
  await officer.writeFor('/need', 'عنوان کار را به فارسی');
  await officer.writeFor(title, 'به انگلیسی');
  await officer.writeFor(await titleOf(code, 'en'), 'از کدام رشته');
  await officer.tapFor('f:need:field:all', 'برای زنان');
  await officer.tapFor('f:need:female:pick:2', 'برای مردان');
  await officer.tapFor('f:need:male:pick:2', 'شرح دهید');
  await officer.tapFor('f:need:description:skip', 'نگاه کنید');
  await officer.tapFor('f:need:review:send', 'به کارشناس رفت');
  await expert.writeFor('/inbox', title);
  await expert.tapFor('item:', 'در انتظار تأیید کارشناس');
  await expert.tapFor('needdecide:approve', 'تأیید شده و باز');
  await officer.sees('دانشجویان آن را می‌بینند');
}

/** An officer of this test as one of the people of the journey, who have no made-up chats here. */
const played = (officer: Newcomer): Player =>
  new Player({
    name: officer.lastName,
    chat: officer.chat,
    words: words.fa,
    onlooker: {},
    patience,
  });

/** From the student's first greeting to the pay in the account, by officers who have arrived already. */
async function playToThePay(
  officers: Readonly<Record<OfficerInJourney, Newcomer>>,
): Promise<Cast['notes']> {
  const { expert, unitOfficer, secondUnitOfficer, finance, secondFinance } = officers;
  const cast: Cast = {
    ...castOf(bot, database, { married: false }),
    expert: played(expert),
    unitOfficer: played(unitOfficer),
    secondUnitOfficer: played(secondUnitOfficer),
    finance: played(finance),
    secondFinance: played(secondFinance),
  };
  const arriving = ['greets the bot', 'chooses the language'];
  for (const { name, who, act } of journeyOf(cast)) {
    if (who === 'student' || !arriving.includes(name)) await act(cast);
  }
  return cast.notes;
}

const codeOf = async (): Promise<string> =>
  (await database.db.read.application.findFirstOrThrow()).trackingCode;

test('a university comes to work from nothing, and its first request is paid', {
  timeout: 900_000,
}, async () => {
  const administrator = await firstAdministrator();
  await administrator.writeFor('/cartables', 'مدیر سامانه');
  await administrator.tapFor('posts:0', 'متصدیان سازمان');
  const organisation = await appoint(administrator, '0:organisation:registration:0');

  const id = await addUniversity(organisation);
  await organisation.writeFor('/units', playgroundUniversity.nameFa);
  await organisation.tapFor(`uni:${id}`, 'بی‌متصدی');
  await organisation.tapFor(`posts:${id}:0`, 'کارشناس همیار');
  const expert = await appoint(organisation, `${id}:expert:application:0`);
  await askFor(expert, organisation, [`${id}:studentDeputy:application:0`, 'معاون دانشجویی']);

  // Whom it lacks is named, and what was written stays until they are there.
  await writeTerm(expert);
  const refused = await expert.tapFor('f:newterm:review:send', 'باز نشد');
  expect(refused.text).toMatch(/مسئول واحد.*امور مالی/);
  const place = [`${id}:finance:pay:0`, 'امور مالی'] as const;
  const finance = await askFor(expert, organisation, place);
  const secondFinance = await askFor(expert, organisation, place, finance.lastName);
  const officers: Newcomer[] = [];
  for (const [code, shown] of [
    [wishes[0], 'کسی متصدی آن نیست'],
    [wishes[0], '✅'],
    [wishes[1], 'کسی متصدی آن نیست'],
  ] as const) {
    const unit = await database.db.read.unit.findFirstOrThrow({ where: { code } });
    const post = `${id}:unitOfficer:placement:${unit.id}`;
    await organisation.writeFor('/units', playgroundUniversity.nameFa);
    await organisation.tapFor(`uni:${id}`, 'واحدها');
    await turnTo(organisation, id, post);
    officers.push(await appoint(organisation, post, shown));
  }
  await expert.writeFor('/menu', 'منوی اصلی');
  await expert.tapFor('f:newterm:-:open', 'پیش از ثبت نگاه کنید');
  await expert.tapFor('f:newterm:review:send', 'مهلت‌های نیمسال ثبت شد');

  await organisation.writeFor('/units', playgroundUniversity.nameFa);
  await organisation.tapFor(`uni:${id}`, 'آغاز نکرده');
  await organisation.tapFor('unistart:', 'آغاز کند؟');
  await organisation.tapFor('unistart:', 'استفاده از همیار را آغاز کرده است');
  await importStudent(expert);
  const [unitOfficer, secondUnitOfficer, another] = officers;
  if (!unitOfficer || !secondUnitOfficer || !another) throw new Error('a unit has no officer');
  await addOpening(unitOfficer, expert, wishes[0]);
  await addOpening(another, expert, wishes[1]);

  const people = { expert, unitOfficer, secondUnitOfficer, finance, secondFinance };
  expect(await playToThePay(people)).toMatchObject({ hours: 37.5, amountRial: 7_500_000 });
  expect(await database.db.read.placement.findMany()).toMatchObject([{ state: 'paid' }]);
  // What was done is on record, and the numbers of the university say it.
  const history = await expert.writeFor(`/audit ${await codeOf()}`, 'تاریخچهٔ درخواست');
  expect(history.text).toMatch(/پرداخت[\s\S]*تأیید نهایی/);
  await expert.writeFor('/stats', /همیاران: ۱ .*۳۷٫۵/);
});
