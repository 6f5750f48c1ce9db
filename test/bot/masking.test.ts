import { afterEach, beforeEach, expect, test } from 'vitest';
import { maskSheba } from '../../core/bank/rules.ts';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { openItem } from '../../core/staff/commands/work-items.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, anApplicant, aPayableStudent, type Campus, done } from '../support/scenes.ts';
import { aBankAccount } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** What a person is known and reached by; a list of many people must not hand it out. */
async function secretsOf(accountId: number): Promise<string[]> {
  const { read } = database.db;
  const account = await read.account.findUniqueOrThrow({ where: { id: accountId } });
  const banks = await read.bankAccount.findMany({ where: { accountId } });
  const all = [
    account.identityNumber,
    account.mobile?.slice(-10),
    account.email,
    ...banks.map(({ sheba }) => sheba.slice(4)),
  ];
  return all.filter((one) => one !== null && one !== undefined);
}

test('no list of officers shows a whole identity number, mobile, address or Sheba', async () => {
  const { university, term, finance, expert } = campus;
  const paid = await aPayableStudent(database, campus);
  const waiting = await anApplicant(database, campus);
  const account = await aBankAccount(database, waiting, { state: 'declared' });
  await database.db.transaction(async (work) => {
    const at = { role: 'finance', universityId: university.id } as const;
    await openItem(work, { kind: 'confirmBankAccount', subjectId: account.id, ...at });
  });
  const place = { universityId: university.id, termId: term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  const organisation = await anOfficer(database, { role: 'organisation' });
  const people = [paid.student.accountId, waiting.accountId, campus.officer.accountId];
  const secrets = (await Promise.all(people.map(secretsOf))).flat();
  expect(secrets.length).toBeGreaterThan(9);

  const money = await office.chat(finance, 'en');
  await money.writeFor('/inbox', 'Account ownership');
  await money.writeFor('/payrun', 'Draft');
  await money.tapFor(`payrun:${runId}`, 'Draft');
  const reviewer = await office.chat(expert, 'fa');
  await reviewer.writeFor('/inbox', 'کارتابل');
  const { firstName } = await database.db.read.account.findUniqueOrThrow({
    where: { id: waiting.accountId },
  });
  await reviewer.writeFor(`/find ${firstName}`, 'یافته‌ها');
  await reviewer.writeFor('/openings', campus.opening.titleFa);
  await reviewer.writeFor('/cartables', 'کارتابل‌های شما');
  await reviewer.tapFor('posts:', 'متصدیان');
  const unit = await office.chat(campus.officer, 'fa');
  await unit.writeFor('/openings', campus.opening.titleFa);
  await unit.tapFor(`opening:${campus.opening.id}`);
  await unit.tapFor(`candidates:${campus.opening.id}:female`);
  const country = await office.chat(organisation, 'en');
  await country.writeFor('/units', 'Universities');

  for (const desk of [money, reviewer, unit, country]) {
    const shown = desk.chat.messages
      .filter(({ mine }) => !mine)
      .map(({ text }) => text.replaceAll(/[\s\u2066-\u2069]/g, ''))
      .join('\n');
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  }
  expect(maskSheba(account.sheba)).not.toContain(account.sheba.slice(4));
});
