import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withdrawPlacement } from '../../core/placements/commands/end-placement.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, anApplicant, anApprovedPlacement, type Campus, done } from '../support/scenes.ts';
import { anOpening, aTerm, aUnit, aUniversity, windowsOpen } from '../support/university.ts';

const database = useDatabase();
const patience = 120_000;
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const theNeed = () =>
  database.db.read.opening.findFirstOrThrow({
    where: { id: { not: campus.opening.id } },
    include: { seats: { orderBy: { gender: 'asc' } } },
  });

/** From the first question to the page before sending. */
async function writeNeed(officer: Desk, title: string): Promise<void> {
  await officer.writeFor('/need', 'عنوان کار را به فارسی');
  await officer.writeFor(title, 'به انگلیسی');
  await officer.writeFor('Cataloguing', 'از کدام رشته');
  await officer.tapFor('f:need:field:all', 'برای زنان چند جا');
  await officer.writeFor('چند', 'از ۰ تا');
  await officer.writeFor('٠', 'برای مردان چند جا');
  await officer.tapFor('f:need:male:pick:0', 'کوتاه شرح دهید');
  await officer.tapFor('f:need:description:skip', 'دست‌کم یک جا');
}

test('a unit declares a need; the expert refuses it with a reason, then approves it', {
  timeout: patience,
}, async () => {
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert);
  await writeNeed(officer, 'فهرست‌نویسی');
  await officer.tapFor('f:need:review:send', /دست‌کم یک جا/);
  expect(await database.db.read.opening.count()).toBe(1);
  await officer.tapFor('f:need:review:change:female', 'برای زنان چند جا');
  const page = await officer.writeFor('۲', /نوع کار این واحد: .*پژوهشی/);
  expect(page.text).toContain('جا برای زنان: \u2068۲\u2069');
  await officer.tapFor('f:need:review:send', 'به کارشناس رفت');
  expect(await theNeed()).toMatchObject({ state: 'declared', workType: 'research' });

  expect((await expert.write('/inbox')).text).toContain('فهرست‌نویسی');
  const asked = await expert.tapFor('item:', 'در انتظار تأیید کارشناس');
  expect(asked.text).toContain('زن⁩: ظرفیت ۲ · آزاد ۲ · نگه‌داشته ۰ · پر ۰');
  expect(asked.text).toContain('رشته: ⁨همهٔ رشته‌ها⁩');
  await expert.tapFor('claim:', 'شما برداشته‌اید');
  await expert.tapFor('release:', 'در انتظار تأیید کارشناس');
  await expert.tapFor('needdecide:refuse', 'دلیل را کوتاه');
  await expert.writeFor('جا زیاد است', 'به واحد گفته می‌شود');
  const told = await officer.sees(/تأیید نشد\.\nدلیل: .*جا زیاد است/);
  expect(told.text).toContain('فهرست‌نویسی');

  await officer.write('/openings');
  await officer.tapFor('openings:0:over', 'تأیید نشده');
  await officer.tapFor('opening:', 'جا زیاد است');
  await officer.tapFor('needagain:', 'نوع کار این واحد');
  await officer.tapFor('f:need:review:change:female', 'برای زنان');
  await officer.tapFor('f:need:female:pick:1', 'جا برای زنان: \u2068۱\u2069');
  await officer.tapFor('f:need:review:send', 'به کارشناس رفت');
  await expert.write('/inbox');
  await expert.tapFor('item:', 'در انتظار تأیید کارشناس');
  expect(await expert.tap('needdecide:approve')).toContain('دانشجویان آن را می‌بینند');
  expect(await theNeed()).toMatchObject({
    state: 'approved',
    seats: [{ capacity: 1 }, { capacity: 0 }],
  });
  await officer.sees('تأیید شد و دانشجویان آن را می‌بینند');
});

