import type { Database } from '../../../core/db.ts';
import { seedRates } from '../../../core/pay/commands/set-rate.ts';
import { officers, students } from '../people.ts';
import { addActiveStudent } from './active-student.ts';
import { addOfficers } from './officers.ts';
import { addOpenings } from './openings.ts';
import { readCapacity } from './qom-capacity.ts';
import { addRecords } from './records.ts';
import { addUniversities, isSeeded } from './universities.ts';
import { addTerm, openAllWindows } from './year.ts';

/**
 * Fills an empty database with an invented university: units and seats of Qom's table, a term with
 * all windows open at `now`, pay rates, officers, and students in the registry. In one transaction,
 * so a start that is killed leaves nothing; a database that has them is not touched.
 *
 * `withActive`: also a student whose profile is complete, as a visitor of the page finds one.
 */
export async function seedPlayground(
  database: Database,
  now: Date,
  { withActive = false }: { readonly withActive?: boolean } = {},
): Promise<void> {
  const rows = await readCapacity();
  await database.transaction(async (work) => {
    if (await isSeeded(work)) return;
    const universityId = await addUniversities(work);
    const termId = await addTerm(work, now);
    await addOpenings(work, { universityId, termId }, rows);
    await addOfficers(work, universityId, Object.values(officers));
    await openAllWindows(work, { universityId, termId }, now);
    await seedRates(work);
    await addRecords(work, universityId, Object.values(students));
    if (withActive) await addActiveStudent(work, universityId, students.active);
  });
}
