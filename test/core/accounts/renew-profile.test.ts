import { beforeEach, describe, expect, test } from 'vitest';
import { renewProfile } from '../../../core/accounts/commands/renew-profile.ts';
import { declareAccount } from '../../../core/bank/commands/declare-account.ts';
import type { Sheba } from '../../../core/bank/types.ts';
import type { IsoDate } from '../../../core/calendar.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { average } from '../../../core/registry/rules.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import { aStudent, type Student } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  type Campus,
  done,
} from '../../support/scenes.ts';
import { aTerm, aUniversity, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const renew = (student: Student, universityId = campus.university.id) =>
  database.db.transaction((work) =>
    renewProfile(work, student.person, laterOf(student, universityId)),
  );

/** What the registry says of who has begun a master's. */
const laterOf = ({ identityNumber, profile }: Student, universityId: number): StudentRecord => ({
  ...{ identityNumber: identityNumber as IdentityNumber, universityId, level: 'master' },
  ...{ studentNumber: ' ۴۰۲-۱۲۳۴۵۶۷ ', startDate: '2023-09-23' as IsoDate, field: profile.field },
  ...{ firstName: 'نگار', lastName: 'نمونه', birthDate: '2001-05-15' as IsoDate },
  ...{ gender: 'female', studentType: 'domestic', lastTermAverage: average(1700) },
  ...{ cumulativeAverage: average(1700), termsPassed: 0, probationTerms: 0 },
  ...{ disciplinaryConvictions: 0, bornInIran: true, parentIranian: true },
  ...{ married: false, children: 0 },
});

const profileOf = ({ accountId }: Student) =>
  database.db.read.profile.findUniqueOrThrow({ where: { accountId } });

test('the number of the record is kept as numbers are', async () => {
  const student = await aStudent(database, { university: campus.university });
  expect(await renew(student)).toEqual({ ok: true, renewed: true });
  expect(await profileOf(student)).toMatchObject({ studentNumber: '4021234567', level: 'master' });
  expect(await renew(student)).toEqual({ ok: true, renewed: false });
});

test('the account that waits to be confirmed goes to the finance of the new university', async () => {
  const student = await aStudent(database, { university: campus.university });
  const { accountId } = student;
  const { id: universityId } = campus.university;
  await done(database, async (work) => {
    await declareAccount(work, { accountId, universityId, sheba: sheba() as Sheba });
    return { ok: true };
  });
  const elsewhere = await aUniversity(database);
  await renew(student, elsewhere.id);
  const kind = 'confirmBankAccount';
  const items = await database.db.read.workItem.findMany({
    where: { kind },
    orderBy: { id: 'asc' },
  });
  expect(items.map((item) => [item.universityId, item.closedAt !== null])).toEqual([
    [universityId, true],
    [elsewhere.id, false],
  ]);
});

describe('what goes by the profile as it is', () => {
  const underWay = { ok: false, reason: 'requestUnderWay' };

  test.each(['filed', 'sentBack', 'awaitingInternational', 'appealed', 'approved'] as const)(
    'is a request that is %s',
    async (state) => {
      const student = await anApplicant(database, campus, { application: { state } });
      expect(await renew(student)).toEqual(underWay);
      // Of a term that is over too, unless nothing can come of it any more.
      database.clock.set('2024-03-01T08:00:00Z');
      const term = await aTerm(database, { number: 2 });
      const dates = { opensOn: '2024-02-20', closesOn: '2024-05-20' };
      await windowsOpen(database, campus.university, term, dates);
      expect(await renew(student)).toMatchObject(state === 'approved' ? { ok: true } : underWay);
    },
  );

  test('is a rejection for as long as it can be appealed', async () => {
    const decidedAt = database.clock.now();
    const application = { state: 'rejected', decidedAt } as const;
    const student = await anApplicant(database, campus, { application });
    expect(await renew(student)).toEqual(underWay);
    database.clock.advance(12 * days);
    expect(await renew(student)).toMatchObject({ ok: true });
  });

  test('is a placement, also after all windows', async () => {
    const student = await anApplicant(database, campus);
    await anApprovedPlacement(database, campus, { student });
    database.clock.set('2024-03-01T08:00:00Z');
    expect(await renew(student)).toEqual(underWay);
  });
});