test('a refusal is told to the colleagues where who declared has given the cartable up', {
  timeout: patience,
}, async () => {
  const officer = await office.chat(campus.officer);
  const colleague = await office.chat(campus.colleague);
  const expert = await office.chat(campus.expert);
  await writeNeed(officer, 'فهرست‌نویسی');
  await officer.tapFor('f:need:review:change:female', 'برای زنان چند جا');
  await officer.writeFor('۲', 'نوع کار این واحد');
  await officer.tapFor('f:need:review:send', 'به کارشناس رفت');
  await officer.writeFor('/cartables', 'کارتابل‌های شما');
  await officer.tapFor('leave:', 'کناره می‌گیرید؟');
  await officer.tapFor('leave:', 'کارتابلی به نام شما نیست');
  await expert.write('/inbox');
  await expert.tapFor('item:', 'در انتظار تأیید کارشناس');
  await expert.tapFor('needdecide:refuse', 'دلیل را کوتاه');
  await expert.writeFor('جا زیاد است', 'به واحد گفته می‌شود');
  await colleague.sees(/تأیید نشد\.\nدلیل: .*جا زیاد است/);
  await colleague.tapFor('opening:', 'جا زیاد است');
  expect(officer.chat.messages.some(({ text }) => text.includes('تأیید نشد'))).toBe(false);
});

test('an approval or refusal of what was declared anew shows it as it is now', {
  timeout: patience,
}, async () => {
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert);
  await writeNeed(officer, 'فهرست‌نویسی');
  await officer.tapFor('f:need:review:change:female', 'برای زنان چند جا');
  await officer.writeFor('۲', 'نوع کار این واحد');
  await officer.tapFor('f:need:review:send', 'به کارشناس رفت');
  const { id } = await theNeed();
  const anew = async (women: string) => {
    await officer.tapFor(`needclose:${id}`, 'بسته شود؟');
    await officer.tapFor(`needclosed:${id}`, '📌 ⁨بسته⁩');
    await officer.tapFor(`needagain:${id}`, 'نوع کار این واحد');
    await officer.tapFor('f:need:review:change:female', 'برای زنان چند جا');
    await officer.writeFor(women, 'نوع کار این واحد');
    await officer.tapFor('f:need:review:send', `زن⁩: ظرفیت ${women}`);
  };
  await expert.write('/inbox');
  await expert.tapFor('item:', 'زن⁩: ظرفیت ۲');
  await anew('۵۰');
  expect(await expert.tap('needdecide:approve')).toContain('دوباره اعلام کرده است');
  await expert.sees('زن⁩: ظرفیت ۵۰');
  await anew('۴۰');
  expect(await expert.tap('needdecide:refuse')).toContain('دوباره اعلام کرده است');
  await expert.sees('زن⁩: ظرفیت ۴۰');
  await expert.tapFor('needdecide:refuse', 'دلیل را کوتاه');
  await anew('۳۰');
  await expert.writeFor('جا زیاد است', 'دوباره اعلام کرده است');
  await expert.sees('زن⁩: ظرفیت ۳۰');
  expect(await theNeed()).toMatchObject({ state: 'declared' });
});

test('other seats hold once the expert accepts them; never fewer than are taken; then it is closed', {
  timeout: patience,
}, async () => {
  const student = await anApplicant(database, campus);
  await anApprovedPlacement(database, campus, { student });
  const officer = await office.chat(campus.officer, 'en');
  const expert = await office.chat(campus.expert, 'en');
  const change = async (women: string) => {
    await officer.write('/openings');
    await officer.tapFor('opening:', 'Approved and open');
    await officer.tapFor('needchange:', 'Until the expert accepts it');
    await officer.tapFor('f:needchange:review:send', 'Nothing is different yet');
    await officer.tapFor('f:needchange:review:change:female', 'How many seats for women');
    await officer.writeFor(women, `Seats for women: \u2068${women}\u2069`);
    await officer.tapFor('f:needchange:review:send', 'Until then the opening stays as it was');
    await expert.write('/inbox');
  };
  await change('0');
  await expert.tapFor('item:', 'Women: 2 → 0');
  expect(await expert.tap('changedecide:approve')).toContain('held or filled');
  await expert.tapFor('changedecide:refuse', 'Write the reason');
  await expert.writeFor('Somebody works there', 'the unit is told the reason');
  await officer.sees(/not accepted\.\nReason: .*Somebody works there/);

  await change('6');
  await expert.tapFor('item:', 'Women: 2 → 6');
  await expert.tapFor('claim:', /2 → 6.*You have taken this item/s);
  expect(await expert.tap('changedecide:approve')).toContain('accepted');
  await officer.sees('is accepted');
  await officer.write('/openings');
  const page = await officer.tapFor('opening:', 'Approved and open');
  expect(page.text).toContain('Female⁩: capacity 6 · free 5 · held 0 · filled 1');

  await officer.tapFor('needclose:', 'Students no longer see it');
  await officer.tapFor('opening:', 'Approved and open');
  await officer.tapFor('needclose:', 'Students no longer see it');
  const closed = await officer.tapFor('needclosed:', '📌 ⁨Closed⁩');
  expect(closed.text).toContain('filled 1');
  expect((await expert.write('/openings')).text).toContain('no opening in this list');
});

