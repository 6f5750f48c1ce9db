import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../core/pay/commands/import-results.ts';
import type { BankResult } from '../../core/pay/types.ts';
import { releaseLine } from '../../core/returns/commands/release-line.ts';
import { useDatabase } from '../support/database.ts';
import { sheba } from '../support/made-up.ts';
import { type Office, openOffice } from '../support/office.ts';
import {
  aCampus,
  aFinalPlacement,
  anApplicant,
  aPayableStudent,
  type Campus,
  done,
} from '../support/scenes.ts';
import { aBankAccount } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

async function frozen(): Promise<number> {
  const { finance, university, term } = campus;
  const place = { universityId: university.id, termId: term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  return runId;
}

async function sent(runId: number): Promise<void> {
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await done(database, (work) => approvePayRun(work, campus.secondFinance, { runId, frozenAt }));
  await done(database, (work) => exportPayRun(work, campus.finance, { runId, format: 'csv' }));
}

async function answered(runId: number, outcome: BankResult['outcome']): Promise<void> {
  const { id: lineId } = await database.db.read.payLine.findFirstOrThrow({ where: { runId } });
  const results = [{ lineId, outcome }];
  await done(database, (work) => importResults(work, campus.finance, { runId, results }));
}

const paid = { paid: true, reference: 'REF-77' } as const;
const returned = { paid: false, reason: 'حساب مسدود است' } as const;

test('a payment is followed from the final approval to the bank, to the rial', async () => {
  const { student } = await aPayableStudent(database, campus, { married: true, minutes: 2_250 });
  const desk = await office.chat(student);
  const see = async (match: string) => {
    await desk.write('/menu');
    return desk.tapFor('payments', match);
  };
  const waiting = await see('در نوبت پرداخت');
  expect(waiting.text).toContain('۱۰٬۱۲۵٬۰۰۰');
  expect(waiting.text).toContain('دورهٔ پرداخت بعدی');
  const runId = await frozen();
  await see('در انتظار تأیید نفر دوم');
  await sent(runId);
  await see('به بانک فرستاده شد');
  await answered(runId, paid);
  const page = await see('پرداخت شد');
  expect(page.text).toContain('REF77');
  expect(page.text).toMatch(/۳۷٫۵.*۱۸۰٬۰۰۰.*۱٫۵/);
  expect(page.text).toMatch(/جمع واریزشده: .*۱۰٬۱۲۵٬۰۰۰/);
});

test('a returned payment says why and what to do; another Sheba brings it again', async () => {
  const { student } = await aPayableStudent(database, campus);
  const runId = await frozen();
  await sent(runId);
  database.clock.set('2024-02-01T08:00:00Z');
  await answered(runId, returned);
  const desk = await office.chat(student);
  await desk.sees('حساب مسدود است');
  const page = await desk.tapFor('payments', 'دلیل بانک');
  expect(page.text).toContain('شبای دیگری ثبت کنید');
  await desk.tapFor('sheba', 'شمارهٔ شبای حساب');
  await desk.writeFor(sheba(), 'شبای تازه ثبت شد');
  await desk.sees('در انتظار تأیید مالکیت');
  await desk.tapFor('payments', 'شبا را عوض کرده‌اید');
  await database.db.read.bankAccount.updateMany({
    where: { state: 'declared' },
    data: { state: 'confirmed' },
  });
  const again = await frozen();
  await sent(again);
  await answered(again, paid);
  await desk.write('/menu');
  const both = await desk.tapFor('payments', 'در پرداخت دیگری آمده است');
  expect(both.text).toContain('REF77');
});

test('a returned payment that goes to the same account again asks nothing of the student', async () => {
  const { student } = await aPayableStudent(database, campus);
  const runId = await frozen();
  await sent(runId);
  database.clock.set('2024-02-01T08:00:00Z');
  await answered(runId, returned);
  const { id: lineId } = await database.db.read.payLine.findFirstOrThrow();
  await done(database, (work) => releaseLine(work, campus.finance, { lineId }));
  const desk = await office.chat(student);
  await desk.write('/menu');
  const page = await desk.tapFor('payments', 'دلیل بانک');
  expect(page.text).toContain('لازم نیست کاری کنید');
  expect(page.text).not.toContain('شبای دیگری');
  expect(page.buttons.flat().map(({ text }) => text)).not.toContain('✏️ تغییر شبا');
  const account = await desk.tapFor('bank', 'حساب بانکی من');
  expect(account.text).not.toContain('برگردانده');
});

test('a changed Sheba starts again; who changes it is warned of a payment that is closed', async () => {
  const { student, account } = await aPayableStudent(database, campus, { minutes: 60 });
  const desk = await office.chat(student);
  await desk.write('/menu');
  await desk.tapFor('bank', 'تأیید شد؛ پرداخت‌ها به این حساب');
  await desk.tapFor('sheba', 'شمارهٔ شبای حساب');
  await frozen();
  const next = sheba();
  const warned = await desk.writeFor(next, 'عقب می‌افتد');
  expect(warned.text).toContain('۱۸۰٬۰۰۰');
  expect(await database.db.read.bankAccount.count({ where: { state: 'declared' } })).toBe(0);
  await desk.writeFor(next, 'شبای تازه ثبت شد');
  const page = await desk.sees('حساب‌های پیشین');
  expect(page.text).toContain(account.sheba.slice(-4));
  await desk.tapFor('payments', 'از نو در دوره می‌آید');
});

test('a Sheba is not changed outside its days, which are named', async () => {
  const { student } = await aPayableStudent(database, campus);
  database.clock.set('2024-01-21T00:00:00+03:30');
  const desk = await office.chat(student);
  await desk.write('/menu');
  const page = await desk.tapFor('bank', 'می‌توان عوض کرد');
  expect(page.text).toContain('۳۰ دی ۱۴۰۲');
  expect(desk.buttons.filter((data) => data === 'sheba')).toEqual([]);
  desk.chat.readAll();
  void desk.chat.tap({ data: 'sheba' });
  const refused = await desk.chat.next({ match: 'گذشته است' });
  expect(refused.text).toContain('۳۰ دی ۱۴۰۲');
});

test('what keeps work out of the next payment is told: no rate, no account, a refused proof', async () => {
  const student = await anApplicant(database, campus, {
    level: 'associate',
    application: { verified: ['married'] },
  });
  await database.db.read.priorityClaim.updateMany({ data: { state: 'refused' } });
  const placementId = await aFinalPlacement(database, campus, { student, minutes: 600 });
  const desk = await office.chat(student);
  await desk.write('/menu');
  const page = await desk.tapFor('payments', 'در نوبت پرداخت');
  expect(page.text).toContain('نرخی تعیین نشده است');
  expect(page.text).toContain('حساب بانکی ندارید');
  expect(page.text).toContain('مدرک تأهل شما پذیرفته نشده');
  await aBankAccount(database, student, { state: 'refused', reason: 'به نام دیگری است' });
  await desk.write('/menu');
  await desk.tapFor('payments', 'شبای دیگری ثبت کنید');
  await desk.tapFor('bank', 'به نام دیگری است');
  await desk.write('/menu');
  await desk.tapFor('placement', 'نرخی تعیین نشده است');
  expect(desk.buttons).toContain(`placement:open:${placementId}:0`);
});

test('the payments in English', async () => {
  const { student } = await aPayableStudent(database, campus, { minutes: 60 });
  const desk = await office.chat(student, 'en');
  await desk.write('/menu');
  const page = await desk.tapFor('payments', 'Waiting to be paid');
  expect(page.text).toContain('180,000');
  await desk.tapFor('bank', 'My bank account');
});
