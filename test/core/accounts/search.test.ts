import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { findStudents } from '../../../core/accounts/queries.ts';
import { searchKey } from '../../../core/text.ts';
import type { University } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent, type Officer } from '../../support/people.ts';
import { anApplication, anOpening, aTerm, aUnit, aUniversity } from '../../support/university.ts';

const database = useDatabase();
let university: University;
let expert: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
});

const named = (firstName: string, lastName: string, at = university) =>
  aStudent(database, { university: at, account: { firstName, lastName } });

async function found(text: string): Promise<(string | null)[]> {
  const result = await findStudents(database.db.read, expert, text);
  if (!result.ok) throw new Error(result.reason);
  return result.students.map(({ name }) => name);
}

test('a name is found by any parts of it, in any order and spelling, at the own university', async () => {
  const { accountId } = await named('مهدی', 'حسن‌پور کیانی');
  await named('آرش', 'رئیسی');
  await named('Zoë', 'Ansari');
  await named('مهدی', 'دیگری', await aUniversity(database));
  expect(await found('مهدی')).toEqual(['مهدی حسن‌پور کیانی']);
  for (const typed of ['كياني مهدي', 'حسن پور', 'حسنپور', 'پور', 'هدی کیا']) {
    expect(await found(typed), typed).toEqual(['مهدی حسن‌پور کیانی']);
  }
  for (const typed of ['ارش', 'رييسي', 'آرش رئیس']) {
    expect(await found(typed), typed).toEqual(['آرش رئیسی']);
  }
  expect(await found('zoe ANSARI')).toEqual(['Zoë Ansari']);
  for (const typed of ['مهدی رئیسی', '%', '_', 'ـ', '\u200c']) {
    expect(await found(typed), typed).toEqual([]);
  }
  const data = { firstName: 'سارا', lastName: 'نو' };
  await database.db.read.account.update({ where: { id: accountId }, data });
  expect(await found('مهدی')).toEqual([]);
  expect(await found('سارا')).toEqual(['سارا نو']);
});

test('a number that could be a tracking code is looked for as both', async () => {
  const studentNumber = '94333367';
  const { profile } = await aStudent(database, { university, profile: { studentNumber } });
  const other = await named('آرش', 'رئیسی');
  const unit = await aUnit(database, university);
  const opening = await anOpening(database, { unit, term: await aTerm(database) });
  expect(await found(studentNumber)).toHaveLength(1);
  await anApplication(database, {
    ...{ student: other, openings: [opening], trackingCode: studentNumber },
  });
  expect(profile.studentNumber).toBe(studentNumber);
  expect(await found('۹۴۳۳-۳۳۶۷')).toHaveLength(2);
});

test('a request of another university is not shown, also of who studies here now', async () => {
  const student = await named('مهدی', 'کیانی');
  const elsewhere = await aUniversity(database);
  const unit = await aUnit(database, elsewhere);
  const opening = await anOpening(database, { unit, term: await aTerm(database) });
  const { trackingCode } = await anApplication(database, {
    ...{ student, openings: [opening], universityId: elsewhere.id },
  });
  const { studentNumber } = student.profile;
  const unknown = { students: [{ studentNumber, trackingCode: null, state: null }] };
  expect(await findStudents(database.db.read, expert, studentNumber)).toMatchObject(unknown);
  expect(await findStudents(database.db.read, expert, trackingCode)).toMatchObject({ total: 0 });
});

test('many of a name come by last name, a page at a time', async () => {
  for (const letter of 'حطکلمنیسع') await named('رضا', `${letter}بافنده`);
  const result = await findStudents(database.db.read, expert, 'بافنده رضا');
  expect(result).toMatchObject({ ok: true, total: 9, page: 0, pages: 2 });
  const names = await found('رضا');
  expect(names).toHaveLength(8);
  const { nameKey } = await database.db.read.profile.findFirstOrThrow({
    orderBy: { nameKey: 'asc' },
  });
  expect(nameKey).toBe(searchKey(names[0]?.split(' ').toReversed().join(' ') ?? ''));
  const last = await findStudents(database.db.read, expert, 'رضا', 7);
  expect(last).toMatchObject({ ok: true, total: 9, page: 1, pages: 2 });
  if (!last.ok) throw new Error(last.reason);
  expect(last.students.map(({ name }) => name)).not.toContain(names[0]);
  expect(new Set([...names, ...last.students.map(({ name }) => name)]).size).toBe(9);
});

test('the database’s key of a name is the one of the code', async () => {
  const letters = 'آابپتئؤأةۀهكکيیىـ\u200c\u064b\u0670۱٢3Éßaz \u2067\u2069';
  const name = fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });
  const names = fc.sample(name, { numRuns: 300, seed: 7 });
  const rows = await database.db.read.$queryRaw<{ key: string }[]>`
    SELECT "search_key"("name") AS "key" FROM unnest(${names}::text[]) WITH ORDINALITY AS "t"("name", "at") ORDER BY "at"`;
  for (const [index, typed] of names.entries()) {
    const joined = (text: string) => text.replaceAll(' ', '');
    expect(joined(rows[index]?.key ?? ''), JSON.stringify(typed)).toBe(joined(searchKey(typed)));
  }
});
