import { expect, test } from 'vitest';
import { columnNames, importReport } from '../../../bot/view/import-report.ts';
import { languages, words } from '../../../bot/view/language.ts';
import { fieldOfHeading } from '../../../core/registry/schema.ts';
import { sheetFields } from '../../../core/registry/types.ts';

test.each(languages)('a column that is named as officers are told (%s) is read', (language) => {
  const { plain } = words[language];
  const read = sheetFields.map((field) => fieldOfHeading(plain(`sheets.columns.${field}`)));
  expect(read).toEqual([...sheetFields]);
});

test('what is wrong with a row is told in the reader’s words', () => {
  const problems = [
    { problem: 'wrong', field: 'gender' },
    { problem: 'missing', field: 'lastTermAverage' },
    { problem: 'studentNumberTaken', holder: '******5007' },
  ] as const;
  const report = { written: 1, bad: [{ line: 3, problems }], padded: [2] };
  const fa = importReport(report, words.fa);
  expect(fa).toContain('جنسیت');
  expect(fa).toContain('معدل نیمسال گذشته');
  expect(fa).not.toMatch(/[A-Za-z]/);
  const en = importReport(report, words.en);
  expect(en).toContain('1 row did not:');
  expect(en).toContain('last-term average\u2069 is empty');
  for (const said of [fa, en]) expect(said).toContain('\u2068******5007\u2069');
  expect(en).toContain('put back in 1 row.');
  expect(columnNames(['startDate', 'married'], words.fa)).toContain('تاریخ شروع');
});
