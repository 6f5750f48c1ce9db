import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutIsolates } from '../support/bidi.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, anApplicant, type Campus } from '../support/scenes.ts';
import { aUnit, aUniversity } from '../support/university.ts';

const database = useDatabase();
let office: Office;
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

describe('windows', () => {
  test('are shown with their days, and extended with a reason; who waits is told', async () => {
    const student = await anApplicant(database, campus);
    const reader = await office.chat(student, 'en');
    const expert = await office.chat(campus.expert);
    await expert.writeFor('/windows', /تا پایان .*۳۰ دی ۱۴۰۲/);
    const accounts = await database.db.read.window.findFirstOrThrow({
      where: { kind: 'accounts' },
    });
    await expert.tapFor(`extend:${accounts.id}`, /ثبت حساب بانکی.*: تاکنون تا پایان .*دی ۱۴۰۲/);
    await expert.writeFor('۱۴۰۲/۱۰/۲۰', 'روزی از');
    await expert.writeFor('۱۴۰۲/۱۱/۱۵', 'دلیل تمدید');
    await expert.writeFor('برف سنگین', 'پایان کنونی');
    await expert.tapFor('f:extendwindow:review:send', 'به ۱ نفر');
    await expert.sees(/تا پایان .*۱۵ بهمن ۱۴۰۲/);
    const told = await reader.sees('extended to the end of');
    expect(told.text).toContain('4 February 2024');
    expect(told.text).toContain('برف سنگین');
  });

  test('of a term that is set are not set again, and the wrong way round they are not sent', async () => {
    const deputy = await office.chat(
      await anOfficer(database, { role: 'studentDeputy', university: campus.university }),
    );
    await deputy.writeFor('/term', 'مهلت‌های کدام نیمسال');
    await deputy.writeFor('بهار', 'شناخته نشد');
    await deputy.writeFor('1402/1', 'پیش‌تر ثبت شده است');
    await deputy.writeFor('/term 1402-1', 'پیش‌تر ثبت شده است');
    await deputy.sees('مهلت‌های کدام نیمسال');
    await deputy.writeFor('1402/2', 'از چه روزی');
    for (const kind of ['applications', 'unitRequests', 'hours', 'accounts']) {
      await deputy.writeFor('۱۴۰۲/۰۸/۰۱', 'تا پایان چه روزی');
      await deputy.writeFor('۱۴۰۲/۰۹/۰۱', kind === 'accounts' ? 'پیش از ثبت' : 'از چه روزی');
    }
    await deputy.tapFor('f:newterm:review:change:hoursFrom', 'از چه روزی');
    await deputy.writeFor('۱۴۰۲/۱۰/۰۱', /پایان مهلت .*ثبت ساعات کارکرد.* پیش از آغاز/);
    await deputy.tapFor('f:newterm:review:send', 'پیش از ارسال، این موارد را درست کنید');
    await deputy.tapFor('f:newterm:review:change:hoursTo', 'تا پایان چه روزی');
    await deputy.writeFor('۱۴۰۲/۱۱/۰۱', 'پیش از ثبت');
    // A colleague was faster.
    const { read } = database.db;
    const term = await read.term.create({ data: { startYear: 1402, number: 2 } });
    await read.window.updateMany({ data: { termId: term.id } });
    await deputy.tapFor('f:newterm:review:send', 'پیش‌تر ثبت شده است');
  });
});

