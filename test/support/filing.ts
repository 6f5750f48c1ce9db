import type { ApplicationForm } from '../../core/applications/types.ts';
import { anApplicant, filed } from '../core/applications/scene.ts';
import type { TestDatabase } from './database.ts';
import type { Office } from './office.ts';
import type { Student, StudentOptions } from './people.ts';
import type { Campus } from './scenes.ts';

export interface FiledStudent extends Student {
  /** Without the dash, as it travels in buttons. */
  readonly code: string;
  /** As it stands on the screen. */
  readonly shownCode: string;
}

/** A student whose request is filed by the student's own command, with a proof where classes are claimed. */
export async function aFiledStudent(
  database: TestDatabase,
  campus: Campus,
  {
    office,
    form = {},
    ...student
  }: Partial<StudentOptions> & { office?: Office; form?: Partial<ApplicationForm> } = {},
): Promise<FiledStudent> {
  const person = await anApplicant(database, campus, student);
  const classes = office
    ? [{ class: 'married' as const, fileIds: [await office.proof(person)] }]
    : [];
  const { trackingCode: code } = await filed(database, campus, person, { classes, ...form });
  return { ...person, code, shownCode: `${code.slice(0, 4)}-${code.slice(4)}` };
}
