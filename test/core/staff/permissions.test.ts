import { beforeEach, describe, expect, test } from 'vitest';
import { grantCartable } from '../../../core/cartables/commands/grant-cartable.ts';
import { claimWorkItem, releaseWorkItem } from '../../../core/staff/commands/claim-work-item.ts';
import { openItem } from '../../../core/staff/commands/work-items.ts';
import { holdersOf, holdingsOf, inboxOf } from '../../../core/staff/queries.ts';
import { type Action, can, type Subject } from '../../../core/staff/rules.ts';
import type { Holding, Person, StaffRole } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson } from '../../support/people.ts';
import { aCampus, atOnce, type Campus, done, outcomes } from '../../support/scenes.ts';
import { aUnit, aUniversity } from '../../support/university.ts';

describe('who may do what', () => {
  const holding = (role: StaffRole, more: Partial<Holding> = {}): Holding => ({
    cartableId: 1,
    role,
    process: 'placement',
    universityId: 7,
    unitId: null,
    ...more,
  });
  const person = (...holdings: Holding[]): Person => ({
    kind: 'person',
    accountId: 5,
    chatId: 5n,
    holdings,
  });
  const reason = (actor: Person, action: Action, subject: Subject) => {
    const result = can(actor, action, subject);
    return result.ok ? 'ok' : result.reason;
  };
  const unitOfficer = person(holding('unitOfficer', { unitId: 3 }));

  test.each<[string, Person, Action, Subject, string]>([
    ['the own unit', unitOfficer, 'reportHours', { universityId: 7, unitId: 3 }, 'ok'],
    ['another unit', unitOfficer, 'reportHours', { universityId: 7, unitId: 4 }, 'notAllowed'],
    ['no unit', unitOfficer, 'reportHours', { universityId: 7 }, 'notAllowed'],
    [
      'another university',
      unitOfficer,
      'reportHours',
      { universityId: 8, unitId: 3 },
      'notAllowed',
    ],
    ['another role', unitOfficer, 'decideOpening', { universityId: 7, unitId: 3 }, 'notAllowed'],
    ['nothing held', person(), 'reportHours', { universityId: 7, unitId: 3 }, 'notAllowed'],
    ['a whole university', person(holding('expert')), 'decideOpening', { universityId: 7 }, 'ok'],
    [
      'the own case',
      person(holding('expert')),
      'reviewApplication',
      { universityId: 7, ownerId: 5 },
      'ownCase',
    ],
    [
      'the own first step',
      person(holding('finance')),
      'approvePayRun',
      { universityId: 7, firstPersonIds: [5] },
      'samePerson',
    ],
    [
      'the first step of who handed the cartable over',
      person(holding('finance', { behalfOfId: 9 })),
      'approvePayRun',
      { universityId: 7, firstPersonIds: [9] },
      'samePerson',
    ],
    [
      'the same, with a cartable of the own besides',
      person(holding('finance', { behalfOfId: 9 }), holding('studentDeputy')),
      'approvePayRun',
      { universityId: 7, firstPersonIds: [9] },
      'ok',
    ],
    [
      'the whole country',
      person(holding('organisation', { universityId: null })),
      'setRate',
      {},
      'ok',
    ],
    ['a university for the country', person(holding('expert')), 'setRate', {}, 'notAllowed'],
  ])('%s', (_what, actor, action, subject, outcome) => {
    expect(reason(actor, action, subject)).toBe(outcome);
  });

  test('the system meets deadlines, but decides nothing', () => {
    expect(can({ kind: 'system' }, 'runDeadlines', {})).toMatchObject({ ok: true });
    expect(can({ kind: 'system' }, 'decidePlacement', {})).toMatchObject({ ok: false });
  });

  test('nobody acts without an account', () => {
    const nobody = { ...person(holding('expert')), accountId: null };
    expect(reason(nobody, 'decideOpening', { universityId: 7 })).toBe('notAllowed');
  });
});

