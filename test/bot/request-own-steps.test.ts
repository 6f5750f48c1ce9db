import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Language } from '../../bot/view/language.ts';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { decideAppeal } from '../../core/applications/commands/decide-appeal.ts';
import { decideInternational } from '../../core/applications/commands/decide-international.ts';
import { rejectApplication } from '../../core/applications/commands/reject-application.ts';
import { sendBackApplication } from '../../core/applications/commands/send-back-application.ts';
import { verifyClaim } from '../../core/applications/commands/verify-claim.ts';
import { withoutIsolates } from '../support/bidi.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { sheba } from '../support/made-up.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const stored = (code: string) =>
  database.db.read.application.findUniqueOrThrow({ where: { trackingCode: code } });

async function aStudentAtDesk(
  language: Language = 'fa',
): Promise<{ student: FiledStudent; desk: Desk; id: number }> {
  const student = await aFiledStudent(database, campus);
  const { id } = await stored(student.code);
  return { student, desk: await office.chat(student.person, language), id };
}

const sendBack = (applicationId: number, note = 'شبا را بنویسید') =>
  done(database, (work) => sendBackApplication(work, campus.expert, { applicationId, note }));
const approve = (applicationId: number) =>
  done(database, (work) => approveApplication(work, campus.expert, { applicationId }));
const reject = (applicationId: number) =>
  done(database, (work) =>
    rejectApplication(work, campus.expert, {
      applicationId,
      reasonCode: 'other',
      reasonText: 'جا نیست',
    }),
  );

describe('a change', () => {
  test('begins from what was sent, on one page, and goes on where it was left', async () => {
    const { student, desk } = await aStudentAtDesk();
    await desk.writeFor('/status', student.shownCode);
    const page = await desk.tapFor('revise', 'همان درخواست');
    expect(page.text).toContain(student.shownCode);
    await desk.tapFor('f:application:review:change:note', 'توضیحی دارید');
    await desk.writeFor('عصرها آزادم', 'همان درخواست');
    await desk.writeFor('/status', student.shownCode);
    const again = await desk.tapFor('revise', 'همان درخواست');
    expect(again.text).toContain('عصرها آزادم');
    await desk.tapFor('f:application:review:send', 'دوباره فرستاده شد');
    expect(await stored(student.code)).toMatchObject({ revision: 2, note: 'عصرها آزادم' });
  });

  test('after the window is refused with the window’s days, but not of what was sent back', async () => {
    const { student, desk, id } = await aStudentAtDesk();
    await desk.writeFor('/status', student.shownCode);
    const { buttons: before } = desk;
    database.clock.set('2024-01-21T08:00:00Z');
    await desk.tapFor('revise', 'مهلت درخواست همیار گذشته است');
    // Where it is not open, it is not offered either; taking it back is.
    await desk.writeFor('/status', student.shownCode);
    expect([before, desk.buttons].map((all) => all.includes(`revise:${student.code}`))).toEqual([
      true,
      false,
    ]);
    expect(desk.buttons).toContain(`withdraw:ask:${student.code}`);
    await sendBack(id);
    await desk.tapFor('revise', 'شبا را بنویسید');
    await desk.tapFor('f:application:review:send', 'دوباره فرستاده شد');
    expect(await stored(student.code)).toMatchObject({ state: 'filed', revision: 2 });
  });

  test('of what is decided meanwhile is not sent, and it is said', async () => {
    const { desk, id, student } = await aStudentAtDesk();
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor('revise', 'همان درخواست');
    await approve(id);
    await desk.tapFor('f:application:review:send', 'دیگر قابل تغییر نیست');
    expect(await stored(student.code)).toMatchObject({ state: 'approved', revision: 1 });
    await desk.tapFor(`status:${student.code}`, 'تأیید شده');
  });
});

