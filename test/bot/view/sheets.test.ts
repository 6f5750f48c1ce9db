import { hostname, userInfo } from 'node:os';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../../bot/view/sheets/csv.ts';
import { readSheet } from '../../../bot/view/sheets/read.ts';
import { sheetLimits } from '../../../bot/view/sheets/rows.ts';
import type { Sheet, SheetCell } from '../../../bot/view/sheets/sheet.ts';
import { unzip } from '../../../bot/view/sheets/unzip.ts';
import { writeXlsx } from '../../../bot/view/sheets/xlsx.ts';
import { workbook, zip } from './zip.ts';

const sheba = 'IR050170000000123456789012';
const createdAt = new Date('2024-02-01T08:00:00Z');
const rows: readonly (readonly SheetCell[])[] = [
  ['سارا آزمونی', '0012345679', sheba, 75_000_000n],
  ['Ali "Test", Jr', '0084575948', sheba, 7_500_000n],
  ['می‌رود؛\nدو سطر', '0499370899', sheba, 270_000n],
];
const sheet: Sheet = {
  name: 'پرداخت ۱۴۰۲/۲ [قطعی]',
  direction: 'rtl',
  columns: [
    { title: 'نام', kind: 'text' },
    { title: 'کد ملی', kind: 'code' },
    { title: 'شبا', kind: 'code' },
    { title: 'مبلغ', kind: 'amount', summed: true },
  ],
  rows,
  totalsLabel: 'جمع',
};
const xlsx = (of: Sheet = sheet) => writeXlsx(of, { author: 'Hamyar', createdAt });

async function opened(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const page = book.worksheets[0];
  if (page === undefined) throw new Error('no sheet');
  return page;
}

