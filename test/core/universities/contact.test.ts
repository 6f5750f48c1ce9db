import { beforeEach, expect, test } from 'vitest';
import { changeContact } from '../../../core/universities/commands/change-contact.ts';
import { contactOf } from '../../../core/universities/queries.ts';
import { isEmpty, parsePhones } from '../../../core/universities/rules.ts';
import type { Contact } from '../../../core/universities/schema.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import { aUniversity } from '../../support/university.ts';

test.each([
  ['۰۲۵-۳۲۱۰ ۰۰۰۰', ['02532100000']],
  ['+98 (25) 3210.0000\n1590', ['+982532100000', '1590']],
  ['02532100000، 02532100001؛ 02532100000', ['02532100000', '02532100001']],
])('%j is read as %j', (typed, value) => {
  expect(parsePhones(typed)).toEqual({ ok: true, value });
});

test.each([
  [' \n ', { reason: 'empty' }],
  ['02532100000\nزنگ', { reason: 'wrongForm', typed: 'زنگ' }],
  ['12', { reason: 'wrongForm' }],
  ['1'.repeat(16), { reason: 'wrongForm' }],
  ['111\n222\n333\n444\n555', { reason: 'tooMany', limit: 4 }],
])('%j is refused', (typed, refusal) => {
  expect(parsePhones(typed)).toMatchObject({ ok: false, ...refusal });
});

const database = useDatabase();
let university: { readonly id: number };

beforeEach(async () => {
  university = await aUniversity(database);
});

const nothing: Contact = {
  phones: [],
  email: null,
  address: { fa: null, en: null },
  hours: { fa: null, en: null },
};
const some: Contact = { ...nothing, phones: ['1590'], hours: { fa: 'صبح‌ها', en: null } };

test('is empty where nobody gave any', async () => {
  const found = await contactOf(database.db.read, university.id);
  expect(found?.contact).toEqual(nothing);
  expect(isEmpty(nothing)).toBe(true);
  expect(isEmpty(some)).toBe(false);
  expect(await contactOf(database.db.read, 0)).toBeNull();
});

test('is changed by the own expert, the organisation and the administrator, and by nobody else', async () => {
  const change = (actor: Parameters<typeof changeContact>[1], contact = some) =>
    database.db.transaction((work) =>
      changeContact(work, actor, { universityId: university.id, contact }),
    );
  const expert = await anOfficer(database, { role: 'expert', university });
  const other = await anOfficer(database, {
    role: 'expert',
    university: await aUniversity(database),
  });
  const finance = await anOfficer(database, { role: 'finance', university });
  for (const officer of [other, finance]) {
    expect(await change(officer)).toEqual({ ok: false, reason: 'notAllowed' });
  }
  expect(await change(expert)).toEqual({ ok: true, changed: true });
  expect(await change(expert)).toEqual({ ok: true, changed: false });
  const administrator = await anOfficer(database, { role: 'administrator' });
  expect(await change(administrator, nothing)).toEqual({ ok: true, changed: true });
  const events = await database.db.read.auditEvent.findMany({ orderBy: { seq: 'asc' } });
  expect(events).toMatchObject([
    { actorId: expert.accountId, before: nothing, after: some, universityId: university.id },
    { actorId: administrator.accountId, before: some, after: nothing },
  ]);
});
