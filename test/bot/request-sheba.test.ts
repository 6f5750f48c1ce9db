import { afterEach, beforeEach, expect, test } from 'vitest';
import { maskSheba } from '../../core/bank/rules.ts';
import type { BankAccount } from '../../prisma/generated/client.ts';
import { useDatabase } from '../support/database.ts';
import { sheba } from '../support/made-up.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aStudent, type Student } from '../support/people.ts';
import { openRegistry, type TestRegistry } from '../support/registry.ts';
import { goToReview, openRequest } from '../support/requesting.ts';
import { aCampus } from '../support/scenes.ts';
import { aBankAccount } from '../support/university.ts';

const database = useDatabase();
let office: Office;
let registry: TestRegistry;
let student: Student;
let desk: Desk;

beforeEach(async () => {
  const { university } = await aCampus(database);
  registry = await openRegistry(database);
  office = await openOffice(database, registry.environment);
  student = await aStudent(database, { university });
});
afterEach(async () => {
  await office.close();
  await registry.close();
});

/** Goes to the question; gives what it says. */
async function asked(): Promise<string> {
  desk = await openRequest(office, student);
  await desk.tapFor('f:application:eligibility:proceed', 'بیرون از دانشگاه');
  return (await desk.tapFor('f:application:worksOutside:pick:no', 'شبای')).text;
}

async function file(): Promise<void> {
  await goToReview(database, desk, student);
  await desk.tapFor('f:application:review:send', 'درخواست شما ثبت شد');
}

const accounts = () => database.db.read.bankAccount.findMany({ orderBy: { id: 'asc' } });
const summed = (all: readonly BankAccount[]) => all.map((one) => [one.sheba, one.state]);

test('who has an account keeps it with one tap, and its ownership stays confirmed', async () => {
  const account = await aBankAccount(database, student);
  const question = await asked();
  expect(question).toContain(maskSheba(account.sheba));
  expect(question).toContain('از نو باید تأیید');
  await desk.tapFor('f:application:sheba:keep', 'به ترتیب علاقه');
  await file();
  expect(summed(await accounts())).toEqual([[account.sheba, 'confirmed']]);
});

test('another one takes its place, and has to be confirmed anew', async () => {
  const account = await aBankAccount(database, student);
  await asked();
  const another = sheba();
  await desk.writeFor(another, 'به ترتیب علاقه');
  await file();
  expect(summed(await accounts())).toEqual([
    [account.sheba, 'replaced'],
    [another, 'declared'],
  ]);
});

test.each(['none', 'refused'] as const)('who has %s is asked for one', async (state) => {
  const account = state === 'refused' && (await aBankAccount(database, student, { state }));
  const question = await asked();
  expect(question).toContain('شمارهٔ شبای حساب خودتان را بنویسید');
  expect(desk.buttons).not.toContain('f:application:sheba:keep');
  if (account) expect(question).not.toContain(maskSheba(account.sheba));
});
