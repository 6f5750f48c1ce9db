import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aPerson } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';
import { anOpening, aUnit } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: FiledStudent;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await aFiledStudent(database, campus);
});
afterEach(() => office.close());

const application = () =>
  database.db.read.application.findFirstOrThrow({ where: { trackingCode: student.code } });

/** The expert's decision by command, so that a test can begin after it. */
async function approved(): Promise<void> {
  const { id: applicationId } = await application();
  await done(database, (work) => approveApplication(work, campus.expert, { applicationId }));
}

const notYours = 'در اختیار شما نیست';
const buttonsBelow = (desk: Desk) => desk.chat.last?.buttons.flat() ?? [];

describe('who has no business there', () => {
  test('a person without a cartable is told so by every command', async () => {
    const stranger = await office.chat(await aPerson(database));
    for (const command of [
      '/inbox',
      `/review ${student.code}`,
      `/approve ${student.code}`,
      '/openings',
      `/request ${student.code}`,
      `/hours ${student.code} 10`,
      `/final ${student.code}`,
      `/account ${student.code}`,
      '/payrun',
      `/find ${student.code}`,
    ]) {
      expect((await stranger.write(command)).text).toContain('کارتابلی نیست');
    }
    expect((await application()).state).toBe('filed');
  });

  test('an expert of another university sees nothing of a request', async () => {
    const elsewhere = await aCampus(database);
    const expert = await office.chat(elsewhere.expert);
    expect((await expert.write(`/review ${student.code}`)).text).toContain(notYours);
    expect((await expert.write(`/approve ${student.code}`)).text).toContain(notYours);
    expect((await expert.write(`/reject ${student.code} بی‌دلیل`)).text).toContain(notYours);
    expect((await expert.write(`/find ${student.code}`)).text).toContain('پیدا نشد');
    expect((await application()).state).toBe('filed');
  });

  test('an expert does not decide on the own request', async () => {
    const own = await anOfficer(database, {
      role: 'expert',
      university: campus.university,
      accountId: student.accountId,
    });
    const desk = await office.chat(own);
    await desk.writeFor(`/review ${student.code}`, 'خود شماست');
    await desk.writeFor(`/approve ${student.code}`, 'خود شماست');
    expect((await application()).state).toBe('filed');
  });

  test('a unit cannot ask for who did not wish for it', async () => {
    await approved();
    const unit = await aUnit(database, campus.university, { nameFa: 'آزمایشگاه' });
    await anOpening(database, { unit, term: campus.term });
    const other = await office.chat(await anOfficer(database, { role: 'unitOfficer', unit }));
    expect((await other.write(`/request ${student.code}`)).text).toContain('نخواسته است');
    expect(await database.db.read.placement.count()).toBe(0);
  });

  test('the pay of a university is not for its expert', async () => {
    const expert = await office.chat(campus.expert);
    expect((await expert.write('/payrun')).text).toContain('امور مالی');
  });

  test('an officer is told at once whose command it is, before anything is written in vain', async () => {
    const deputy = await office.chat(
      await anOfficer(database, { role: 'studentDeputy', university: campus.university }),
      'en',
    );
    const expert = await office.chat(campus.expert, 'en');
    const finance = await office.chat(campus.finance, 'en');
    const administrator = await office.chat(
      await anOfficer(database, { role: 'administrator' }),
      'en',
    );
    const told: readonly (readonly [Desk, string, RegExp])[] = [
      [deputy, `/reject ${student.code} no`, /for .*Hamyar expert.*, and you hold no such/],
      [deputy, '/account', /for .*Hamyar expert and Finance/],
      [expert, `/hours ${student.code}`, /for .*Unit officer/],
      [expert, '/request', /for .*Unit officer/],
      [finance, '/find', /for .*Unit officer, Hamyar expert/],
      [finance, '/records', /for .*Hamyar expert and Administrator/],
      [administrator, '/term', /for .*Organisation/],
    ];
    for (const [desk, command, match] of told) await desk.writeFor(command, match);
    await finance.write('/inbox');
    expect(finance.buttons.filter((data) => data === 'find')).toEqual([]);
    expect(await database.db.read.formState.count()).toBe(0);
  });

  test('nobody is asked for a reason where it was decided already, nor for hours that cannot stand', async () => {
    const expert = await office.chat(campus.expert);
    await expert.write(`/review ${student.code}`);
    await approved();
    expect(await expert.tap('reject:')).toContain('رسیدگی کرده است');
    await expert.sees(/📌 .*تأیید شده/);
    for (const command of ['reject', 'sendback']) {
      expect((await expert.write(`/${command} ${student.code}`)).text).toContain('رسیدگی کرده است');
    }
    await done(database, (work) =>
      requestPlacement(work, campus.officer, {
        ...{ openingId: campus.opening.id, student: student.profile.studentNumber },
        ...{ minutes: 600, explanation: 'shelving' },
      }),
    );
    const officer = await office.chat(campus.officer);
    await officer.writeFor(`/hours ${student.code}`, 'در این وضعیت شدنی نیست');
  });
});

