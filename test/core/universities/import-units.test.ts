import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../core/staff/types.ts';
import { importUnits } from '../../../core/universities/commands/import-units.ts';
import { unitCode } from '../../../core/universities/rules/units.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import { atOnce } from '../../support/scenes.ts';
import { anOpening, aTerm, aUnit, aUniversity } from '../../support/university.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let expert: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
});

const headings = ['کد', 'نام فارسی', 'نام انگلیسی', 'نوع'];
const library = ['central-library', 'کتابخانه مرکزی', 'Central library', ''];
const ict = ['it', 'فناوری', 'IT', 'مدیریت فناوری اطلاعات و ارتباطات'];

const send = (rows: readonly (readonly string[])[], actor: Person = expert, head = headings) =>
  database.db.transaction((work) =>
    importUnits(work, actor, { universityId: university.id, sheet: { headings: head, rows } }),
  );

describe('units from a sheet', () => {
  test('go in once; the same again changes nothing, another name does', async () => {
    expect(await send([library, ict])).toEqual({
      ok: true,
      added: 2,
      changed: 0,
      known: 0,
      bad: [],
    });
    expect(await send([library, ict])).toMatchObject({ added: 0, changed: 0, known: 2 });
    expect(await send([['central-library', 'کتابخانهٔ بزرگ', 'Library', '']])).toMatchObject({
      changed: 1,
    });
    expect(
      await database.db.read.unit.findMany({
        orderBy: { code: 'asc' },
        select: { code: true, nameEn: true, kind: true },
      }),
    ).toEqual([
      { code: 'central-library', nameEn: 'Library', kind: 'centralLibrary' },
      { code: 'it', nameEn: 'IT', kind: 'ictManagement' },
    ]);
  });

  test('that are wrong are named with line and reason, and the others go in', async () => {
    const result = await send([
      library,
      ['', '', '', ''],
      ['کتابخانه', 'کتابخانه', 'Library', 'library'],
      ['archive', 'بایگانی', '', 'بایگانی'],
      ['Central_Library', 'کتابخانه', 'Library', 'library'],
      ict,
    ]);
    expect(result).toEqual({
      ok: true,
      added: 2,
      changed: 0,
      known: 0,
      bad: [
        { line: 4, problems: [{ problem: 'wrong', field: 'code' }] },
        {
          line: 5,
          problems: [
            { problem: 'missing', field: 'nameEn' },
            { problem: 'wrong', field: 'kind' },
          ],
        },
        { line: 6, problems: [{ problem: 'twice' }] },
      ],
    });
  });

  test('keep their kind while they have openings', async () => {
    await send([library]);
    const unit = await database.db.read.unit.findFirstOrThrow();
    await anOpening(database, { unit, term: await aTerm(database) });
    const other = ['central-library', 'کتابخانه', 'Library', 'حراست'];
    expect(await send([other])).toMatchObject({
      changed: 0,
      bad: [{ line: 2, problems: [{ problem: 'kindInUse' }] }],
    });
  });

  test.each([
    ['without a column of kinds', headings.slice(0, 3)],
    ['with an empty cell', headings],
  ])('keep their kind in a sheet %s, whatever their code says', async (_, head) => {
    const lab = { code: 'faculty-lab', kind: 'centralLaboratory', nameFa: 'آزمایشگاه' } as const;
    await aUnit(database, university, { ...lab, nameEn: 'Lab' });
    const books = { code: 'books', nameFa: 'کتاب‌ها', nameEn: 'Books' };
    const unit = await aUnit(database, university, { ...books, kind: 'centralLibrary' });
    await anOpening(database, { unit, term: await aTerm(database) });
    const rows = [
      ['faculty-lab', 'آزمایشگاه', 'Lab', ''],
      ['books', 'کتاب‌ها', 'The books', ''],
      ['archive', 'بایگانی', 'Archive', ''],
    ].map((cells) => cells.slice(0, head.length));
    const bad = [{ line: 4, problems: [{ problem: 'missing', field: 'kind' }] }];
    const counts = { added: 0, changed: 1, known: 1 };
    expect(await send(rows, expert, head)).toEqual({ ok: true, ...counts, bad });
    const again = { added: 0, changed: 0, known: 2 };
    expect(await send(rows, expert, head)).toEqual({ ok: true, ...again, bad });
    expect(
      await database.db.read.unit.findMany({
        orderBy: { code: 'asc' },
        select: { nameEn: true, kind: true },
      }),
    ).toEqual([
      { nameEn: 'The books', kind: 'centralLibrary' },
      { nameEn: 'Lab', kind: 'centralLaboratory' },
    ]);
  });

  test('need the columns of code and names, under any known heading', async () => {
    expect(await send([], expert, ['کد', 'نوع'])).toEqual({
      ok: false,
      reason: 'missingColumns',
      fields: ['nameFa', 'nameEn'],
    });
    const columns = ['unit_en', 'unit_fa', 'code'];
    expect(await send([['Security', 'حراست', 'security']], expert, columns)).toMatchObject({
      added: 1,
    });
  });

  test('are the university’s own officers’ affair', async () => {
    const elsewhere = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    const finance = await anOfficer(database, { role: 'finance', university });
    expect(await send([library], elsewhere)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await send([library], finance)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(
      await send([library], await anOfficer(database, { role: 'organisation' })),
    ).toMatchObject({ added: 1 });
  });

  test('go in once, of two who send the same at once', async () => {
    const sheet = { headings, rows: [library, ict] };
    const results = await atOnce(
      database,
      [1, 2].map(() => (work) => importUnits(work, expert, { universityId: university.id, sheet })),
    );
    expect(results.map((result) => (result.ok ? result.added : -1)).toSorted()).toEqual([0, 2]);
  });
});

test.each([
  ['Central Library', 'central-library'],
  ['ict_management', 'ict-management'],
  ['۱۲', '12'],
  ['کتابخانه', undefined],
  ['-x', undefined],
  ['x'.repeat(41), undefined],
])('%s is the code %s', (typed, code) => {
  expect(unitCode(typed)).toBe(code);
});
