import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../../core/staff/types.ts';
import { correctUniversity } from '../../../core/universities/commands/correct-university.ts';
import { startUniversity } from '../../../core/universities/commands/create-university.ts';
import { noteUnlisted } from '../../../core/universities/commands/note-unlisted.ts';
import type { Names } from '../../../core/universities/rules.ts';
import type { UniversityKind } from '../../../core/universities/types.ts';
import { useDatabase } from '../../support/database.ts';
import { aStranger } from '../../support/invited.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import { done, outcomes, toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let organisation: Officer;
let university: Awaited<ReturnType<typeof aUniversity>>;

beforeEach(async () => {
  organisation = await anOfficer(database, { role: 'organisation' });
  university = await aUniversity(database, { startedAt: null });
});

type Change = Partial<Names & { readonly kind: UniversityKind }>;

const correct = (change: Change, { of = university, by = organisation as Person } = {}) =>
  database.db.transaction((work) => {
    const { id: universityId, code, nameFa, nameEn, kind } = of;
    return correctUniversity(work, by, { universityId, code, nameFa, nameEn, kind, ...change });
  });

const stored = () =>
  database.db.read.university.findUniqueOrThrow({ where: { id: university.id } });

test('a name and a code are put right, and recorded with what they were', async () => {
  expect(await correct({})).toEqual({ ok: true, changed: false });
  expect(await correct({ nameEn: ' Qom University ', code: 'qom-u' })).toEqual({
    ok: true,
    changed: true,
  });
  expect(await stored()).toMatchObject({ nameEn: 'Qom University', code: 'qom-u' });
  const { code, nameFa, nameEn, kind } = university;
  expect(
    await database.db.read.auditEvent.findMany({ where: { action: 'university.corrected' } }),
  ).toMatchObject([
    {
      actorId: organisation.accountId,
      before: { code, nameFa, nameEn, kind },
      after: { code: 'qom-u', nameFa, nameEn: 'Qom University', kind },
    },
  ]);
  expect(await correct({ nameFa: ' ' })).toMatchObject({ reason: 'noName' });
});

test('a code is one university’s, of two that take it at once one gets it', async () => {
  const other = await aUniversity(database);
  expect(await correct({ code: other.code })).toMatchObject({ reason: 'codeTaken' });
  const both = await Promise.all([
    correct({ code: 'new' }),
    correct({ code: 'new' }, { of: other }),
  ]);
  expect(outcomes(both)).toEqual({ codeTaken: 1, ok: 1 });
});

test('who is responsible for it is put right until it starts', async () => {
  expect(await correct({ kind: 'medical' })).toMatchObject({ changed: true });
  expect(await stored()).toMatchObject({ kind: 'medical' });
  expect(await correct({ kind: 'state' })).toMatchObject({ changed: true });
  await done(database, (work) =>
    startUniversity(work, organisation, { universityId: university.id }),
  );
  expect(await correct({ kind: 'azad' })).toMatchObject({ reason: 'kindStays' });
  expect(await stored()).toMatchObject({ kind: 'state' });
});

test('who asked for it by the name that it has now hears that it has started, where it has', async () => {
  const { person } = await aStranger(database);
  await done(database, (work) => noteUnlisted(work, person, { name: 'دانشگاه چشمهٔ روشن' }));
  const started = await aUniversity(database);
  await correct({ nameFa: 'دانشگاه چشمه روشن' }, { of: started });
  expect(await toldTo(database, person.chatId)).toEqual(['universityStarted']);
});

test('who asked for it by the name that it has now hears of its start', async () => {
  const { person } = await aStranger(database);
  await done(database, (work) => noteUnlisted(work, person, { name: 'دانشگاه چشمهٔ روشن' }));
  await correct({ nameFa: 'دانشگاه چشمه روشن' });
  await done(database, (work) =>
    startUniversity(work, organisation, { universityId: university.id }),
  );
  expect(await toldTo(database, person.chatId)).toEqual(['universityStarted']);
});
