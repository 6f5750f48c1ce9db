import { beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import type { Person } from '../../../core/staff/types.ts';
import { extendWindow } from '../../../core/terms/commands/extend-window.ts';
import { createTerm, openWindows } from '../../../core/terms/commands/open-windows.ts';
import { currentTerm, requireWindow, termsAhead, windowsOf } from '../../../core/terms/queries.ts';
import {
  createUnit,
  createUniversity,
  startUniversity,
} from '../../../core/universities/commands/create-university.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import { atOnce, outcomes, toldTo } from '../../support/scenes.ts';
import { aTerm, aUnit, aUniversity, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let term: Awaited<ReturnType<typeof aTerm>>;
let expert: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  term = await aTerm(database);
  expert = await anOfficer(database, { role: 'expert', university });
});

const span = { opensOn: isoDate('2023-10-10'), closesOn: isoDate('2023-10-20') };
const dates = { applications: span, unitRequests: span, hours: span, accounts: span };
const place = () => ({ universityId: university.id, termId: term.id });
const open = (actor: Person, more = {}) =>
  database.db.transaction((work) =>
    openWindows(work, actor, { ...place(), dates: { ...dates, ...more } }),
  );

async function staffed(): Promise<void> {
  await anOfficer(database, { role: 'finance', university });
  await anOfficer(database, { role: 'studentDeputy', university });
  await anOfficer(database, { role: 'unitOfficer', unit: await aUnit(database, university) });
}

describe('opening a term', () => {
  test('needs somebody for every step, and names the roles that nobody holds', async () => {
    expect(await open(expert)).toEqual({
      ok: false,
      reason: 'rolesVacant',
      roles: ['studentDeputy', 'unitOfficer', 'finance'],
    });
    await staffed();
    expect(await open(expert)).toEqual({ ok: true });
    const windows = await windowsOf(database.db.read, place(), database.clock.now());
    expect(windows.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['accounts', 'before'],
      ['applications', 'before'],
      ['hours', 'before'],
      ['unitRequests', 'before'],
    ]);
  });

  test('sets all four windows or none', async () => {
    await staffed();
    const backwards = { opensOn: isoDate('2023-10-20'), closesOn: isoDate('2023-10-10') };
    expect(await open(expert, { hours: backwards })).toEqual({
      ok: false,
      reason: 'wrongDates',
      kind: 'hours',
      why: { ok: false, reason: 'endsBeforeStart' },
    });
    expect(await database.db.read.window.count()).toBe(0);
    const results = await atOnce(
      database,
      Array.from({ length: 3 }, () => (work) => openWindows(work, expert, { ...place(), dates })),
    );
    expect(outcomes(results)).toEqual({ ok: 1, alreadySet: 2 });
    expect(await database.db.read.window.count()).toBe(4);
  });

  test('is not for another university’s expert', async () => {
    await staffed();
    const stranger = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    expect(await open(stranger)).toEqual({ ok: false, reason: 'notAllowed' });
  });

  test('holds from the first moment of the first day to the last of the last, in Tehran', async () => {
    await staffed();
    await open(expert);
    const at = async (instant: string) => {
      const now = new Date(instant);
      const tx = database.db.read;
      const result = await requireWindow({ tx, now }, { ...place(), kind: 'hours' });
      return result.ok ? 'open' : result.window.reason;
    };
    expect(await at('2023-10-09T23:59:59.999+03:30')).toBe('notYetOpen');
    expect(await at('2023-10-10T00:00:00+03:30')).toBe('open');
    expect(await at('2023-10-20T23:59:59.999+03:30')).toBe('open');
    expect(await at('2023-10-21T00:00:00+03:30')).toBe('closed');
    const elsewhere = await aUniversity(database);
    const now = new Date('2023-10-12T08:00:00Z');
    const key = { universityId: elsewhere.id, termId: term.id, kind: 'hours' } as const;
    expect(await requireWindow({ tx: database.db.read, now }, key)).toMatchObject({
      reason: 'outsideWindow',
      window: { reason: 'notSet' },
    });
  });
});

test('a window is extended with a reason, later only, and the old end is kept', async () => {
  await windowsOpen(database, university, term, { kinds: ['hours'], closesOn: '2023-10-01' });
  const { id: windowId, closesAt } = await database.db.read.window.findFirstOrThrow();
  const extend = (closesOn: string, reason = 'holidays', actor: Person = expert) =>
    database.db.transaction((work) =>
      extendWindow(work, actor, { windowId, closesOn: isoDate(closesOn), reason }),
    );
  expect(await extend('2023-10-01')).toMatchObject({ reason: 'notLater' });
  expect(await extend('2023-10-05')).toMatchObject({ reason: 'alreadyOver' });
  expect(await extend('2023-11-01', ' ')).toMatchObject({ reason: 'noReason' });
  const university2 = await aUniversity(database);
  const stranger = await anOfficer(database, { role: 'expert', university: university2 });
  expect(await extend('2023-11-01', 'x', stranger)).toMatchObject({ reason: 'notAllowed' });
  expect(await extend('2023-11-01')).toEqual({
    ok: false,
    reason: 'rolesVacant',
    roles: ['unitOfficer'],
  });
  expect(await database.db.read.windowExtension.count()).toBe(0);
  // The deputy and finance are for other windows.
  await anOfficer(database, { role: 'unitOfficer', unit: await aUnit(database, university) });
  expect(await extend('2023-11-01')).toEqual({ ok: true, told: 0 });
  expect(await database.db.read.windowExtension.findMany()).toMatchObject([
    { from: closesAt, reason: 'holidays', byId: expert.accountId },
  ]);
});

