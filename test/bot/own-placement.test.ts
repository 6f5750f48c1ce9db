import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settleObjection } from '../../core/placements/commands/answer-hours.ts';
import { correctPlacement } from '../../core/placements/commands/correct-placement.ts';
import { terminatePlacement } from '../../core/placements/commands/end-placement.ts';
import { finalisePlacement } from '../../core/placements/commands/finalise-placement.ts';
import { lapseHours } from '../../core/placements/commands/pass-deadlines.ts';
import { remindOfHours, remindOfReporting } from '../../core/placements/commands/remind-student.ts';
import { reportHours, startWork } from '../../core/placements/commands/report-hours.ts';
import { hoursToRemind, reportingToRemind } from '../../core/placements/queries.ts';
import { describeUnit } from '../../core/universities/commands/describe-unit.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  type Campus,
  done,
  toldTo,
} from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: Awaited<ReturnType<typeof anApplicant>>;
let desk: Desk;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await anApplicant(database, campus, { application: { verified: ['married'] } });
  placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
  desk = await office.chat(student);
});
afterEach(() => office.close());

const placementNow = () =>
  database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } });

const report = (minutes: number, replaces = 0) => {
  const order = { placementId, entries: [{ minutes, workedOn: null }], replaces };
  return done(database, (work) => reportHours(work, campus.officer, order));
};

/** Taps a button that may be gone from the screen, as one of an old message. */
const tapOld = async (data: string, match: string | RegExp) => {
  desk.chat.readAll();
  void desk.chat.tap({ data });
  return desk.chat.next({ match });
};

