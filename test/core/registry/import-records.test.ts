import { beforeEach, describe, expect, test } from 'vitest';
import { importRecords } from '../../../core/registry/commands/import-records.ts';
import { tableRegistry } from '../../../core/registry/queries.ts';
import type { Sheet } from '../../../core/registry/types.ts';
import type { Actor } from '../../../core/staff/types.ts';
import type { University } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { nationalId } from '../../support/made-up.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { aUniversity } from '../../support/university.ts';
import { good, headings, identityNumber, row } from './sheet.ts';

const database = useDatabase();
let university: University;
let expert: Officer;

beforeEach(async () => {
  university = await aUniversity(database, { nameFa: 'دانشگاه ساحل', nameEn: 'Sahel University' });
  expert = await anOfficer(database, { role: 'expert', university });
});

const run = (rows: readonly string[][], actor: Actor = expert, more: Partial<Sheet> = {}) =>
  database.db.transaction((work) =>
    importRecords(work, actor, { sheet: { headings, rows, ...more } }),
  );

test('a sheet in Persian goes in, with dates and averages in the stored form', async () => {
  expect(await run([good])).toEqual({ ok: true, written: 1, bad: [], padded: [] });
  expect(await tableRegistry(database.db.read).lookup(identityNumber)).toEqual({
    identityNumber,
    firstName: 'نگار',
    lastName: 'فرضی',
    gender: 'female',
    birthDate: '2001-05-15',
    universityId: university.id,
    studentNumber: '4001000001',
    level: 'bachelorContinuous',
    field: 'فیزیک',
    startDate: '2021-09-23',
    studentType: 'domestic',
    lastTermAverage: 1750,
    cumulativeAverage: null,
    termsPassed: null,
    probationTerms: null,
    disciplinaryConvictions: null,
    bornInIran: null,
    parentIranian: null,
    married: false,
    children: null,
  });
});

test('English headings in another order, and the columns of no interest, do as well', async () => {
  const english = {
    headings: [
      'remarks',
      'University code',
      'National ID',
      'First name',
      'Last name',
      'Sex',
      'Birth date',
      'Student number',
      'Degree level',
      'Field of study',
      'Start date',
      'Student type',
    ],
    rows: [
      [
        'x',
        university.code,
        identityNumber,
        'Negar',
        'Farzi',
        'F',
        '2001-05-15',
        '7',
        'PhD',
        'Physics',
        '2021-09-23',
        'Iranian',
      ],
    ],
  };
  expect(await run([], expert, english)).toMatchObject({ ok: true, written: 1 });
});

test('the same sheet again changes nothing; a corrected one replaces', async () => {
  await run([good]);
  expect(await run([good])).toMatchObject({ written: 1, bad: [] });
  await run([row({ 10: '18.25', 11: '' })]);
  expect(await database.db.read.studentRecord.count()).toBe(1);
  expect(await tableRegistry(database.db.read).lookup(identityNumber)).toMatchObject({
    lastTermAverage: 1825,
    married: null,
  });
});

