import { fileApplication } from '../../../core/applications/commands/file-application.ts';
import type { ApplicationForm, Filed } from '../../../core/applications/types.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { tableRegistry } from '../../../core/registry/queries.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import type { Opening, Term, Unit, University } from '../../../prisma/generated/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import {
  anOfficer,
  aStudent,
  type Officer,
  type Student,
  type StudentOptions,
  sceneOf,
} from '../../support/people.ts';
import { anOpening, aTerm, aUnit, aUniversity, windowsOpen } from '../../support/university.ts';

/** A university in a term whose windows are open, with one opening and the officers who decide. */
export interface Campus {
  readonly university: University;
  readonly term: Term;
  readonly unit: Unit;
  readonly opening: Opening;
  readonly expert: Officer;
}

export async function aCampus(database: TestDatabase): Promise<Campus> {
  const university = await aUniversity(database);
  const term = await aTerm(database);
  await windowsOpen(database, university, term);
  const unit = await aUnit(database, university);
  const opening = await anOpening(database, { unit, term });
  const expert = await anOfficer(database, { role: 'expert', university });
  return { university, term, unit, opening, expert };
}

/** A student who has accepted the rules of Hamyar. */
export async function anApplicant(
  database: TestDatabase,
  { university }: Pick<Campus, 'university'>,
  more: Partial<StudentOptions> = {},
): Promise<Student> {
  const student = await aStudent(database, { university, ...more });
  const { read, now } = sceneOf(database);
  await read.rulesAcceptance.create({
    data: {
      chatId: student.chatId,
      accountId: student.accountId,
      kind: 'hamyar',
      version: 1,
      sha256: 'cd'.repeat(32),
      language: 'fa',
      at: now,
    },
  });
  return student;
}

/** A file that a person has sent. */
export async function aFile(
  database: TestDatabase,
  { accountId }: Pick<Student, 'accountId'>,
): Promise<number> {
  const { read, now } = sceneOf(database);
  const key = Buffer.from(database.random.bytes(32)).toString('hex');
  const { id } = await read.storedFile.create({
    data: { accountId, key, sha256: key, size: 1000, mime: 'image/png', createdAt: now },
  });
  return id;
}

/** A form in which nothing is missing. */
export const aForm = (
  openings: readonly Pick<Opening, 'id'>[],
  more: Partial<ApplicationForm> = {},
): ApplicationForm => ({
  worksOutside: false,
  sheba: sheba(),
  openingIds: openings.map(({ id }) => id),
  classes: [],
  note: null,
  declarations: {},
  ...more,
});

export const recordOf = (
  database: TestDatabase,
  student: Student,
): Promise<StudentRecord | undefined> =>
  tableRegistry(database.db.read).lookup(student.identityNumber as IdentityNumber);

/** Files as the student does. */
export async function file(
  database: TestDatabase,
  campus: Campus,
  student: Student,
  more: Partial<ApplicationForm> = {},
) {
  const record = await recordOf(database, student);
  const form = aForm([campus.opening], more);
  return database.db.transaction((work) =>
    fileApplication(work, student.person, { termId: campus.term.id, form, record }),
  );
}

/** Files, and fails the test where that is refused. */
export async function filed(...given: Parameters<typeof file>): Promise<Filed> {
  const result = await file(...given);
  if (!result.ok) throw new Error(`not filed: ${JSON.stringify(result)}`);
  return result;
}