describe('a placement that was approved', () => {
  test('is told with where to report, and declined on its last day', async () => {
    await desk.sees('نشانی واحد ثبت نشده است');
    await done(database, (work) =>
      describeUnit(work, campus.officer, { unitId: campus.unit.id, directions: 'طبقهٔ ۲' }),
    );
    database.clock.set('2023-10-10T23:59:59+03:30');
    const page = await desk.tapFor('placement:show', 'برای مراجعه');
    expect(page.text).toContain('طبقهٔ ۲');
    expect(page.text).toContain('۱۸ مهر ۱۴۰۲');
    await desk.tapFor('placement:decline', 'را نمی‌پذیرید؟');
    await desk.tapFor('placement:sure', 'ثبت شد که نمی‌پذیرید');
    expect(await placementNow()).toMatchObject({ state: 'declined' });
    await tapOld(`placement:sure:${placementId}`, 'دیگر شدنی نیست');
    expect(await toldTo(database, campus.officer.chatId)).toContain('placementTurnedDown');
  });

  test('is not declined a day later; the last day is named, and the way that is left', async () => {
    database.clock.set('2023-10-11T00:00:00+03:30');
    const refused = await desk.tapFor('placement:decline', 'گذشته است');
    expect(refused.text).toContain('۱۸ مهر ۱۴۰۲');
    await desk.tapFor('placement:withdraw', 'دلیل را بنویسید');
    expect(await placementNow()).toMatchObject({ state: 'approved' });
  });

  test('is not declined once the unit has entered hours between the two taps', async () => {
    await desk.tapFor('placement:decline', 'را نمی‌پذیرید؟');
    await report(60);
    await desk.tapFor('placement:sure', 'آغاز کار شما را ثبت کرده');
    expect(await placementNow()).toMatchObject({ state: 'hoursReported' });
  });

  test('is reminded of once, a day before it can no longer be declined', async () => {
    const near = () => reportingToRemind(database.db.read, database.clock.now());
    const remind = () =>
      database.db.transaction((work) => remindOfReporting(work, { placementId }));
    database.clock.set('2023-10-08T23:59:59+03:30');
    expect([await near(), await remind()]).toEqual([[], false]);
    database.clock.set('2023-10-09T10:00:00+03:30');
    expect(await near()).toEqual([placementId]);
    expect([await remind(), await remind(), await near()]).toEqual([true, false, []]);
    await desk.sees('هنوز در انتظار شماست');
  });

  test('is withdrawn from after a reason and a second question; hours stay payable', async () => {
    await report(300);
    await desk.tapFor('placement:show', 'ساعت‌ها');
    await desk.tapFor('placement:withdraw', 'دلیل را بنویسید');
    const sure = await desk.writeFor('امتحان دارم', 'کناره‌گیری می‌کنید؟');
    expect(sure.text).toMatch(/.*۵.* ساعتی که تا امروز ثبت شده/);
    expect(await placementNow()).toMatchObject({ state: 'hoursReported' });
    await desk.tapFor('f:withdrawal:sure', 'کناره‌گیری شما ثبت شد');
    expect(await placementNow()).toMatchObject({ state: 'withdrawn', endReason: 'امتحان دارم' });
    await desk.tapFor('placement:show', 'در انتظار پاسخ شما');
    await desk.tapFor(`hours:confirm:${placementId}:300`, 'تأیید کردید');
    await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
    await desk.sees('تأیید نهایی شد');
    await tapOld(`placement:withdraw:${placementId}`, 'دیگر شدنی نیست');
  });

  test('takes a reason of the length that is named with the question', async () => {
    await done(database, (work) => startWork(work, campus.officer, { placementId }));
    await desk.tapFor('placement:show', 'ساعت‌ها');
    await desk.tapFor('placement:withdraw', 'حداکثر ۱٬۰۰۰ نویسه');
    for (const length of [2_100, 1_001]) {
      await desk.writeFor('آ'.repeat(length), 'حداکثر ۱٬۰۰۰ نویسه');
    }
    await desk.writeFor('آ'.repeat(1_000), 'کناره‌گیری می‌کنید؟');
  });

  test('promises no pay where no hours are entered', async () => {
    await done(database, (work) => startWork(work, campus.officer, { placementId }));
    await desk.tapFor('placement:show', 'ساعت‌ها');
    await desk.tapFor('placement:withdraw', 'دلیل را بنویسید');
    const sure = await desk.writeFor('امتحان دارم', 'کناره‌گیری می‌کنید؟');
    expect(sure.text).not.toContain('پرداخت');
    const noted = await desk.tapFor('f:withdrawal:sure', 'کناره‌گیری شما ثبت شد');
    expect(noted.text).not.toContain('پرداخت');
  });

  test('terminated before any hours promises no pay for them', async () => {
    const order = { placementId, reason: 'نیامدید' };
    await done(database, (work) => terminatePlacement(work, campus.officer, order));
    const told = await desk.sees('به همیاری شما پایان داد');
    expect(told.text).not.toContain('پرداخت');
    await desk.writeFor('/settings', 'تنظیمات');
    await desk.tapFor('settings:leave', /ساعت‌های ثبت‌نشده.*کتابخانه/);
  });

  test('terminated after the units’ time, is led to the page that says that no other can ask', async () => {
    database.clock.set('2024-01-21T10:00:00Z');
    const order = { placementId, reason: 'نیامدید' };
    await done(database, (work) => terminatePlacement(work, campus.officer, order));
    const told = await desk.sees('به همیاری شما پایان داد');
    expect(told.text).not.toContain('می‌توانند شما را بخواهند');
    await desk.tapFor('status:', 'هیچ واحدی نمی‌تواند');
  });

  test('is terminated with a reason, and what follows is told', async () => {
    await report(300);
    await done(database, (work) =>
      terminatePlacement(work, campus.officer, { placementId, reason: 'نیامدید' }),
    );
    const told = await desk.sees('به همیاری شما پایان داد');
    expect(told.text).toContain('نیامدید');
    expect(told.text).toContain('پرداخت می‌شود');
    await desk.tapFor('placement:show', 'واحد به این همیاری پایان داده است');
    expect(desk.buttons).toContain(`hours:object:${placementId}`);
  });
});