describe('a university’s page', () => {
  test('says what is missing, in English too', async () => {
    const organisation = await office.chat(
      await anOfficer(database, { role: 'organisation' }),
      'en',
    );
    const empty = await aUniversity(database, { nameEn: 'Empty University', startedAt: null });
    await organisation.writeFor('/units', 'Empty University');
    const page = await organisation.tapFor(`uni:${empty.id}`, 'It has no units yet');
    expect(page.text).toMatch(/Held by nobody: .*Hamyar expert/);
    expect(page.text).toContain('It has not started');
  });

  test('has a name and a code that the organisation puts right', async () => {
    const organisation = await office.chat(await anOfficer(database, { role: 'organisation' }));
    const { id, kind } = campus.university;
    const other = await aUniversity(database, { nameFa: 'دانشگاه دیگر' });
    await organisation.writeFor('/units', 'دانشگاه دیگر');
    await organisation.tapFor(`uni:${id}`, 'دانشگاه نمونه');
    await organisation.tapFor(`unifix:${id}`, 'هر کدام نادرست است');
    await organisation.tapFor('f:unifix:review:change:nameFa', 'نام فارسی');
    await organisation.writeFor('دانشگاه چشمه', 'دانشگاه چشمه');
    await organisation.tapFor('f:unifix:review:change:code', 'کد دانشگاه');
    await organisation.writeFor(other.code, 'هر کدام نادرست است');
    await organisation.tapFor('f:unifix:review:send', 'پیش‌تر به کار رفته');
    await organisation.writeFor('cheshmeh', 'هر کدام نادرست است');
    await organisation.tapFor('f:unifix:review:change:kind', 'زیر نظر کجاست');
    await organisation.tapFor('f:unifix:kind:pick:azad', 'هر کدام نادرست است');
    await organisation.tapFor('f:unifix:review:send', 'دیگر نمی‌توان گفت');
    await organisation.tapFor(`f:unifix:kind:pick:${kind}`, 'هر کدام نادرست است');
    await organisation.tapFor('f:unifix:review:send', 'اصلاح شد');
    await organisation.sees(/دانشگاه چشمه[\s\S]*cheshmeh/);
    const expert = await office.chat(campus.expert);
    expect(await expert.chat.tap({ data: `unifix:${id}` })).toMatchObject({
      text: expect.stringContaining('در اختیار شما نیست'),
    });
  });

  test('has units that the expert puts right, closes once they are empty, and opens again', async () => {
    const unit = await aUnit(database, campus.university, { nameFa: 'آزمایشگاه', code: 'lab' });
    const expert = await office.chat(campus.expert);
    await expert.writeFor('/units', 'آزمایشگاه');
    await expert.tapFor(`unitpage:${unit.id}`, /آزمایشگاه[\s\S]*نیازهای جاری/);
    await expert.tapFor('unitfix:', 'هر کدام نادرست است');
    await expert.tapFor('f:unitfix:review:change:nameFa', 'نام فارسی واحد');
    await expert.writeFor('آزمایشگاه مرکزی', 'هر کدام نادرست است');
    await expert.tapFor('f:unitfix:review:send', 'اصلاح شد');
    await expert.tapFor('unitclose:', /آزمایشگاه مرکزی.* بسته شود/);
    expect(await expert.tap('unitclosed:')).toContain('بسته شد');
    await expert.sees('بسته است');
    await expert.writeFor('/units', 'واحدهای بسته'.slice(0, 6));
    await expert.tapFor(`units:${campus.university.id}:0:closed`, /بستهٔ[\s\S]*آزمایشگاه مرکزی/);
    await expert.tapFor(`unitpage:${unit.id}`, 'بسته است');
    expect(await expert.tap('unitreopen:')).toContain('دوباره باز شد');

    const organisation = await anOfficer(database, { role: 'organisation' });
    const desk = await office.chat(organisation, 'en');
    const said = await desk.chat.tap({ data: `unitclose:${campus.unit.id}` });
    expect(said).toMatchObject({ text: expect.stringMatching(/cannot be closed yet.*cartables/) });
    await desk.sees(/Present openings: .*1/);
  });

  test('has due times that the expert sets', async () => {
    const expert = await office.chat(campus.expert);
    const { id } = campus.university;
    await expert.writeFor('/units', /واحدهای .*دانشگاه نمونه/);
    await expert.tapFor(`uni:${id}`, 'واحدها: ۱');
    const settings = await expert.tapFor('uniset:', 'تنظیمات');
    expect(settings.text).toMatch(/مبنای معدل.*معدل نیمسال گذشته/);
    expect(settings.text).toContain('معاون دانشجویی، سازمان یا مدیر سامانه تغییر می‌دهد');
    await expert.tapFor('duedays:', 'اکنون ۳ روز');
    expect(await expert.tap(`duedays:${id}:5`)).toContain('۵ روز کاری');
    await expert.sees('اکنون ۵ روز');
  });

  test('has settings that the deputy changes, shown with what they are now', async () => {
    const { university } = campus;
    const officer = await anOfficer(database, { role: 'studentDeputy', university });
    const deputy = await office.chat(officer, 'en');
    await deputy.writeFor('/cartables', 'Your cartables');
    await deputy.tapFor(`uni:${university.id}`, 'Units: 1');
    await deputy.tapFor(`uniset:${university.id}`, 'Settings of');
    await deputy.tapFor(`uniset:${university.id}:basis`, /Now: .*last term/i);
    const one = await anApplicant(database, campus, {
      application: { record: { lastTermAverage: 1700, cumulativeAverage: null } },
    });
    const told = await deputy.tap(`uniset:${university.id}:basis:cumulative`);
    expect(withoutIsolates(told)).toContain('as the new one is not known: 1');
    const changed = await deputy.sees('cumulative');
    await database.db.read.application.update({
      where: { id: one.application.id },
      data: { record: { lastTermAverage: 1700, cumulativeAverage: 1500 } },
    });
    const back = await deputy.tapOld(`uniset:${university.id}:basis:lastTerm`);
    expect(withoutIsolates(back)).toContain('changed: 0');
    const again = await deputy.tapOld(`uniset:${university.id}:basis:cumulative`);
    expect(withoutIsolates(again)).toContain('changed: 1');
    expect(withoutIsolates(changed.text)).toContain('Exemplary student 1');
    await deputy.tapFor(`uniset:${university.id}:points`, 'Of which group');
    await deputy.tapFor(`uniset:${university.id}:class:welfare`, 'How many points');
    await deputy.tapFor(`uniset:${university.id}:class:welfare:4`, /Welfare.* .?4/);
    await deputy.tapFor(`uniset:${university.id}:files`, '90 days');
    await deputy.tapFor(`uniset:${university.id}:files:120`, '120 days');
    const { settings } = await database.db.read.university.findUniqueOrThrow({
      where: { id: university.id },
    });
    expect(settings).toMatchObject({
      ...{ averageBasis: 'cumulative', fileDays: 120 },
      points: { welfare: 4, married: 1 },
    });
    const odd = await deputy.chat.tap({ data: `uniset:${university.id}:class:welfare:99` });
    expect(odd).toMatchObject({ text: expect.stringContaining('not possible') });
  });

  test('takes units one by one', async () => {
    const expert = await office.chat(campus.expert);
    await expert.writeFor('/units', /واحدهای .*دانشگاه نمونه/);
    await expert.tapFor('unitadd:', 'نام فارسی واحد');
    await expert.writeFor('روابط عمومی', 'نام انگلیسی واحد');
    await expert.writeFor('Public relations', 'کد لاتین');
    await expert.writeFor('روابط', 'حروف لاتین');
    await expert.writeFor(campus.unit.code, 'نوع واحد را');
    await expert.tapFor('f:unit:kind:pick:publicRelations', 'پیش از ثبت');
    await expert.tapFor('f:unit:review:send', 'پیش‌تر به کار رفته');
    await expert.writeFor('public-relations', 'پیش از ثبت');
    await expert.tapFor('f:unit:review:send', 'حوزهٔ ریاست');
  });

  test('waits for no sheet of units of somebody who may not bring it any more', async () => {
    const expert = await office.chat(campus.expert);
    await expert.writeFor('/units', /واحدهای .*دانشگاه نمونه/);
    await expert.tapFor('unitsheet:', 'فایل واحدها');
    await database.db.read.cartableHolder.updateMany({ data: { until: database.clock.now() } });
    expert.chat.sendDocument(Buffer.from('code'), { fileName: 'units.csv' });
    await expert.sees('در اختیار شما نیست');
    expect(await database.db.read.formState.count()).toBe(0);
  });
});