describe('writeXlsx', () => {
  test('reads from the right, with a frozen header and a filter that leaves the sums out', async () => {
    const page = await opened(await xlsx());
    expect(page.views[0]).toMatchObject({ rightToLeft: true, state: 'frozen', ySplit: 1 });
    expect(page.autoFilter).toBe('A1:D4');
    expect(page.name).toBe('پرداخت ۱۴۰۲ ۲  قطعی ');
    const english = await opened(await xlsx({ ...sheet, direction: 'ltr' }));
    expect(english.views[0]?.rightToLeft).toBe(false);
  });

  test('codes are text, amounts are numbers, the sum is a formula that holds its value', async () => {
    const page = await opened(await xlsx());
    expect(page.getCell('B2').value).toBe('0012345679');
    expect(page.getCell('B2').numFmt).toBe('@');
    expect(page.getCell('C2').value).toBe(sheba);
    expect(page.getCell('D2').value).toBe(75_000_000);
    expect(page.getCell('D2').numFmt).toBe('#,##0');
    expect(page.getCell('A5').value).toBe('جمع');
    expect(page.getCell('D5').value).toEqual({ formula: 'SUM(D2:D4)', result: 82_770_000 });
    expect(page.getColumn(3).width).toBeGreaterThanOrEqual(sheba.length);
  });

  test('a formula in a name is words', async () => {
    const page = await opened(await xlsx({ ...sheet, rows: [['=1+1', null, null, 1n]] }));
    expect(page.getCell('A2').type).toBe(ExcelJS.ValueType.String);
  });

  test('the file tells nothing of the machine, and only the time that was given', async () => {
    const unzipped = await unzip(await xlsx(), 10_000_000);
    if (!unzipped.ok) throw new Error(unzipped.reason);
    const all = [...unzipped.entries.values()].map(String).join('\n');
    expect(all).toContain('<dc:creator>Hamyar</dc:creator>');
    expect(all).toContain('<cp:lastModifiedBy>Hamyar</cp:lastModifiedBy>');
    for (const word of [`>${hostname()}<`, `>${userInfo().username}<`, process.cwd()]) {
      expect(all).not.toContain(word);
    }
    const years = [...all.matchAll(/dcterms:W3CDTF">([^<]+)</g)].map(([, time]) => time);
    expect(years).toEqual(['2024-02-01T08:00:00Z', '2024-02-01T08:00:00Z']);
  });

  test('an amount or a sum that a spreadsheet would round is a bug, not a file', async () => {
    const most = 999_999_999_999_999n;
    await expect(xlsx({ ...sheet, rows: [['', '', '', most]] })).resolves.toBeDefined();
    await expect(xlsx({ ...sheet, rows: [['', '', '', most + 1n]] })).rejects.toThrow(RangeError);
    const both: Sheet = {
      ...sheet,
      rows: [
        ['', '', '', most],
        ['', '', '', 1n],
      ],
    };
    await expect(xlsx(both)).rejects.toThrow(RangeError);
  });
});

describe('writeCsv', () => {
  test('mark, line ends, quotes and sums, byte for byte', () => {
    expect(writeCsv(sheet).toString('utf8')).toBe(
      '\ufeffنام,کد ملی,شبا,مبلغ\r\n' +
        `سارا آزمونی,0012345679,${sheba},75000000\r\n` +
        `"Ali ""Test"", Jr",0084575948,${sheba},7500000\r\n` +
        `"می‌رود؛\nدو سطر",0499370899,${sheba},270000\r\n` +
        'جمع,,,82770000\r\n',
    );
  });

  test.each(['=1+1', '+98912', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200f=1', '＝1+1'])(
    '%j cannot run, and comes back as it was',
    async (text) => {
      const bytes = writeCsv({ ...sheet, rows: [[text, '1', '2', -5n]] });
      expect(bytes.toString('utf8')).toMatch(/\r\n"?'[^']/);
      const read = await readSheet(bytes, { kind: 'csv' });
      expect(read).toMatchObject({ ok: true });
      if (read.ok) expect(read.rows[1]?.cells).toEqual([text.trim(), '1', '2', '-5']);
    },
  );
});

describe('readSheet', () => {
  test('reads back what was written, by either way', async () => {
    const expected = [
      ['نام', 'کد ملی', 'شبا', 'مبلغ'],
      ...rows.map((row) => row.map(String)),
      ['جمع', '', '', '82770000'],
    ];
    for (const [kind, bytes] of [
      ['xlsx', await xlsx()],
      ['csv', writeCsv(sheet)],
    ] as const) {
      const read = await readSheet(bytes, { kind });
      expect(read.ok && read.rows.map(({ cells }) => cells)).toEqual(expected);
    }
  });

  test('lines are those that the person sees, empty ones and lines within a field counted', async () => {
    const csv = 'a;b\r\n\r\n"x\ny";1\n; \n"q""";2';
    const read = await readSheet(Buffer.from(csv), { kind: 'csv' });
    expect(read).toEqual({
      ok: true,
      rows: [
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['x\ny', '1'] },
        { line: 6, cells: ['q"', '2'] },
      ],
    });
    const sparse = workbook(
      '<sheetData><row r="7"><c r="B7" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
    );
    expect(await readSheet(sparse, { kind: 'xlsx' })).toEqual({
      ok: true,
      rows: [{ line: 7, cells: ['', 'x'] }],
    });
  });

  test('UTF-16 of Excel and tabs are read; windows-1256 is named instead of garbled', async () => {
    const utf16 = Buffer.from('\ufeffنام\tکد\r\nسارا\t12', 'utf16le');
    expect(await readSheet(utf16, { kind: 'csv' })).toMatchObject({
      rows: [{ cells: ['نام', 'کد'] }, { cells: ['سارا', '12'] }],
    });
    const old = Buffer.from([0xe4, 0xc7, 0xe3, 0x2c, 0xd3]);
    expect(await readSheet(old, { kind: 'csv' })).toEqual({ ok: false, reason: 'wrongEncoding' });
  });

  test('numbers, dates, formulas and rich text come as a person reads them', async () => {
    const book = new ExcelJS.Workbook();
    const page = book.addWorksheet('a');
    page.addRow([1234567890123, 16.75, 17.330000000000002, new Date('2003-05-21T00:00:00Z')]);
    page.addRow([
      { formula: '1+1', result: 2 },
      { richText: [{ text: 'سا' }, { text: 'را' }] },
      true,
    ]);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    expect(await readSheet(bytes, { kind: 'xlsx' })).toMatchObject({
      rows: [
        { cells: ['1234567890123', '16.75', '17.33', '2003-05-21'] },
        { cells: ['2', 'سارا', 'TRUE'] },
      ],
    });
  });

  test('what other programs write: entities, CDATA, runs, prefixes, other dates', async () => {
    const text = (xml: string) => `<c t="inlineStr"><is>${xml}</is></c>`;
    const rows =
      `<row>${text('<t>a&amp;b &#x633;&lt;</t>')}${text('<t><![CDATA[1<2]]></t>')}` +
      `${text('<r><t>سا</t></r><r><t xml:space="preserve">را </t></r>')}</row>` +
      '<row><c t="d"><v>2003-05-21T00:00:00</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>x</v></c></row>';
    const prefixed = rows.replace(/<(\/?)(row|c|is|t|r|v)\b/g, '<$1x:$2');
    const expected = {
      rows: [{ cells: ['a&b س<', '1<2', 'سارا'] }, { cells: ['2003-05-21', '#N/A', 'x'] }],
    };
    for (const xml of [rows, prefixed]) {
      const bytes = workbook(`<sheetData>${xml}</sheetData>`);
      expect(await readSheet(bytes, { kind: 'xlsx' })).toMatchObject(expected);
    }
  });

  test('a large sheet lets others in while it is read', async () => {
    const row = `<row>${'<c><v>1</v></c>'.repeat(5)}</row>`;
    const bytes = workbook(`<sheetData>${row.repeat(20_000)}</sheetData>`);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const read = await readSheet(bytes, { kind: 'xlsx' });
    clearInterval(timer);
    expect(read.ok && read.rows.length).toBe(20_000);
    expect(turns).toBeGreaterThan(10);
  });

  test('an entity that the file itself defines is refused', async () => {
    const bytes = workbook('<!DOCTYPE x [<!ENTITY a "aa">]><sheetData/>');
    expect(await readSheet(bytes, { kind: 'xlsx' })).toEqual({ ok: false, reason: 'unreadable' });
  });

  test.each(['xlsx', 'csv'] as const)(
    'nothing, or nothing but blanks, is empty: %s',
    async (kind) => {
      const blank = kind === 'csv' ? Buffer.from('\ufeff , \r\n\r\n') : workbook('<sheetData/>');
      for (const bytes of [Buffer.alloc(0), blank]) {
        expect(await readSheet(bytes, { kind })).toEqual({ ok: false, reason: 'empty' });
      }
    },
  );

  test('what is no workbook is unreadable, cut-off ones included', async () => {
    const whole = await xlsx();
    const other = zip([{ name: 'word/document.xml', data: Buffer.from('<a/>') }]);
    for (const bytes of [Buffer.from('a,b\n1,2'), other, whole.subarray(0, whole.length - 30)]) {
      expect(await readSheet(bytes, { kind: 'xlsx' })).toEqual({ ok: false, reason: 'unreadable' });
    }
  });
});

describe('limits of readSheet', () => {
  const bomb = Buffer.alloc(sheetLimits.unpackedBytes + 1);

  test.each([
    ['honest', undefined],
    ['that states a small size', 100],
  ])('a zip bomb %s', async (_, claimedSize) => {
    const entry = { name: 'xl/media/a.bin', data: bomb, ...(claimedSize ? { claimedSize } : {}) };
    const bytes = workbook('<sheetData/>', [entry]);
    expect(bytes.length).toBeLessThan(sheetLimits.bytes / 10);
    expect(await readSheet(bytes, { kind: 'xlsx' })).toMatchObject({ reason: 'tooLarge' });
  });

  test('many small bombs are one', async () => {
    const data = bomb.subarray(0, sheetLimits.unpackedBytes / 8);
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `xl/media/${i}`, data }));
    const read = await readSheet(workbook('<sheetData/>', many), { kind: 'xlsx' });
    expect(read).toMatchObject({ reason: 'tooLarge' });
  });

  test('rows, cells and columns over the limit, each by name', async () => {
    const manyRows = `<sheetData>${'<row/>'.repeat(sheetLimits.rows + 1)}</sheetData>`;
    expect(await readSheet(workbook(manyRows), { kind: 'xlsx' })).toEqual({
      ok: false,
      reason: 'tooManyRows',
      limit: sheetLimits.rows,
    });
    const fullRow = `<row>${'<c/>'.repeat(sheetLimits.columns)}</row>`;
    const manyCells = `<sheetData>${fullRow.repeat(sheetLimits.cells / sheetLimits.columns + 1)}</sheetData>`;
    expect(await readSheet(workbook(manyCells), { kind: 'xlsx' })).toMatchObject({
      reason: 'tooManyCells',
    });
    const wide = '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>';
    expect(await readSheet(workbook(wide), { kind: 'xlsx' })).toMatchObject({
      reason: 'tooManyColumns',
    });
    const csvRows = Buffer.from('1\n'.repeat(sheetLimits.rows + 1));
    expect(await readSheet(csvRows, { kind: 'csv' })).toMatchObject({ reason: 'tooManyRows' });
    const csvCells = Buffer.from(','.repeat(sheetLimits.cells + 1));
    expect(await readSheet(csvCells, { kind: 'csv' })).toMatchObject({ reason: 'tooManyCells' });
    const csvColumns = Buffer.from(`1${','.repeat(sheetLimits.columns)}`);
    expect(await readSheet(csvColumns, { kind: 'csv' })).toMatchObject({
      reason: 'tooManyColumns',
    });
    const long = Buffer.from(`a\n${'x'.repeat(sheetLimits.cellLength + 1)}`);
    expect(await readSheet(long, { kind: 'csv' })).toMatchObject({ reason: 'cellTooLong' });
    const large = Buffer.alloc(sheetLimits.bytes + 1, 'a');
    expect(await readSheet(large, { kind: 'csv' })).toMatchObject({ reason: 'tooLarge' });
  });

  test('ranges over the whole sheet cost nothing', { timeout: 5_000 }, async () => {
    const all = 'A1:XFD1048576';
    const bytes = workbook(
      `<dimension ref="${all}"/><sheetData><row r="1048576"><c r="A1048576"><v>5</v></c></row></sheetData>` +
        `<mergeCells count="1"><mergeCell ref="${all}"/></mergeCells>` +
        `<dataValidations count="1"><dataValidation type="whole" sqref="${all}"/></dataValidations>`,
      [],
      `<definedNames><definedName name="x">a!$A$1:$XFD$1048576</definedName></definedNames>`,
    );
    expect(await readSheet(bytes, { kind: 'xlsx' })).toEqual({
      ok: true,
      rows: [{ line: 1_048_576, cells: ['5'] }],
    });
  });

  // Read again from every quote, this would take hours.
  test('quotes that never close are read once', async () => {
    const bytes = Buffer.from(`"x"${',"a""'.repeat(1_000_000)}`);
    expect(await readSheet(bytes, { kind: 'csv' })).toMatchObject({ ok: false });
  });
});