test('a window that is open is not kept open longer while a role that it needs is vacant', async () => {
  await windowsOpen(database, university, term, { kinds: ['applications', 'accounts'] });
  const [applications, accounts] = await database.db.read.window.findMany({
    orderBy: { kind: 'asc' },
  });
  const finance = await anOfficer(database, { role: 'finance', university });
  const extend = (window = applications) =>
    database.db.transaction((work) =>
      extendWindow(work, expert, {
        ...{ windowId: window?.id ?? 0, closesOn: isoDate('2024-02-01'), reason: 'snow' },
      }),
    );
  const refused = (role: string) => ({ ok: false, reason: 'rolesVacant', roles: [role] });
  expect(await extend()).toEqual(refused('studentDeputy'));
  await database.db.read.cartableHolder.updateMany({
    where: { accountId: finance.accountId },
    data: { until: database.clock.now() },
  });
  expect(await extend(accounts)).toEqual(refused('finance'));
  await anOfficer(database, { role: 'studentDeputy', university });
  expect(await extend()).toMatchObject({ ok: true });
});

test('the current term is the latest that has opened, or else the next to open', async () => {
  const next = await aTerm(database, { number: 2 });
  const now = () => database.clock.now();
  expect(await currentTerm(database.db.read, university.id, now())).toBeUndefined();
  await windowsOpen(database, university, next, {
    opensOn: '2024-02-01',
    closesOn: '2024-06-01',
  });
  expect(await currentTerm(database.db.read, university.id, now())).toMatchObject({ part: 2 });
  await windowsOpen(database, university, term);
  expect(await currentTerm(database.db.read, university.id, now())).toMatchObject({ part: 1 });
  database.clock.set('2024-03-01T00:00:00Z');
  expect(await currentTerm(database.db.read, university.id, now())).toMatchObject({ part: 2 });
});

test('work can be planned in a term before the current one while its students file or are asked for', async () => {
  const next = await aTerm(database, { number: 2 });
  const ahead = async () =>
    (await termsAhead(database.db.read, university.id, database.clock.now())).map(
      ({ part }) => part,
    );
  await windowsOpen(database, university, term, { kinds: ['unitRequests'] });
  await windowsOpen(database, university, term, {
    ...{ kinds: ['accounts'], closesOn: '2024-03-01' },
  });
  await windowsOpen(database, university, next, {
    ...{ kinds: ['applications'], opensOn: '2024-01-06', closesOn: '2024-02-20' },
  });
  expect(await ahead()).toEqual([1, 2]);
  database.clock.set('2024-01-20T10:00:00Z');
  expect(await ahead()).toEqual([1, 2]);
  database.clock.set('2024-01-21T10:00:00Z');
  expect(await ahead()).toEqual([2]);
});

describe('universities', () => {
  const names = { code: 'qom', nameFa: 'دانشگاه قم', nameEn: 'University of Qom' };

  test('are added once, by the organisation', async () => {
    const organisation = await anOfficer(database, { role: 'organisation' });
    const create = (actor: Person) =>
      database.db.transaction((work) => createUniversity(work, actor, { ...names, kind: 'state' }));
    expect(await create(expert)).toEqual({ ok: false, reason: 'notAllowed' });
    const results = await atOnce(database, [
      (work) => createUniversity(work, organisation, { ...names, kind: 'state' }),
      (work) => createUniversity(work, organisation, { ...names, kind: 'state' }),
    ]);
    expect(outcomes(results)).toEqual({ ok: 1, codeTaken: 1 });
  });

  test('get their units and terms', async () => {
    const unit = { universityId: university.id, ...names, kind: 'centralLibrary' } as const;
    const stranger = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    const create = (actor: Person) =>
      database.db.transaction((work) => createUnit(work, actor, unit));
    expect(await create(stranger)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await create(expert)).toMatchObject({ ok: true });
    expect(await create(expert)).toEqual({ ok: false, reason: 'codeTaken' });
    const made = await database.db.transaction((work) =>
      createTerm(work, expert, { startYear: 1402, part: 1, universityId: university.id }),
    );
    expect(made).toEqual({ ok: true, termId: term.id });
  });

  test('that start are made known to whoever asked for them, once', async () => {
    const fresh = await aUniversity(database, { startedAt: null });
    const { chatId } = expert;
    const at = database.clock.now();
    await database.db.read.universityDemand.create({
      data: { universityId: fresh.id, chatId, at },
    });
    const organisation = await anOfficer(database, { role: 'organisation' });
    const azad = await aUniversity(database, { kind: 'azad', startedAt: null });
    const start = (universityId: number) =>
      database.db.transaction((work) => startUniversity(work, organisation, { universityId }));
    expect(await start(azad.id)).toEqual({ ok: false, reason: 'notOurs' });
    expect(await start(fresh.id)).toEqual({ ok: true, told: 1 });
    expect(await start(fresh.id)).toEqual({ ok: false, reason: 'alreadyStarted' });
    expect(await toldTo(database, chatId)).toEqual(['universityStarted']);
  });
});