describe('columns that a sheet may leave out', () => {
  const besides = [
    'Terms passed',
    'Probation terms',
    'Disciplinary convictions',
    'Born in Iran',
    'A parent Iranian',
    'Number of children',
  ];
  const all = { headings: [...headings, ...besides] };
  const few = { headings: headings.slice(0, 11) };
  const cells = [...row({ 11: 'بله' }), '4', '3', '1', 'خیر', 'بله', '2'];
  const studies = { termsPassed: 4, probationTerms: 3 };
  const ofPerson = {
    disciplinaryConvictions: 1,
    bornInIran: false,
    parentIranian: true,
    married: true,
    children: 2,
  };
  const lookUp = () => tableRegistry(database.db.read).lookup(identityNumber);
  beforeEach(async () => {
    await run([cells], expert, all);
    expect(await lookUp()).toMatchObject({ ...studies, ...ofPerson });
  });

  test('stay as an earlier one said; an empty cell says that nothing is known', async () => {
    await run([row({ 10: '18' }).slice(0, 11)], expert, few);
    expect(await lookUp()).toMatchObject({ lastTermAverage: 1800, ...studies, ...ofPerson });
    await run([row({ 10: '', 11: '' })]);
    expect(await lookUp()).toMatchObject({
      ...{ lastTermAverage: null, ...studies },
      ...{ ...ofPerson, married: null },
    });
  });

  test.each([
    ['under another student number', '77', () => university.code],
    ['elsewhere', good[5] ?? '', async () => (await aUniversity(database)).code],
  ])('of other studies, %s, only what is said of the person stays', async (_, number, place) => {
    const sheet = { headings: [...headings.slice(0, 10), 'دانشگاه'] };
    const other = [...row({ 5: number }).slice(0, 10), await place()];
    expect(await run([other], { kind: 'system' }, sheet)).toMatchObject({ written: 1 });
    expect(await lookUp()).toMatchObject({
      ...{ studentNumber: number, lastTermAverage: null, termsPassed: null, probationTerms: null },
      ...ofPerson,
    });
  });
});

test('bad rows are told with their lines and everything that is wrong; good ones go in', async () => {
  const result = await run([
    good,
    row({ 0: nationalId(501).slice(0, 9), 5: '2', 3: 'نامعلوم', 4: '۱۳۸۰/۱۳/۰۱', 10: '21' }),
    row({ 0: nationalId(502), 5: '' }),
    good.map(() => ' '),
    row({ 5: '99' }),
    row({ 0: nationalId(503) }),
    row({ 0: nationalId(504), 5: '504' }),
  ]);
  expect(result).toEqual({
    ok: true,
    written: 2,
    padded: [],
    bad: [
      {
        line: 3,
        problems: [
          { problem: 'wrong', field: 'identityNumber' },
          { problem: 'wrong', field: 'gender' },
          { problem: 'wrong', field: 'birthDate' },
          { problem: 'wrong', field: 'lastTermAverage' },
        ],
      },
      { line: 4, problems: [{ problem: 'missing', field: 'studentNumber' }] },
      { line: 6, problems: [{ problem: 'twice' }] },
      { line: 7, problems: [{ problem: 'twice' }] },
    ],
  });
});

test('zeros that a spreadsheet dropped are put back, and the line is named', async () => {
  const full = '0012345679';
  expect(await run([row({ 0: '12345679' })])).toEqual({
    ok: true,
    written: 1,
    bad: [],
    padded: [2],
  });
  expect(await database.db.read.studentRecord.findFirst()).toMatchObject({ identityNumber: full });
});

test('of an international student the same digits are a passport number, as they are', async () => {
  const passport = '12345679';
  expect(await run([row({ 0: passport, 9: 'international' })])).toMatchObject({
    written: 1,
    padded: [],
  });
  const kept = await database.db.read.studentRecord.findFirst();
  expect(kept).toMatchObject({ identityNumber: passport, studentType: 'international' });
  // Of a domestic one they are a national ID with a slip.
  expect(await run([row({ 0: '12345678' })])).toMatchObject({
    bad: [{ line: 2, problems: [{ problem: 'wrong', field: 'identityNumber' }] }],
  });
});

test('a student number that another person has is refused', async () => {
  await run([good]);
  const holder = `******${identityNumber.slice(-4)}`;
  expect(await run([row({ 0: nationalId(505), 4: '1381/01/01' })])).toMatchObject({
    written: 0,
    bad: [{ line: 2, problems: [{ problem: 'studentNumberTaken', holder }] }],
  });
});

test('columns that are missing are all named, and nothing goes in', async () => {
  const without = { headings: headings.slice(2), rows: [good.slice(2)] };
  expect(await run([], expert, without)).toEqual({
    ok: false,
    reason: 'missingColumns',
    fields: ['identityNumber', 'firstName'],
  });
});

