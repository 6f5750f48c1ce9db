import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSheet } from '../../../bot/view/sheets/read.ts';
import {
  mostRows,
  type OpeningSheet,
  parseTotals,
  readOpenings,
} from '../../../core/openings/rules/sheet.ts';
import { compareTotals, totalsOf } from '../../../core/openings/rules.ts';

const headings = ['کد واحد', 'نام واحد', 'زن', 'مرد', 'جمع', 'نوع کار', 'عنوان', 'رشته'];
const read = (...rows: string[][]) => {
  const result = readOpenings({ headings, rows });
  if (!result.ok) throw new Error(result.reason);
  return result.read;
};
const library = ['central-library', 'كتابخانه مركزي', '۲', '', '۲', 'پژوهشی', 'چیدن کتاب', 'فیزیک'];

describe('a sheet of openings', () => {
  test('is read by its headings, in Persian letters and digits', () => {
    expect(read(library, ['', '', '', ''])).toEqual({
      rows: [
        {
          line: 2,
          unit: {
            code: 'central-library',
            nameFa: 'کتابخانه مرکزی',
            nameEn: 'کتابخانه مرکزی',
          },
          field: 'فیزیک',
          titleFa: 'چیدن کتاب',
          titleEn: 'چیدن کتاب',
          workType: 'research',
          seats: { female: 2, male: 0 },
        },
      ],
      bad: [],
      stated: {},
      odd: [],
    });
  });

  test('without title, field and work type, an opening is named as its unit, for every field', () => {
    const [row] = read(['security', 'حراست', '-', '3']).rows;
    expect(row).toMatchObject({
      titleFa: 'حراست',
      field: 'همهٔ رشته‌ها',
      workType: null,
      seats: { female: 0, male: 3 },
    });
  });

  test('names each bad cell with its line, and takes the others', () => {
    const { rows, bad } = read(
      library,
      ['', 'حراست', 'دو', '1', '', 'نجاری'],
      ['library-2', '', '1.5', '-1', '', '', 'ا'.repeat(151)],
    );
    expect(rows).toHaveLength(1);
    expect(bad).toEqual([
      {
        line: 3,
        problems: [
          { problem: 'missing', field: 'code' },
          { problem: 'wrong', field: 'women' },
          { problem: 'wrong', field: 'workType' },
        ],
      },
      {
        line: 4,
        problems: expect.arrayContaining([
          { problem: 'missing', field: 'nameFa' },
          { problem: 'wrong', field: 'women' },
          { problem: 'wrong', field: 'men' },
          { problem: 'wrong', field: 'titleFa' },
        ]),
      },
    ]);
  });

  test.each(['جمع', 'جمع کل', 'Total', 'مجموع'])(
    'its row of totals is none of an opening: %s',
    (word) => {
      expect(read(library, [word, '', '9', '۸', '17'])).toMatchObject({
        rows: [{ line: 2 }],
        stated: { women: 9, men: 8, all: 17 },
      });
      expect(read(library, ['', word, '9', '', '']).stated).toEqual({ women: 9 });
    },
  );

  test('a row whose own total is not its sum is named; its seats are taken as they stand', () => {
    const { rows, odd } = read(library.with(4, '5'));
    expect(odd).toEqual([{ line: 2, computed: 2, stated: 5 }]);
    expect(rows[0]?.seats).toEqual({ female: 2, male: 0 });
  });

  test.each<[string, OpeningSheet, object]>([
    [
      'columns',
      { headings: ['کد', 'زن'], rows: [library] },
      { reason: 'missingColumns', fields: ['nameFa', 'men'] },
    ],
    ['rows', { headings, rows: [['جمع', '', '1']] }, { reason: 'noRows' }],
    [
      'less than it has',
      { headings, rows: Array.from({ length: mostRows + 1 }, () => library) },
      { reason: 'tooManyOpenings', limit: mostRows },
    ],
  ])('is turned away that lacks %s', (_what, sheet, refusal) => {
    expect(readOpenings(sheet)).toMatchObject({ ok: false, ...refusal });
  });

  test('of Qom states 157, 130 and 287, and its rows give 154, 130 and 284', async () => {
    const file = new URL('../../../prisma/data/qom-1402-capacity.csv', import.meta.url);
    const sheet = await readSheet(readFileSync(file), { kind: 'csv' });
    if (!sheet.ok) throw new Error(sheet.reason);
    const [head, ...rest] = sheet.rows.map(({ cells }) => [...cells]);
    const result = readOpenings({ headings: head ?? [], rows: rest });
    if (!result.ok) throw new Error(result.reason);
    const { rows, bad, odd, stated } = result.read;
    const seats = rows.map((row) => row.seats);
    expect({ rows: rows.length, bad, odd, totals: totalsOf(seats) }).toEqual({
      rows: 25,
      bad: [],
      odd: [],
      totals: { women: 154, men: 130, all: 284 },
    });
    expect(compareTotals(seats, stated)).toEqual([
      { column: 'women', computed: 154, stated: 157 },
      { column: 'all', computed: 284, stated: 287 },
    ]);
  });
});

test.each([
  ['157 130 287', { women: 157, men: 130, all: 287 }],
  ['۱۵۷، ۱۳۰، ۲۸۷', { women: 157, men: 130, all: 287 }],
  [' 0/1/1 ', { women: 0, men: 1, all: 1 }],
])('totals %s', (text, totals) => {
  expect(parseTotals(text)).toEqual({ ok: true, totals });
});

test.each([
  ['', 'empty'],
  ['157 130', 'wrongForm'],
  ['157 130 287 1', 'wrongForm'],
  ['157 -130 27', 'wrongForm'],
])('totals %j are refused', (text, reason) => {
  expect(parseTotals(text)).toEqual({ ok: false, reason });
});