test('a field that another opening of that title has is refused in words; whoever wished for a closed one is told', {
  timeout: patience,
}, async () => {
  const { unit, term, opening } = campus;
  const other = await anOpening(database, { unit, term, titleFa: opening.titleFa, field: 'هنر' });
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert);
  await officer.write('/openings');
  await officer.tapFor(`opening:${opening.id}`, 'تأیید شده و باز');
  await officer.tapFor('needchange:', 'تا کارشناس نپذیرد');
  await officer.tapFor('f:needchange:review:change:field', 'از کدام رشته');
  await officer.writeFor('هنر', 'آنچه می‌خواهید عوض شود');
  await officer.tapFor('f:needchange:review:send', 'نیاز دیگری با همین عنوان و رشته');
  await officer.writeFor('موسیقی', 'آنچه می‌خواهید عوض شود');
  await officer.tapFor('f:needchange:review:send', 'به کارشناس رفت');
  await database.db.read.opening.update({ where: { id: other.id }, data: { field: 'موسیقی' } });
  await expert.write('/inbox');
  await expert.tapFor('item:', 'تغییری که در انتظار');
  expect(await expert.tap('changedecide:approve')).toContain('نیاز دیگری با همین عنوان و رشته');

  const filed = await anApplicant(database, campus, { application: { state: 'filed' } });
  const approved = await anApplicant(database, campus);
  const [first, second] = [
    await office.chat(filed.person),
    await office.chat(approved.person, 'en'),
  ];
  await officer.write('/openings');
  await officer.tapFor(`opening:${opening.id}`, 'تأیید شده و باز');
  await officer.tapFor('needclose:', 'بسته شود؟');
  await officer.tapFor('needclosed:', 'بسته');
  const told = await first.sees('انتخاب کرده بودید، بسته شد');
  expect(told.text).toContain(opening.titleFa);
  expect(told.text).toContain('نیاز دیگری انتخاب کنید');
  const asked = await second.sees('It was your only wish that was still open');
  expect(asked.text).toContain('ask your university');
});

test('an officer of two units says which one, and for which term; students’ officers cannot', {
  timeout: patience,
}, async () => {
  const { university, officer: person, finance } = campus;
  const unit = await aUnit(database, university, { kind: 'faculty', nameFa: 'دانشکده هنر' });
  await anOfficer(database, { role: 'unitOfficer', unit, accountId: person.accountId });
  await windowsOpen(database, university, await aTerm(database, { number: 2 }), {
    opensOn: '2024-02-01',
    closesOn: '2024-06-01',
  });
  const officer = await office.chat(person);
  await officer.writeFor('/need', 'کدام واحد');
  await officer.tapFor(`f:need:unitId:pick:${unit.id}`, 'کدام نیمسال');
  const term = await database.db.read.term.findFirstOrThrow({ where: { number: 2 } });
  await officer.tapFor(`f:need:termId:pick:${term.id}`, 'عنوان کار را به فارسی');
  await officer.writeFor('حل تمرین', 'به انگلیسی');
  await officer.tapFor('f:need:titleEn:skip', 'از کدام رشته');
  await officer.writeFor('گرافیک', 'برای زنان');
  await officer.tapFor('f:need:female:pick:3', 'برای مردان');
  await officer.writeFor('۱', 'شرح دهید');
  await officer.writeFor('دو روز در هفته', /نوع کار این واحد: .*آموزشی/);
  const page = await officer.tapFor('f:need:review:send', 'دو روز در هفته');
  expect(page.text).toContain('دانشکده هنر');
  expect(page.text).toContain('نیمسال دوم');
  expect(await theNeed()).toMatchObject({ termId: term.id, unitId: unit.id, titleEn: 'حل تمرین' });
  await (await office.chat(finance)).writeFor('/need', /برای .*مسئول واحد.* است و شما/);
});

