import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatSheba } from '../../bot/view/format.ts';
import { sendBackApplication } from '../../core/applications/commands/send-back-application.ts';
import { confirmAccount, refuseAccount } from '../../core/bank/commands/decide-account.ts';
import { declareAccount } from '../../core/bank/commands/declare-account.ts';
import type { Sheba } from '../../core/bank/types.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { sheba } from '../support/made-up.ts';
import { type Office, openOffice } from '../support/office.ts';
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

const applicationOf = (code: string) =>
  database.db.read.application.findUniqueOrThrow({
    where: { trackingCode: code },
    include: { claims: { include: { attachments: true } } },
  });

test('a request that was sent back is sent again with the proofs that it had', async () => {
  const student = await aFiledStudent(database, campus, { office });
  const { id: applicationId } = await applicationOf(student.code);
  await done(database, (work) =>
    sendBackApplication(work, campus.expert, { applicationId, note: 'توضیح بدهید' }),
  );
  const desk = await office.chat(student.person);
  await desk.writeFor('/status', 'پیشینه');
  await desk.tapFor('revise', 'متأهل');
  await desk.tapFor('f:application:review:change:note', 'توضیحی دارید');
  await desk.writeFor('توضیح تازه', 'توضیح تازه');
  await desk.tapFor('f:application:review:send', 'دوباره فرستاده شد');
  const revised = await applicationOf(student.code);
  expect(revised).toMatchObject({ state: 'filed', revision: 2, note: 'توضیح تازه' });
  expect(revised.claims.map((claim) => claim.attachments.length)).toEqual([1]);
});

test('another Sheba takes the place of one that was refused', async () => {
  const finance = await anOfficer(database, { role: 'finance', university: campus.university });
  const student = await aFiledStudent(database, campus);
  const where = { accountId: student.accountId };
  const account = await database.db.read.bankAccount.findFirstOrThrow({ where });
  const desk = await office.chat(student.person);
  await done(database, (work) =>
    refuseAccount(work, finance, { bankAccountId: account.id, reason: 'به نام دیگری است' }),
  );
  await desk.chat.next({ match: /به نام دیگری است/ });
  await desk.tapFor('sheba', 'شمارهٔ شبای');
  await desk.writeFor('IR12', 'رقم دارد');
  const another = sheba();
  await desk.writeFor(another, 'شبای تازه ثبت شد');
  const states = await database.db.read.bankAccount.findMany({ where, orderBy: { id: 'asc' } });
  expect(states.map(({ sheba: number, state }) => [number, state])).toEqual([
    [account.sheba, 'replaced'],
    [another, 'declared'],
  ]);
});

test('a Sheba that was refused does not come back with a request that is mended', async () => {
  const finance = await anOfficer(database, { role: 'finance', university: campus.university });
  const student = await aFiledStudent(database, campus);
  const { id: applicationId } = await applicationOf(student.code);
  const where = { accountId: student.accountId };
  const { id: bankAccountId } = await database.db.read.bankAccount.findFirstOrThrow({ where });
  await done(database, (work) =>
    refuseAccount(work, finance, { bankAccountId, reason: 'به نام دیگری است' }),
  );
  await done(database, (work) =>
    sendBackApplication(work, campus.expert, { applicationId, note: 'توضیح بدهید' }),
  );
  const desk = await office.chat(student.person);
  await desk.writeFor('/status', 'پیشینه');
  await desk.tapFor('revise', 'شمارهٔ شبای');
  await desk.writeFor(sheba(), 'برگشته است');
  await desk.tapFor('f:application:review:send', 'دوباره فرستاده شد');
  const accounts = await database.db.read.bankAccount.findMany({ where, orderBy: { id: 'asc' } });
  expect(accounts.map(({ state }) => state)).toEqual(['replaced', 'declared']);
});

test('a change that was begun before pays to the account that is in force when it is sent', async () => {
  const finance = await anOfficer(database, { role: 'finance', university: campus.university });
  const student = await aFiledStudent(database, campus);
  const { id: applicationId } = await applicationOf(student.code);
  await done(database, (work) =>
    sendBackApplication(work, campus.expert, { applicationId, note: 'توضیح بدهید' }),
  );
  const desk = await office.chat(student.person);
  await desk.writeFor('/status', 'پیشینه');
  await desk.tapFor('revise', 'توضیح بدهید');
  const where = { accountId: student.accountId };
  const { id: refused } = await database.db.read.bankAccount.findFirstOrThrow({ where });
  await done(database, (work) =>
    refuseAccount(work, finance, { bankAccountId: refused, reason: 'به نام دیگری است' }),
  );
  const other = sheba() as Sheba;
  const { id: universityId } = campus.university;
  await done(database, async (work) => {
    await declareAccount(work, { accountId: student.accountId, universityId, sheba: other });
    return { ok: true };
  });
  const open = { ...where, sheba: other };
  const { id: bankAccountId } = await database.db.read.bankAccount.findFirstOrThrow({
    where: open,
  });
  await done(database, (work) =>
    confirmAccount(work, finance, { bankAccountId, evidence: 'استعلام شبا' }),
  );
  await desk.writeFor('/status', 'پیشینه');
  await desk.tapFor('revise', formatSheba(other));
  await desk.tapFor('f:application:review:send', 'دوباره فرستاده شد');
  const accounts = await database.db.read.bankAccount.findMany({ where, orderBy: { id: 'asc' } });
  expect(accounts).toMatchObject([{ state: 'replaced' }, { state: 'confirmed', sheba: other }]);
});

test('a language chosen in the middle of a form asks its question again', async () => {
  const student = await aFiledStudent(database, campus);
  const desk = await office.chat(student.person);
  await desk.writeFor('/status', 'پیشینه');
  await desk.tapFor('revise', 'همان درخواست');
  await desk.tapFor('f:application:review:change:note', 'توضیحی دارید');
  await desk.writeFor('/language', 'choose your language');
  await desk.tapFor('lang:en', 'If you wish to explain something');
});