describe('a change that was left half-finished when the request was decided on', () => {
  async function leftAtChange() {
    const at = await aStudentAtDesk();
    await at.desk.writeFor('/status', at.student.shownCode);
    await at.desk.tapFor('revise', at.student.shownCode);
    await at.desk.tapFor('f:application:review:change:sheba', 'IR');
    await at.desk.writeFor('/menu', 'منوی اصلی');
    return at;
  }
  const goesOn = ({ buttons }: Desk) => buttons.filter((data) => data.startsWith('f:application'));

  test('is offered no more', async () => {
    const { desk, id } = await leftAtChange();
    await approve(id);
    await desk.sees('تأیید شد');
    const menu = await desk.writeFor('/menu', 'منوی اصلی');
    expect(
      menu.buttons
        .flat()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('ادامه');
    expect(await database.db.read.formState.count()).toBe(0);
  });

  test('stays while the request can still be changed', async () => {
    const { desk, id } = await leftAtChange();
    await sendBack(id);
    await desk.sees('برای اصلاح برگشت');
    await desk.writeFor('/menu', 'منوی اصلی');
    expect(goesOn(desk)).not.toEqual([]);
  });

  test('says so at the next answer where the student was at it', async () => {
    const { desk, id, student } = await leftAtChange();
    await desk.tapFor('f:application:-:open', 'شبای');
    await approve(id);
    await desk.writeFor(sheba(), 'دیگر قابل تغییر نیست');
    await desk.tapFor(`status:${student.code}`, 'تأیید شده');
    expect(await database.db.read.formState.count()).toBe(0);
  });
});

test('what was sent back is mended with the note before the eyes, from the notice', async () => {
  const { desk, id, student } = await aStudentAtDesk();
  await sendBack(id, 'ساعت‌های آزاد را بنویسید');
  await desk.sees('برای اصلاح برگشت');
  const page = await desk.tapFor('revise', 'برای اصلاح برگشته است');
  expect(page.text).toContain('ساعت‌های آزاد را بنویسید');
  expect((await stored(student.code)).state).toBe('sentBack');
  await desk.tapFor('f:application:review:change:note', 'توضیحی دارید');
  await desk.writeFor('شنبه‌ها', 'ساعت‌های آزاد را بنویسید');
  await desk.tapFor('f:application:review:send', 'دوباره فرستاده شد');
  expect(await stored(student.code)).toMatchObject({ state: 'filed', note: 'شنبه‌ها' });
});

describe('withdrawing', () => {
  test('is asked twice; then nobody has it, and another can be filed', async () => {
    const { student, desk } = await aStudentAtDesk();
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor('withdraw:ask', 'پس گرفته شود؟');
    await desk.tapFor('withdraw:keep', 'چیزی عوض نشد');
    expect((await stored(student.code)).state).toBe('filed');
    await desk.tapFor('withdraw:ask', 'پس گرفته شود؟');
    await desk.tapFor('withdraw:sure', 'پس گرفته شد.');
    expect((await stored(student.code)).state).toBe('withdrawn');
    const waiting = { kind: 'reviewApplication', closedAt: null } as const;
    expect(await database.db.read.workItem.count({ where: waiting })).toBe(0);
    await desk.write('/menu');
    await desk.tapFor('apply', 'قواعد همیار دانشجو');
  });

  test('after the time for requests is for good, and says so', async () => {
    const { student, desk } = await aStudentAtDesk();
    await desk.writeFor('/status', student.shownCode);
    database.clock.advance(200 * days);
    const asked = await desk.tapFor('withdraw:ask', 'پس گرفته شود؟');
    expect(asked.text).toContain('درخواست تازه‌ای نمی‌توانید بدهید');
    const done = await desk.tapFor('withdraw:sure', 'پس گرفته شد.');
    expect(done.text).not.toContain('دوباره');
  });

  test('takes a half-finished change with it', async () => {
    const { student, desk } = await aStudentAtDesk();
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor('revise', 'همان درخواست');
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor('withdraw:ask', 'پس گرفته شود؟');
    await desk.tapFor('withdraw:sure', 'پس گرفته شد.');
    expect(await database.db.read.formState.count()).toBe(0);
  });

  test('is refused after a decision, by whichever button; and of another student', async () => {
    const { student, desk, id } = await aStudentAtDesk();
    const other = await office.chat((await aFiledStudent(database, campus)).person);
    await desk.writeFor('/status', student.shownCode);
    await desk.tapFor('withdraw:ask', 'پس گرفته شود؟');
    await approve(id);
    await desk.tapFor('withdraw:sure', 'دیگر قابل تغییر نیست');
    await desk.tapFor('withdraw:ask', 'دیگر قابل تغییر نیست');
    expect((await stored(student.code)).state).toBe('approved');
    await other.writeFor('/status', 'نیازهای انتخابی');
    await tapMadeUp(other, `withdraw:sure:${student.code}`, 'در حساب شما نیست');
    await tapMadeUp(other, `revise:${student.code}`, 'در حساب شما نیست');
    await tapMadeUp(other, `appeal:${student.code}`, 'در حساب شما نیست');
  });
});

test.each([
  ['fa', 'در هر نیمسال یک درخواست می‌توان داد'],
  ['en', 'One request can be filed in a term'],
] as const)(
  'who was rejected and asks for another reads that there is one a term, in %s',
  async (language, says) => {
    const { student, desk, id } = await aStudentAtDesk(language);
    await reject(id);
    database.clock.advance(11 * days);
    await desk.write('/menu');
    const told = await desk.tapFor('apply', says);
    expect(told.text).toContain(student.shownCode);
    expect(desk.buttons).toContain(`status:${student.code}`);
  },
);

test.each([
  ['fa', 'می‌توانید مدرک بهتری بفرستید'],
  ['en', 'you can send a better proof'],
] as const)(
  'a proof that was refused is told with the way to a better one, in %s',
  async (language, says) => {
    const student = await aFiledStudent(database, campus, { office });
    const desk = await office.chat(student.person, language);
    const { id: claimId } = await database.db.read.priorityClaim.findFirstOrThrow();
    const verdict = { claimId, verdict: 'refused', reason: 'ناخوانا' } as const;
    await done(database, (work) => verifyClaim(work, campus.expert, verdict));
    const notice = await desk.sees(says);
    expect(notice.text).toContain('ناخوانا');
    await desk.tapFor(`status:${student.code}`, 'ناخوانا');
    await desk.tapFor(`revise:${student.code}`, student.shownCode);
  },
);

/** The messenger hands on whatever a client sends: a button of before, or of another chat. */
async function tapMadeUp(desk: Desk, data: string, says: string): Promise<void> {
  desk.chat.readAll();
  desk.chat.send('/menu');
  await desk.chat.next({ match: ({ buttons }) => buttons.length > 0 });
  desk.chat.readAll();
  void desk.chat.tap({ data });
  await desk.chat.next({ match: says });
}

describe('an appeal', () => {
  test('goes to the deputy once, from the notice, and what comes of it is told', async () => {
    const { university } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const { student, desk, id } = await aStudentAtDesk();
    await reject(id);
    const notice = await desk.sees('رد شد');
    expect(notice.text).toContain('۲۵ مهر ۱۴۰۲');
    const asked = await desk.tapFor('appeal', 'چرا رد درخواست را درست نمی‌دانید');
    expect(withoutIsolates(asked.text)).toContain('حداکثر ۱٬۰۰۰ نویسه');
    await desk.writeFor('\u200c', 'متن اعتراض را بنویسید');
    // What is too long for any question hears of the same limit.
    await desk.writeFor('آ'.repeat(2_100), 'حداکثر ۱٬۰۰۰ نویسه');
    await desk.writeFor('آ'.repeat(1_100), 'حداکثر ۱٬۰۰۰ نویسه');
    await desk.writeFor('جا بود', 'یک بار دیگر بخوانید');
    await desk.writeFor('/menu', 'منوی اصلی');
    await desk.writeFor('/status', student.shownCode);
    const half = await desk.tapFor('appeal', 'یک بار دیگر بخوانید');
    expect(half.text).toContain('جا بود');
    await desk.tapFor('f:appeal:review:send', 'به معاون دانشجویی رسید');
    const status = await desk.tapFor(`status:${student.code}`, 'پیشینه');
    expect(status.text).toContain('در انتظار: \u2068معاون دانشجویی\u2069');
    const dismissal = { applicationId: id, granted: false, answer: 'دلیل تازه‌ای نیست' };
    await done(database, (work) => decideAppeal(work, deputy, dismissal));
    await desk.sees('پذیرفته نشد');
    const after = await desk.writeFor('/status', 'پاسخ اعتراض');
    expect(after.text).toContain('دلیل تازه‌ای نیست');
    await tapMadeUp(desk, `appeal:${student.code}`, 'اعتراض دوم ممکن نیست');
  });

  test('is refused when the ten days are over, and of what is not rejected', async () => {
    const { student, desk, id } = await aStudentAtDesk();
    await reject(id);
    await desk.sees('رد شد');
    await desk.tapFor('appeal', 'چرا رد درخواست');
    await desk.writeFor('جا بود', 'یک بار دیگر بخوانید');
    database.clock.advance(11 * days);
    await desk.tapFor('f:appeal:review:send', 'گذشته است');
    await tapMadeUp(desk, `appeal:${student.code}`, 'گذشته است');
    const status = await desk.writeFor('/status', student.shownCode);
    expect(status.text).toContain('مهلت اعتراض گذشته است');
    expect((await stored(student.code)).state).toBe('rejected');
  });
});

describe('a student who needs the international deputy’s leave', () => {
  const aGuest = async () => {
    const { university } = campus;
    const deputy = await anOfficer(database, { role: 'internationalDeputy', university });
    const guest = await aFiledStudent(database, campus, {
      profile: { studentType: 'international' },
      record: { studentType: 'international', bornInIran: false, parentIranian: false },
    });
    const { id: applicationId } = await stored(guest.code);
    return { guest, deputy, applicationId, desk: await office.chat(guest.person, 'en') };
  };

  test('reads whom the request waits for, and is told that it is given', async () => {
    const { guest, deputy, applicationId, desk } = await aGuest();
    const status = await desk.writeFor('/status', 'Waits for');
    expect(status.text).toContain('\u2068International deputy\u2069, by the end of');
    const decision = { allow: true } as const;
    await done(database, (work) => decideInternational(work, deputy, { applicationId, decision }));
    await desk.sees('The international deputy allows');
    const after = await desk.tapFor(`status:${guest.code}`, 'the international deputy agreed');
    expect(after.text).toContain('\u2068Hamyar expert\u2069');
  });

  test('is told why it is refused, and can appeal', async () => {
    const { deputy, applicationId, desk, guest } = await aGuest();
    const decision = { allow: false, reason: 'the visa ends soon' } as const;
    await done(database, (work) => decideInternational(work, deputy, { applicationId, decision }));
    const notice = await desk.sees('the visa ends soon');
    expect(notice.text).toContain('appeal once');
    await desk.tapFor('appeal', 'in at most 1,000 characters, why');
    await desk.writeFor('\u200c', 'Please write your appeal');
    await desk.writeFor('It was prolonged', 'once more');
    await desk.tapFor('f:appeal:review:send', 'has reached the student-affairs deputy');
    expect((await stored(guest.code)).state).toBe('appealed');
  });
});
