import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../../core/staff/types.ts';
import { changeSettings } from '../../../core/universities/commands/change-settings.ts';
import type { SettingsChange } from '../../../core/universities/schema.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import { aCampus, anApplicant, atOnce, type Campus } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let deputy: Officer;

beforeEach(async () => {
  campus = await aCampus(database);
  deputy = await anOfficer(database, { role: 'studentDeputy', university: campus.university });
});

const set = (
  change: SettingsChange,
  person: Person = deputy,
  universityId = campus.university.id,
) => database.db.transaction((work) => changeSettings(work, person, { universityId, change }));

const stored = async () =>
  (
    await database.db.read.university.findUniqueOrThrow({
      where: { id: campus.university.id },
      select: { settings: true },
    })
  ).settings;

test('what is changed is kept beside what is not, and recorded with what it was', async () => {
  expect(await set({ fileDays: 120 })).toEqual({ ok: true, changed: true, recounted: 0, kept: 0 });
  expect(await set({ averageBasis: 'cumulative' })).toMatchObject({ changed: true });
  expect(await set({ averageBasis: 'cumulative' })).toMatchObject({ changed: false });
  expect(await stored()).toEqual({ fileDays: 120, averageBasis: 'cumulative' });
  const events = await database.db.read.auditEvent.findMany({
    where: { action: 'university.settingsChanged' },
    orderBy: { seq: 'asc' },
  });
  expect(events).toMatchObject([
    {
      action: 'university.settingsChanged',
      actorId: deputy.accountId,
      before: { fileDays: 90 },
      after: { fileDays: 120 },
    },
    { before: { averageBasis: 'lastTerm' }, after: { averageBasis: 'cumulative' } },
  ]);
});

test('two at once both stand', async () => {
  const universityId = campus.university.id;
  const changes: SettingsChange[] = [
    { fileDays: 60 },
    { averageBasis: 'cumulative' },
    { points: { married: 3 } },
    { points: { welfare: 2 } },
  ];
  await atOnce(
    database,
    changes.map((change) => (work) => changeSettings(work, deputy, { universityId, change })),
  );
  expect(await stored()).toMatchObject({
    ...{ fileDays: 60, averageBasis: 'cumulative' },
    points: { married: 3, welfare: 2, exemplary: 1 },
  });
});

test.each<[string, SettingsChange]>([
  ['too few days', { fileDays: 29 }],
  ['too many days', { fileDays: 731 }],
  ['points below none', { points: { married: -1 } }],
  ['too many points', { points: { married: 11 } }],
  ['half a point', { points: { married: 0.5 } }],
])('%s are refused', async (_what, change) => {
  expect(await set(change)).toEqual({ ok: false, reason: 'outOfRange' });
  expect(await stored()).toEqual({});
});

test('who decides on requests sets nothing, and nobody at another university', async () => {
  const refused = { ok: false, reason: 'notAllowed' };
  const other = await aUniversity(database);
  expect(await set({ fileDays: 60 }, campus.expert)).toEqual(refused);
  expect(await set({ fileDays: 60 }, deputy, other.id)).toEqual(refused);
  const organisation = await anOfficer(database, { role: 'organisation' });
  expect(await set({ fileDays: 60 }, organisation)).toMatchObject({ ok: true });
  expect(await set({ fileDays: 60 }, organisation, 0)).toEqual({
    ok: false,
    reason: 'unknownUniversity',
  });
});

test('new points count at once in terms that are not over, and nowhere else', async () => {
  const verified = ['married', 'exemplary'] as const;
  const both = await anApplicant(database, campus, { application: { verified: [...verified] } });
  const none = await anApplicant(database, campus);
  const away = await aCampus(database);
  const other = await anApplicant(database, away, { application: { verified: ['married'] } });
  const pointsOf = async ({ application }: { application: { id: number } }) =>
    (await database.db.read.application.findUniqueOrThrow({ where: { id: application.id } }))
      .points;
  const before = await pointsOf(other);
  expect(await set({ points: { married: 5 } })).toMatchObject({ recounted: 1 });
  expect([await pointsOf(both), await pointsOf(none), await pointsOf(other)]).toEqual([
    6,
    0,
    before,
  ]);
  // Nobody's rank of a term that is over is counted anew.
  database.clock.advance(400 * days);
  expect(await set({ points: { married: 1 } })).toMatchObject({ changed: true, recounted: 0 });
  expect(await pointsOf(both)).toBe(6);
});

test('a new basis counts at once by what was known of each request; where nothing was, the former stays', async () => {
  const record = (lastTermAverage: number | null, cumulativeAverage: number | null) => ({
    lastTermAverage,
    cumulativeAverage,
  });
  const applicant = (known: Record<string, unknown>) =>
    anApplicant(database, campus, { application: { average: '17.00', ...known } });
  const registered = await applicant({ record: record(1700, 1525) });
  const declared = await applicant({
    record: record(1700, null),
    declarations: { cumulativeAverage: 1810 },
  });
  const unknown = await applicant({ record: record(1700, null) });
  // Whoever is out of the running is in no rank.
  await applicant({ record: record(1700, null), state: 'rejected' });
  const averages = async () => {
    const ids = [registered, declared, unknown].map(({ application }) => application.id);
    const rows = await database.db.read.application.findMany({
      where: { id: { in: ids } },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ average }) => average?.toFixed(2));
  };
  expect(await set({ averageBasis: 'cumulative' })).toMatchObject({ recounted: 2, kept: 1 });
  expect(await averages()).toEqual(['15.25', '18.10', '17.00']);
  // New points leave the averages as they are.
  expect(await set({ points: { married: 2 } })).toMatchObject({ recounted: 0 });
  expect(await averages()).toEqual(['15.25', '18.10', '17.00']);
  expect(await set({ averageBasis: 'lastTerm' })).toMatchObject({ recounted: 2, kept: 0 });
  expect(await averages()).toEqual(['17.00', '17.00', '17.00']);
  database.clock.advance(400 * days);
  expect(await set({ averageBasis: 'cumulative' })).toMatchObject({ recounted: 0, kept: 0 });
  expect(await averages()).toEqual(['17.00', '17.00', '17.00']);
});
