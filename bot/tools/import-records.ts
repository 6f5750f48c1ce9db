import { readFile } from 'node:fs/promises';
import type { Database } from '../../core/db.ts';
import { importRecords } from '../../core/registry/commands/import-records.ts';
import { sheetKind } from '../forms/sheet-step.ts';
import { asSheet, columnNames, importReport } from '../view/import-report.ts';
import { words } from '../view/language.ts';
import { withoutTags } from '../view/plain.ts';
import { explainSheet } from '../view/reasons/sheets.ts';
import { readSheet } from '../view/sheets/read.ts';

/** `import-records <file>`: a file of student records into our own table. Returns the report. */
export async function importRecordsFile(database: Database, path: string): Promise<string> {
  const bytes = await readFile(path);
  const read = await readSheet(bytes, { kind: sheetKind(bytes) });
  if (!read.ok) return withoutTags(explainSheet(words.en, read));
  const result = await database.transaction((work) =>
    importRecords(work, { kind: 'system' }, { sheet: asSheet(read.rows) }),
  );
  if (result.ok) return withoutTags(importReport(result, words.en));
  return result.reason === 'missingColumns'
    ? words.en.plain('sheets.missingColumns', { fields: columnNames(result.fields, words.en) })
    : words.en.plain('sheets.notAllowed');
}
