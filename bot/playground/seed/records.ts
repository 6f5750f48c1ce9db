import { importRecords } from '../../../core/registry/commands/import-records.ts';
import type { SheetField } from '../../../core/registry/types.ts';
import type { Work } from '../../../core/work.ts';
import type { MadeUpStudent } from '../people.ts';
import { done, system } from './done.ts';

type Cells = Readonly<Record<Exclude<SheetField, 'university'>, string>>;

const yesNo = (answer: boolean): string => (answer ? 'yes' : 'no');

/** A student's row of an expert's sheet, by column. */
export const cellsOf = (student: MadeUpStudent): Cells => ({
  identityNumber: student.identityNumber,
  firstName: student.firstName,
  lastName: student.lastName,
  gender: student.gender,
  birthDate: student.birthDate,
  studentNumber: student.studentNumber,
  level: student.level,
  field: student.field,
  startDate: student.startDate,
  studentType: student.studentType,
  lastTermAverage: student.average,
  cumulativeAverage: student.average,
  termsPassed: String(student.termsPassed),
  probationTerms: '0',
  disciplinaryConvictions: '0',
  bornInIran: yesNo(student.bornInIran),
  parentIranian: yesNo(student.parentIranian),
  married: yesNo(student.married),
  children: '0',
});

/** Imports the students into the table of the registry, as an expert's sheet is. */
export async function addRecords(
  work: Work,
  universityId: number,
  students: readonly MadeUpStudent[],
): Promise<void> {
  const cells = students.map(cellsOf);
  const headings = Object.keys(cells[0] ?? {});
  const rows = cells.map((row) => Object.values(row));
  const imported = await importRecords(work, system, { sheet: { headings, rows }, universityId });
  const { bad } = done(imported);
  if (bad.length > 0) throw new Error(`records were not taken: ${JSON.stringify(bad)}`);
}