describe('hours', () => {
  test('are shown with what is left and what they come to, to the rial', async () => {
    await report(300);
    const told = await desk.sees('برای شما');
    expect(told.text).toContain('۲۰ مهر ۱۴۰۲');
    await desk.tapFor(`hours:confirm:${placementId}:300`, 'تأیید کردید');
    const page = await desk.tapFor('placement:show', 'حق‌الزحمه');
    expect(page.text).toMatch(/مانده: .*۵.* ساعت/);
    expect(page.text).toContain('۱٬۳۵۰٬۰۰۰');
    expect(page.text).toContain('۲٬۷۰۰٬۰۰۰');
  });

  test('are objected to twice: the unit answers first, the expert then', async () => {
    await report(300);
    await desk.tapFor('hours:object', 'واحد عین نوشتهٔ شما');
    await desk.writeFor('شش ساعت بود', 'به واحد رسید');
    await report(300, 300);
    await desk.sees('به اعتراض شما پاسخ داد');
    await desk.tapFor('hours:object', 'کارشناس دانشگاه نوشتهٔ شما');
    await desk.writeFor('باز هم شش ساعت بود', 'به کارشناس دانشگاه رسید');
    const settlement = {
      placementId,
      entries: [{ minutes: 360, workedOn: null }],
      reason: 'دفتر حضور',
    };
    await done(database, (work) => settleObjection(work, campus.expert, settlement));
    const told = await desk.sees('دفتر حضور');
    expect(told.text).toMatch(/جمع ساعت‌های شما .*۶/);
    await tapOld(`hours:object:${placementId}`, 'در انتظار پاسخ شما نیست');
  });

  test('that were objected to are confirmed after all, where nobody has answered yet', async () => {
    await report(300);
    await desk.tapFor('hours:object', 'چه اعتراضی');
    await desk.writeFor('اشتباه است', 'به واحد رسید');
    const status = await desk.writeFor('/status', 'پیشینه');
    expect(status.text).not.toContain('در انتظار پاسخ شما');
    await desk.tapFor('placement:show', 'اعتراض شما');
    await desk.tapFor(`hours:confirm:${placementId}:300`, 'تأیید کردید');
    expect(await placementNow()).toMatchObject({ state: 'confirmed' });
  });

  test('are reminded of once a day before silence counts, and silence is told', async () => {
    await report(300);
    const near = () => hoursToRemind(database.db.read, database.clock.now());
    const remind = () => database.db.transaction((work) => remindOfHours(work, { placementId }));
    database.clock.set('2023-10-10T23:59:59+03:30');
    expect([await near(), await remind()]).toEqual([[], false]);
    database.clock.set('2023-10-11T10:00:00+03:30');
    expect(await near()).toEqual([placementId]);
    expect([await remind(), await remind(), await near()]).toEqual([true, false, []]);
    await desk.sees('هنوز در انتظار پاسخ شماست');
    database.clock.advance(2 * days);
    await tapOld(`hours:object:${placementId}`, 'گذشته است');
    await database.db.transaction((work) => lapseHours(work, { placementId }));
    await desk.sees('بی‌اعتراض ثبت شد');
    await tapOld(`hours:confirm:${placementId}:300`, 'دیگر شدنی نیست');
  });

  test('confirmed twice at the same instant are confirmed once, and told once', async () => {
    await report(300);
    const data = `hours:confirm:${placementId}:300`;
    await desk.chat.until(() => desk.buttons.includes(data));
    await Promise.all([desk.chat.tap({ data }), desk.chat.tap({ data })]);
    await desk.sees('دیگر شدنی نیست');
    const told = await toldTo(database, campus.officer.chatId);
    expect(told.filter((name) => name === 'hoursConfirmed')).toHaveLength(1);
  });

  test('are corrected after the final approval, with the reason', async () => {
    await report(300);
    await desk.tapFor(`hours:confirm:${placementId}:300`, 'تأیید کردید');
    await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
    const correction = { placementId, minutes: -60, reason: 'روز تعطیل' };
    await done(database, (work) => correctPlacement(work, campus.expert, correction));
    const told = await desk.sees('کم شد');
    expect(told.text).toContain('روز تعطیل');
    const page = await desk.tapFor('placement:show', 'اصلاح پس از تأیید نهایی');
    expect(page.text).toContain('۱٬۰۸۰٬۰۰۰');
  });
});

test('the placement of another is nobody else’s to see', async () => {
  const other = await office.chat(await anApplicant(database, campus));
  other.chat.readAll();
  void other.chat.tap({ data: `placement:show:${placementId}` });
  await other.chat.next({ match: 'در حساب شما پیدا نشد' });
});

test('the same page in English', async () => {
  await report(300);
  const english = await office.chat(student, 'en');
  await english.tapFor('placement:show', 'My placement');
  const page = await english.sees('So far');
  expect(page.text).toContain('2,700,000');
});
