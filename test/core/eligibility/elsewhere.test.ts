import { beforeEach, expect, test } from 'vitest';
import { renewProfile } from '../../../core/accounts/commands/renew-profile.ts';
import { overrideRule } from '../../../core/applications/commands/override-rule.ts';
import type { IsoDate } from '../../../core/calendar.ts';
import { eligibilityFacts } from '../../../core/eligibility/queries.ts';
import { evaluate } from '../../../core/eligibility/rules.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { average } from '../../../core/registry/rules.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import type { Work } from '../../../core/work.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent, type Student } from '../../support/people.ts';
import { aCampus, type Campus, done } from '../../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let other: Campus;
beforeEach(async () => {
  campus = await aCampus(database);
  other = await aCampus(database);
});
const laterOf = ({ identityNumber, profile }: Student, universityId: number): StudentRecord => ({
  ...{ identityNumber: identityNumber as IdentityNumber, universityId, level: 'master' },
  ...{ studentNumber: '4021234567', startDate: '2023-09-23' as IsoDate, field: profile.field },
  ...{ firstName: 'نگار', lastName: 'نمونه', birthDate: '2001-05-15' as IsoDate },
  ...{ gender: 'female', studentType: 'domestic', lastTermAverage: average(1700) },
  ...{ cumulativeAverage: average(1700), termsPassed: 0, probationTerms: 0 },
  ...{ disciplinaryConvictions: 1, bornInIran: true, parentIranian: true },
  ...{ married: false, children: 0 },
});

test('a deputy’s leave counts at the own university only', async () => {
  const student = await aStudent(database, {
    university: campus.university,
    record: { disciplinaryConvictions: 1 },
  });
  const deputy = await anOfficer(database, {
    role: 'studentDeputy',
    university: campus.university,
  });
  const { accountId } = student;
  const termId = campus.term.id;
  await done(database, (work) =>
    overrideRule(work, deputy, { accountId, termId, ruleId: 'discipline', reason: 'x' }),
  );
  const record = laterOf(student, other.university.id);
  expect(await done(database, (work) => renewProfile(work, student.person, record))).toMatchObject({
    renewed: true,
  });
  const disciplineThere = async () => {
    const candidate = { accountId, universityId: other.university.id, termId, record };
    const facts = await eligibilityFacts(
      database.db.read,
      { ...candidate, declarations: {} },
      database.clock.now(),
    );
    return evaluate(facts).verdicts.find(({ ruleId }) => ruleId === 'discipline')?.verdict;
  };
  expect(await disciplineThere()).toBe('fail');
  const theirs = await anOfficer(database, { role: 'studentDeputy', university: other.university });
  const allow = (work: Work) =>
    overrideRule(work, theirs, { accountId, termId, ruleId: 'discipline', reason: 'y' });
  await done(database, allow);
  expect(await disciplineThere()).toBe('pass');
  expect(await database.db.transaction(allow)).toEqual({ ok: false, reason: 'alreadyAllowed' });
});