test('where assistants report is also said by the expert, alone or as the unit’s own officer', async () => {
  const { expert, unit } = campus;
  const desk = await office.chat(expert);
  await desk.writeFor('/units', unit.nameFa);
  await desk.tapFor(`unitpage:${unit.id}`, unit.code);
  await desk.tapFor(`unitdirections:${unit.id}`, 'ساختمان');
  await desk.writeFor('ساختمان ۲', 'ثبت شد');
  await anOfficer(database, { role: 'unitOfficer', unit, accountId: expert.accountId });
  const list = await desk.write('/openings');
  const own = {
    text: expect.stringContaining(unit.nameFa),
    callback_data: `unitdirections:${unit.id}`,
  };
  expect(list.buttons.flat()).toContainEqual(own);
});

test('holidays are added and removed by the administrator', async () => {
  const desk = await office.chat(await anOfficer(database, { role: 'administrator' }));
  await desk.writeFor('/units', 'دانشگاه‌ها');
  await desk.tapFor('holidays:0', 'تعطیلات رسمی پیش رو');
  await desk.tapFor('holidayadd', 'کدام روز');
  await desk.writeFor('۱۴۰۲/۰۷/۲۰', 'به فارسی');
  await desk.writeFor('روز نمونه', 'به انگلیسی');
  await desk.writeFor('Sample day', 'پیش از ثبت');
  await desk.tapFor('f:holiday:review:send', 'روز نمونه');
  expect(await desk.tap('holidayoff:2023-10-12')).toContain('کاری شد');
});