test('an officer of several universities declares where a term is open, and is asked for those units only', {
  timeout: patience,
}, async () => {
  const { officer: person, unit: own } = campus;
  const waiting = await aUniversity(database);
  for (const nameFa of ['آزمایشگاه', 'یگان پژوهش']) {
    const unit = await aUnit(database, waiting, { nameFa });
    await anOfficer(database, { role: 'unitOfficer', unit, accountId: person.accountId });
  }
  const officer = await office.chat(person);
  await officer.writeFor('/need', 'عنوان کار را به فارسی');
  const unit = await aUnit(database, campus.university, { kind: 'faculty' });
  await anOfficer(database, { role: 'unitOfficer', unit, accountId: person.accountId });
  const asked = await officer.writeFor('/need', 'کدام واحد');
  expect(asked.buttons.flat().map(({ text }) => text)).toEqual(
    expect.arrayContaining([own.nameFa, unit.nameFa]),
  );
  expect(
    asked.buttons
      .flat()
      .map(({ text }) => text)
      .join(),
  ).not.toContain('آزمایشگاه');
});

test('the ledger shows each movement of the seats, and who is next is told when one is freed', {
  timeout: patience,
}, async () => {
  const { opening } = campus;
  const first = await anApplicant(database, campus, { application: { verified: ['married'] } });
  const second = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student: first });
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert);
  await done(database, (work) =>
    withdrawPlacement(work, first.person, { placementId, reason: 'بیماری' }),
  );
  const { trackingCode } = second.application;
  const shown = `${trackingCode.slice(0, 4)}-${trackingCode.slice(4)}`;
  await officer.sees(new RegExp(`یک جا آزاد شد.*${shown}`));

  await expert.write('/openings');
  const page = await expert.tapFor('opening:', `نفر بعد: ⁦${shown}`);
  expect(page.text).toContain('در نوبت: ۱');
  const ledger = await expert.tapFor(`ledger:${opening.id}`, 'دفتر جاها');
  expect(ledger.text).toContain('با شمارش جاها می‌خواند');
  const moves = ['جای پر آزاد شد', 'جای نگه‌داشته پر شد', 'یک جا نگه داشته شد', 'ظرفیت ۲ شد'];
  const places = moves.map((move) => ledger.text.indexOf(move));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places).not.toContain(-1);
  await expert.tapFor('opening:', 'تأیید شده و باز');
  await expert.tapFor('placed:', 'کناره‌گیری دانشجو');
  await expert.tapFor('assistant:', 'بیماری');
});

const table = readFileSync(new URL('../../prisma/data/qom-1402-capacity.csv', import.meta.url));

test('a sheet whose stated totals are not those of its rows waits until that was seen', {
  timeout: patience,
}, async () => {
  const expert = await office.chat(campus.expert);
  await expert.write('/openings');
  await expert.tapFor('openingsheet:', 'فایل نیازها');
  expert.chat.readAll();
  expert.chat.sendDocument(table, { fileName: 'qom.csv' });
  const page = await expert.sees('یکی نیست');
  const first = page.text.split('\n').at(0);
  expect(first).toContain(campus.university.nameFa);
  expect(first).toContain('نیمسال اول');
  expect(page.text).toContain('ردیف‌های درست: ۲۵');
  expect(page.text).toContain('زن ۱۵۴ · مرد ۱۳۰ · کل ۲۸۴');
  expect(page.text).toContain('زن⁩: نوشته‌شده ۱۵۷ · محاسبه‌شده ۱۵۴');
  expect(page.text).toContain('کل⁩: نوشته‌شده ۲۸۷ · محاسبه‌شده ۲۸۴');
  expect(page.text).not.toContain('مرد⁩: نوشته‌شده');
  await expert.writeFor('باشد', 'دکمه');
  expect(await database.db.read.opening.count()).toBe(1);
  await expert.tapFor('f:openingsheet:confirmed:take', 'نیاز تازه: ۲۵ · از پیش ثبت‌شده: ۰');
  const { _sum } = await database.db.read.seatCount.aggregate({
    where: { openingId: { not: campus.opening.id } },
    _sum: { capacity: true },
  });
  expect(_sum.capacity).toBe(284);
  const list = await expert.tapFor('openings:0', 'زن⁩: ظرفیت ۱۵۶');
  expect(list.text).toContain('مرد⁩: ظرفیت ۱۳۲');
  const [taken] = await database.db.read.opening.findMany({
    where: { id: { not: campus.opening.id } },
    orderBy: { id: 'asc' },
  });
  await expert.tapFor(`opening:${taken?.id}`, 'تأیید شده و باز');
  await expert.tapFor('needclose:', 'بسته شود؟');
  await expert.tapFor('needclosed:', '📌 ⁨بسته⁩');
});

