import { beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { addHoliday, removeHoliday, seedHolidays } from '../../../core/holidays/commands.ts';
import { comingHolidays, holidaysAround } from '../../../core/holidays/queries.ts';
import { shippedHolidays } from '../../../core/holidays/rules.ts';
import { setDueDays } from '../../../core/staff/commands/set-due-days.ts';
import { openItem } from '../../../core/staff/commands/work-items.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import { atOnce, outcomes } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

describe('the list that ships', () => {
  const of1405 = [
    ...new Set(
      shippedHolidays()
        .map(({ day }) => day)
        .filter((day) => day >= '2026-03-21' && day <= '2027-03-20'),
    ),
  ];

  test('has the 25 days of the official calendar of 1405: six Thursdays and three Fridays', () => {
    const weekdays = of1405.map((day) => new Date(`${day}T12:00:00Z`).getUTCDay());
    expect(of1405).toHaveLength(25);
    expect(weekdays.filter((day) => day === 4)).toHaveLength(6);
    expect(weekdays.filter((day) => day === 5)).toHaveLength(3);
  });

  test('names the source of every day', () => {
    expect(shippedHolidays().filter(({ source }) => source === '')).toEqual([]);
  });
});

const database = useDatabase();
let administrator: Officer;

beforeEach(async () => {
  administrator = await anOfficer(database, { role: 'administrator' });
});

const day = isoDate('2023-10-09');
const holiday = { day, nameFa: 'روز نمونه', nameEn: 'Sample day', source: 'a test' };
const add = (actor: Person, more = {}) =>
  database.db.transaction((work) => addHoliday(work, actor, { ...holiday, ...more }));
const remove = (actor: Person) =>
  database.db.transaction((work) => removeHoliday(work, actor, { day }));

describe('holidays', () => {
  test('are changed by the administrator and the organisation, with a name, for days to come', async () => {
    const university = await aUniversity(database);
    const expert = await anOfficer(database, { role: 'expert', university });
    expect(await add(expert)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await remove(expert)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await add(administrator, { nameEn: ' ' })).toMatchObject({ reason: 'noName' });
    expect(await add(administrator, { day: isoDate('2023-10-06') })).toMatchObject({
      reason: 'inThePast',
    });
    expect(await add(await anOfficer(database, { role: 'organisation' }))).toEqual({ ok: true });
    expect(await add(administrator)).toMatchObject({ reason: 'already' });
  });

  test('are added once, of two who add at once', async () => {
    const results = await atOnce(
      database,
      [1, 2].map(() => (work) => addHoliday(work, administrator, holiday)),
    );
    expect(outcomes(results)).toEqual({ ok: 1, already: 1 });
  });

  test('that were removed stay so through the next start, until they are added again', async () => {
    await database.db.transaction(seedHolidays);
    const listed = () =>
      comingHolidays(database.db.read, { from: isoDate('2026-11-23'), page: 0, size: 3 });
    const [first] = (await listed()).holidays;
    if (!first) throw new Error('the list that ships has no day to come');
    expect(first).toMatchObject({ day: '2026-12-23', nameEn: 'Birth of Imam Ali' });
    database.clock.set('2026-11-22T08:00:00Z');
    await database.db.transaction((work) => removeHoliday(work, administrator, first));
    await database.db.transaction(seedHolidays);
    expect((await listed()).holidays[0]?.day).toBe('2027-01-06');
    await database.db.transaction((work) => addHoliday(work, administrator, first));
    expect((await listed()).holidays[0]?.day).toBe('2026-12-23');
  });
});

describe('what waits', () => {
  const dueOf = async (universityId: number | null) => {
    await database.db.transaction((work) =>
      openItem(work, { kind: 'reviewApplication', subjectId: 7, role: 'expert', universityId }),
    );
    const { dueAt } = await database.db.read.workItem.findFirstOrThrow();
    return dueAt.toISOString();
  };

  test('is due after three working days, holidays not counted', async () => {
    const { id } = await aUniversity(database);
    await add(administrator);
    expect(await holidaysAround(database.db.read, day)).toEqual(new Set([day]));
    // Saturday; Sunday, (Monday is the holiday,) Tuesday, Wednesday.
    expect(await dueOf(id)).toBe('2023-10-11T20:29:59.999Z');
  });

  test('is due when the university says, which others cannot set', async () => {
    const university = await aUniversity(database, { settings: { averageBasis: 'cumulative' } });
    const expert = await anOfficer(database, { role: 'expert', university });
    const set = (actor: Person, dueWorkingDays: number) =>
      database.db.transaction((work) =>
        setDueDays(work, actor, { universityId: university.id, dueWorkingDays }),
      );
    const elsewhere = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    expect(await set(elsewhere, 1)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await set(expert, 0)).toEqual({ ok: false, reason: 'outOfRange' });
    expect(await set(expert, 16)).toEqual({ ok: false, reason: 'outOfRange' });
    expect(await set(expert, 1)).toEqual({ ok: true });
    expect(await dueOf(university.id)).toBe('2023-10-08T20:29:59.999Z');
    const kept = await database.db.read.university.findUniqueOrThrow({
      where: { id: university.id },
    });
    expect(kept.settings).toEqual({ averageBasis: 'cumulative', dueWorkingDays: 1 });
  });
});