describe('the second person', () => {
  async function requested(officer: Desk): Promise<void> {
    await approved();
    await officer.write(`/request ${student.profile.studentNumber}`);
    await officer.writeFor('۳۷:۳۰', 'شرح');
    await officer.writeFor('چیدن کتاب', 'نگاه کنید');
    await officer.tapFor('f:request:review:send', 'هفت روز');
  }

  test('who asked for a student is not offered to approve, and cannot', async () => {
    const officer = await office.chat(campus.officer);
    await requested(officer);
    const { id } = await database.db.read.placement.findFirstOrThrow();
    expect(officer.buttons.some((data) => data.startsWith('seat:'))).toBe(false);
    const answer = await officer.chat.tap({ data: `seat:approve:${id}` });
    expect(answer).toMatchObject({ showAlert: true });
    expect(answer).toHaveProperty('text', expect.stringContaining('همکار دیگری'));
    expect(await database.db.read.placement.findFirst()).toMatchObject({ state: 'requested' });
  });

  test('a colleague declines with a reason, and who asked is told', async () => {
    const officer = await office.chat(campus.officer);
    await requested(officer);
    const colleague = await office.chat(campus.colleague);
    await colleague.write('/inbox');
    await colleague.tapFor('item:', 'تأیید اولیه');
    await colleague.tapFor('seat:decline', 'دلیل');
    await colleague.writeFor('کار دیگری لازم است', 'آزاد شد');
    await officer.sees('کار دیگری لازم است');
    expect(await database.db.read.placement.findFirst()).toMatchObject({ state: 'declined' });
  });
});

test('passing over a higher rank asks why, and then goes through', async () => {
  await approved();
  const lower = await aFiledStudent(database, campus, { average: 1500 });
  const { id: applicationId } = await database.db.read.application.findFirstOrThrow({
    where: { trackingCode: lower.code },
  });
  await done(database, (work) => approveApplication(work, campus.expert, { applicationId }));
  const officer = await office.chat(campus.officer);
  await officer.write(`/request ${lower.shownCode}`);
  await officer.writeFor('20', 'شرح');
  await officer.writeFor('چیدن کتاب', 'نگاه کنید');
  await officer.tapFor('f:request:review:send', 'دلیل گذشتن');
  await officer.sees(student.shownCode);
  await officer.writeFor('عربی می‌داند', 'هفت روز');
  expect(await database.db.read.placement.findFirst()).toMatchObject({
    accountId: lower.accountId,
    skipReason: 'عربی می‌داند',
    requestedMinutes: 1_200,
  });
});

test('a reason that was begun for one request never goes to another', async () => {
  const other = await aFiledStudent(database, campus);
  const expert = await office.chat(campus.expert);
  await expert.write(`/review ${student.code}`);
  await expert.tapFor('reject:', 'به چه دلیل');
  await expert.write(`/review ${other.code}`);
  const asked = await expert.tapFor('reject:', 'به چه دلیل');
  expect(asked.text).toContain(other.shownCode);
  await expert.tapFor('f:reject:reasonCode:pick:other', 'توضیح دلیل');
  await expert.writeFor('جا نیست', 'رد شد');
  expect((await application()).state).toBe('filed');
});

test('what was decided has no buttons to decide, and an old page refreshes itself', async () => {
  const expert = await office.chat(campus.expert);
  await expert.write(`/review ${student.code}`);
  await approved();
  expect(await expert.tap('approve:')).toContain('رسیدگی کرده است');
  const page = await expert.sees(/📌 .*تأیید شده/);
  expect(page.edited).toBe(true);
  const below = buttonsBelow(expert).map((one) =>
    'callback_data' in one ? one.callback_data : '',
  );
  expect(below.filter((data) => /^(approve|reject|sendback|claim):/.test(data))).toEqual([]);
});

test('a code that is missing or wrong is explained with an example', async () => {
  const expert = await office.chat(campus.expert);
  expect((await expert.write('/approve')).text).toContain('/approve AQFY-XMHJ');
  await expert.tapFor('inbox:all:0:reviewApplication', student.shownCode);
  expect((await expert.write('/approve ABCD')).text).toContain('درست نیست');
  expect((await expert.write('/find')).text).toContain('بخشی از نام');
  expect((await expert.write(`/find ${student.profile.studentNumber}`)).text).toContain(
    student.shownCode,
  );
});