test('a holiday that is years away is removed like any other, one that is over is not', async () => {
  const day = '2027-03-21';
  const desk = await office.chat(await anOfficer(database, { role: 'administrator' }));
  expect(await desk.tapOld(`holidayoff:${day}`)).toContain('کاری شد');
  const stored = await database.db.read.holiday.findUnique({ where: { day: new Date(day) } });
  expect(stored?.removedAt).not.toBeNull();
  expect(await desk.tapOld('holidayoff:2023-01-01')).toContain('گذشته است');
});

describe('who has no business there', () => {
  test('is told so by every command', async () => {
    const finance = await office.chat(campus.finance);
    for (const command of ['/units', '/term', '/windows']) {
      expect((await finance.write(command)).text).toContain('چنین کارتابلی ندارید');
    }
  });

  test('gets nowhere by made-up buttons', async () => {
    const { id } = campus.university;
    const finance = await office.chat(campus.finance);
    const elsewhere = await aUniversity(database);
    const stranger = await office.chat(
      await anOfficer(database, { role: 'expert', university: elsewhere }),
    );
    const window = await database.db.read.window.findFirstOrThrow();
    for (const data of [
      `uni:${id}`,
      `units:${id}:0`,
      `unitadd:${id}`,
      `unitsheet:${id}`,
      `windows:${id}`,
      `newterm:${id}`,
      `extend:${window.id}`,
      `duedays:${id}:5`,
      `uniset:${id}`,
      `uniset:${id}:basis`,
      `uniset:${id}:class:married`,
      `uniset:${id}:basis:cumulative`,
      `unistart:${id}:yes`,
      'uniadd',
      'holidays:0',
      'holidayadd',
      'holidayoff:2023-12-12',
    ]) {
      for (const desk of [finance, stranger]) {
        const answer = await desk.chat.tap({ data });
        expect(answer, data).toMatchObject({ text: expect.stringContaining('در اختیار شما نیست') });
      }
    }
  });
});
