import type { ApplicationForm } from '../../../../core/applications/types.ts';
import { aFile, anApplicant, filed } from '../../../core/applications/scene.ts';
import type { TestDatabase } from '../../../support/database.ts';
import type { StudentOptions } from '../../../support/people.ts';
import type { Campus } from '../../../support/scenes.ts';

/** A filed request with a proof of marriage: its student, id and code. */
export async function aRequest(
  database: TestDatabase,
  campus: Campus,
  { form = {}, ...student }: Partial<StudentOptions> & { form?: Partial<ApplicationForm> } = {},
) {
  const person = await anApplicant(database, campus, student);
  const classes = [
    {
      class: 'married' as const,
      fileIds: [await aFile(database, { accountId: person.accountId })],
    },
  ];
  const { trackingCode: code } = await filed(database, campus, person, { classes, ...form });
  const { id } = await database.db.read.application.findUniqueOrThrow({
    where: { trackingCode: code },
  });
  return { person, code, id };
}