test('an expert imports the own university only; the command line imports all', async () => {
  const other = await aUniversity(database, { nameFa: 'دانشگاه کوه' });
  const sheet = {
    headings: [...headings, 'دانشگاه'],
    rows: [
      [...good, 'دانشگاه ساحل'],
      [...row({ 0: nationalId(506), 5: '506' }), 'دانشگاه كوه'],
      [...row({ 0: nationalId(507), 5: '507' }), 'دانشگاه ابر'],
    ],
  };
  expect(await run([], expert, sheet)).toMatchObject({
    written: 1,
    bad: [
      { line: 3, problems: [{ problem: 'notAllowed' }] },
      { line: 4, problems: [{ problem: 'unknownUniversity' }] },
    ],
  });
  expect(await run([], { kind: 'system' }, sheet)).toMatchObject({ written: 2 });
  expect(await database.db.read.studentRecord.count({ where: { universityId: other.id } })).toBe(1);
});

test('an expert of two universities says of each row whose it is', async () => {
  const other = await aUniversity(database, { nameFa: 'دانشگاه کوه' });
  const second = await anOfficer(database, { role: 'expert', university: other });
  const both = { ...expert, holdings: [...expert.holdings, ...second.holdings] };
  expect(await run([good], both)).toMatchObject({
    reason: 'missingColumns',
    fields: ['university'],
  });
  const sheet = {
    headings: [...headings, 'دانشگاه'],
    rows: [
      [...good, 'دانشگاه ساحل'],
      [...row({ 0: nationalId(506), 5: '506' }), 'دانشگاه کوه'],
    ],
  };
  expect(await run([], both, sheet)).toMatchObject({ written: 2, bad: [] });
  const kept = await database.db.read.studentRecord.findMany({
    orderBy: { studentNumber: 'desc' },
  });
  expect(kept.map(({ universityId }) => universityId)).toEqual([other.id, university.id]);
});

test('later studies at another university stay on record; what came after them replaces them', async () => {
  const other = await aUniversity(database, { nameFa: 'دانشگاه کوه' });
  const others = await anOfficer(database, { role: 'expert', university: other });
  await run([row({ 5: '9', 6: 'کارشناسی ارشد', 8: '1402/07/01' })], others);
  expect(await run([good])).toMatchObject({
    written: 0,
    bad: [{ line: 2, problems: [{ problem: 'newerElsewhere' }] }],
  });
  const lookUp = () => tableRegistry(database.db.read).lookup(identityNumber);
  expect(await lookUp()).toMatchObject({ universityId: other.id, level: 'master' });
  expect(await run([row({ 8: '1403/07/01' })])).toMatchObject({ written: 1 });
  expect(await lookUp()).toMatchObject({ universityId: university.id });
});

test('who holds no cartable, or another role’s, imports nothing', async () => {
  const { person } = await aPerson(database);
  expect(await run([good], person)).toEqual({ ok: false, reason: 'notAllowed' });
  const finance = await anOfficer(database, { role: 'finance', university });
  expect(await run([good], finance)).toEqual({ ok: false, reason: 'notAllowed' });
  expect(await database.db.read.studentRecord.count()).toBe(0);
});

test('two imports of the same sheet at once leave one record each', async () => {
  const rows = Array.from({ length: 50 }, (_, index) =>
    row({ 0: nationalId(600 + index), 5: String(600 + index) }),
  );
  const results = await Promise.all([run(rows), run(rows.toReversed())]);
  expect(results).toMatchObject([{ written: 50 }, { written: 50 }]);
  expect(await database.db.read.studentRecord.count()).toBe(50);
});

test('of imports at once that give one student number to ten people one is taken', async () => {
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      run([row({ 0: nationalId(700 + index), 4: `1380/01/${index + 1}` })]),
    ),
  );
  const written = results.map((result) => (result.ok ? result.written : -1));
  expect(written.toSorted((a, b) => b - a)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});