test('totals that stand outside the file are compared too, and bad rows are named by their lines', {
  timeout: patience,
}, async () => {
  const lines = [
    'code,unit_fa,women,men,stated_total,work_type',
    'central-library,کتابخانه مرکزی,4,2,7,research',
    'moon-base,پایگاه ماه,1,1,2,',
    'security,حراست,دو,1,,',
    'nutrition,تغذیه,1,1,2,cultural',
    'dormitory,,1,1,2,',
    'central-library,کتابخانه مرکزی,9,9,18,research',
  ];
  const expert = await office.chat(campus.expert, 'en');
  await expert.write('/openings');
  await expert.tapFor('openingsheet:', 'Send the file of openings');
  expert.chat.readAll();
  expert.chat.sendDocument(Buffer.from(lines.join('\n')), { fileName: 'openings.csv' });
  await expert.sees('This file has no row of totals');
  await expert.writeFor('6 and 4', 'Write three numbers');
  const page = await expert.writeFor('6 4 11', 'not those of the rows');
  expect(page.text).toContain('all⁩: stated 11 · computed 6');
  expect(page.text).toMatch(/Line 3: the code does not say the kind of unit/);
  expect(page.text).toContain('Line 2: stated 7 · computed 6');
  expect(page.text).toMatch(/Line 4: .*women.* is not right/);
  expect(page.text).toMatch(/Line 6: .*Persian name.* is empty/);
  expect(page.text).toMatch(/Line 7: an earlier line has this unit, title and field/);
  const report = await expert.tapFor('f:openingsheet:confirmed:take', 'New openings: 1');
  expect(report.text).toMatch(/Line 3: the code does not say the kind of unit/);
  expect(report.text).toMatch(/Line 5: the work type is not that of the unit’s kind/);
  expect(report.text).toMatch(/Line 7: an earlier line has this unit, title and field/);
  expect(report.text).toContain('rows that are in: women 4 · men 2 · all 6');
});

test('totals that a row which does not go in makes differ are shown before, and again where they come to', {
  timeout: patience,
}, async () => {
  const { unit, university } = campus;
  const lines = [
    'code,unit_fa,women,men',
    `${unit.code},کتابخانه,4,2`,
    'nutrition,تغذیه,3,1',
    'total,,7,3',
  ];
  const expert = await office.chat(campus.expert, 'en');
  const send = async (match: string) => {
    await expert.write('/openings');
    await expert.tapFor('openingsheet:', 'Send the file of openings');
    expert.chat.readAll();
    expert.chat.sendDocument(Buffer.from(lines.join('\n')), { fileName: 'openings.csv' });
    return expert.sees(match);
  };
  await send('The stated totals are those of the rows');
  const closed = { code: 'nutrition', kind: 'nutrition', closedAt: new Date() } as const;
  await aUnit(database, university, closed);
  await expert.tapFor('f:openingsheet:confirmed:take', 'that go in now; look again');
  const again = await expert.sees('Good rows: 1');
  expect(again.text).toContain('women⁩: stated 7 · computed 4');
  expect(again.text).toContain('Line 3: the unit is closed');
  expect(await database.db.read.opening.count()).toBe(1);
  await expert.tapFor('f:openingsheet:confirmed:take:seen', 'New openings: 1');
  const page = await send('not those of the rows');
  expect(page.text).toContain('Good rows: 1');
  expect(page.text).not.toContain('are those of the rows');
});