describe('cartables', () => {
  const database = useDatabase();
  let campus: Campus;
  beforeEach(async () => {
    campus = await aCampus(database);
  });

  const system = { kind: 'system' } as const;
  const inbox = (person: Person, more: Partial<Parameters<typeof inboxOf>[2]> = {}) =>
    inboxOf(database.db.read, person, { now: database.clock.now(), ...more });
  const expertItem = (subjectId: number) =>
    database.db.transaction((work) =>
      openItem(work, {
        kind: 'reviewApplication',
        subjectId,
        role: 'expert',
        universityId: campus.university.id,
      }),
    );

  test('are granted once, whoever grants at the same moment', async () => {
    const { accountId } = await aPerson(database);
    const place = {
      role: 'studentDeputy',
      process: 'application',
      universityId: campus.university.id,
      unitId: null,
    } as const;
    const granted = await atOnce(
      database,
      Array.from({ length: 5 }, () => (work) => {
        return grantCartable(work, system, { ...place, accountId });
      }),
    );
    expect(outcomes(granted)).toEqual({ ok: 5 });
    expect(await holdingsOf(database.db.read, accountId, database.clock.now())).toHaveLength(1);
    expect(await database.db.read.cartable.count({ where: { role: 'studentDeputy' } })).toBe(1);
  });

  test('are of the place that their role has, and given by the organisation', async () => {
    const { accountId } = await aPerson(database);
    const grant = (actor: Person | typeof system, place: object) =>
      database.db.transaction((work) =>
        grantCartable(work, actor, {
          role: 'unitOfficer',
          process: 'placement',
          universityId: campus.university.id,
          unitId: campus.unit.id,
          accountId,
          ...place,
        }),
      );
    const other = await aUniversity(database);
    expect(await grant(campus.expert, {})).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await grant(system, { unitId: null })).toEqual({ ok: false, reason: 'wrongPlace' });
    expect(await grant(system, { universityId: null })).toEqual({
      ok: false,
      reason: 'wrongPlace',
    });
    expect(await grant(system, { universityId: other.id })).toEqual({
      ok: false,
      reason: 'unknownUnit',
    });
  });

  test('handed over count while the days run, once accepted, and show for whom', async () => {
    const { accountId } = await aPerson(database);
    const now = database.clock.now();
    const [held] = campus.expert.holdings;
    const delegation = await database.db.read.delegation.create({
      data: {
        cartableId: held?.cartableId ?? 0,
        fromId: campus.expert.accountId,
        toId: accountId,
        startsAt: now,
        endsAt: new Date(now.getTime() + 2 * days),
      },
    });
    const held2 = () => holdingsOf(database.db.read, accountId, database.clock.now());
    expect(await held2()).toEqual([]);
    await database.db.read.delegation.update({
      where: { id: delegation.id },
      data: { acceptedAt: now },
    });
    expect(await held2()).toMatchObject([{ role: 'expert', behalfOfId: campus.expert.accountId }]);
    database.clock.advance(2 * days);
    expect(await held2()).toEqual([]);
  });

  test('given up are held no more, nor can they be handed over', async () => {
    const { accountId } = campus.expert;
    const place = { role: 'expert', universityId: campus.university.id } as const;
    expect(await holdersOf(database.db.read, place)).toEqual([accountId]);
    await database.db.read.cartableHolder.updateMany({
      where: { accountId },
      data: { until: database.clock.now() },
    });
    expect(await holdersOf(database.db.read, place)).toEqual([]);
    expect(await holdingsOf(database.db.read, accountId, database.clock.now())).toEqual([]);
  });

  test('show what waits, the most urgent first, by page, kind and filter', async () => {
    for (let made = 0; made < 10; made++) await expertItem(1000 + made);
    const first = await inbox(campus.expert);
    expect(first).toMatchObject({ total: 10, pages: 2, page: 0 });
    expect(first.counts).toEqual({ reviewApplication: 10 });
    const last = await inbox(campus.expert, { page: 7 });
    expect(last.items.map(({ subjectId }) => subjectId)).toEqual([1008, 1009]);
    expect(await inbox(campus.expert, { filter: 'overdue' })).toMatchObject({ total: 0 });
    // Saturday; three working days on is Tuesday, to the end of the day.
    expect(first.items[0]?.dueAt.toISOString()).toBe('2023-10-10T20:29:59.999Z');
    database.clock.advance(4 * days);
    expect(await inbox(campus.expert, { filter: 'overdue' })).toMatchObject({ total: 10 });
    expect(await inbox(campus.finance)).toMatchObject({ total: 0 });
    const stranger = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    expect(await inbox(stranger)).toMatchObject({ total: 0 });
  });

  test('an item is claimed by one of its holders, and given back by that one', async () => {
    await expertItem(1);
    const second = await anOfficer(database, { role: 'expert', university: campus.university });
    const [item] = (await inbox(campus.expert)).items;
    const itemId = item?.id ?? 0;
    const claims = await atOnce(database, [
      (work) => claimWorkItem(work, campus.expert, { itemId }),
      (work) => claimWorkItem(work, second, { itemId }),
    ]);
    expect(outcomes(claims)).toEqual({ ok: 1, claimedByAnother: 1 });
    const { claimedById } = await database.db.read.workItem.findFirstOrThrow();
    const [winner, other] =
      claimedById === second.accountId ? [second, campus.expert] : [campus.expert, second];
    expect(await inbox(winner, { filter: 'mine' })).toMatchObject({ total: 1 });
    expect(await inbox(other, { filter: 'unclaimed' })).toMatchObject({ total: 0 });
    const release = (actor: Person) =>
      database.db.transaction((work) => releaseWorkItem(work, actor, { itemId }));
    expect(await release(other)).toMatchObject({ reason: 'claimedByAnother' });
    expect(await release(winner)).toEqual({ ok: true });
    await done(database, (work) => claimWorkItem(work, other, { itemId }));
  });

  test('an item of another unit cannot be claimed', async () => {
    await database.db.transaction((work) =>
      openItem(work, {
        kind: 'reportHours',
        subjectId: 1,
        role: 'unitOfficer',
        universityId: campus.university.id,
        unitId: campus.unit.id,
      }),
    );
    const unit = await aUnit(database, campus.university);
    const neighbour = await anOfficer(database, { role: 'unitOfficer', unit });
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow();
    const claim = (actor: Person, id = itemId) =>
      database.db.transaction((work) => claimWorkItem(work, actor, { itemId: id }));
    expect(await claim(neighbour)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await claim(campus.officer, 1)).toEqual({ ok: false, reason: 'gone' });
  });
});
