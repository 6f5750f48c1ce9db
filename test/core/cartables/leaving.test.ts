import { beforeEach, describe, expect, test } from 'vitest';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import { leaveCartable, takeCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import { claimWorkItem } from '../../../core/staff/commands/claim-work-item.ts';
import { openItem } from '../../../core/staff/commands/work-items.ts';
import { holdersOf, isHeld } from '../../../core/staff/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { atOnce, done, inboxKinds, outcomes, toldTo } from '../../support/scenes.ts';
import { aTerm, aUniversity, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let first: Officer;
let second: Officer;
let administrator: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  first = await anOfficer(database, { role: 'expert', university });
  second = await anOfficer(database, { role: 'expert', university, process: 'registration' });
  administrator = await anOfficer(database, { role: 'administrator' });
});

const cartableOf = ({ holdings }: Person) => holdings[0]?.cartableId ?? 0;
const leave = (person: Person, cartableId = cartableOf(person)) =>
  database.db.transaction((work) => leaveCartable(work, person, { cartableId }));
const take = (actor: Person, from: Officer) =>
  database.db.transaction((work) =>
    takeCartable(work, actor, { cartableId: cartableOf(from), accountId: from.accountId }),
  );
const aWaitingItem = () =>
  database.db.transaction((work) =>
    openItem(work, {
      kind: 'reviewApplication',
      subjectId: 7,
      role: 'expert',
      universityId: university.id,
    }),
  );
const alerts = async ({ chatId }: Person) => {
  const rows = await database.db.read.outboxMessage.findMany({ where: { chatId } });
  return rows.flatMap(({ payload }) => {
    const { notice } = payload as { notice: { name: string } };
    return notice.name === 'lastHolderLeft' ? [notice] : [];
  });
};

describe('giving up a cartable', () => {
  test('leaves who has no confirmed profile the whole time for one, once it is the last', async () => {
    const { accountId } = await aPerson(database, { state: 'preRegistered' });
    const other = await anOfficer(database, { role: 'finance', university, accountId });
    const own = await anOfficer(database, {
      ...{ role: 'expert', university, process: 'registration', accountId },
    });
    const due = async (id: number) =>
      (await database.db.read.account.findUniqueOrThrow({ where: { id } })).profileDueAt;
    await leave(other);
    expect(await due(accountId)).toBeNull();
    await leave(own);
    expect(await due(accountId)).toEqual(endOfTehranDay(isoDate('2023-11-07')));
    await leave(first);
    expect(await due(first.accountId)).toBeNull();
  });

  test('leaves what waits to the others, and gives back what was claimed', async () => {
    await aWaitingItem();
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow();
    await done(database, (work) => claimWorkItem(work, first, { itemId }));
    expect(await leave(first)).toEqual({ ok: true, stillHeld: true });
    expect(await database.db.read.workItem.findFirst()).toMatchObject({ claimedById: null });
    expect(await inboxKinds(database, second)).toEqual(['reviewApplication']);
    expect(await alerts(administrator)).toEqual([]);
    expect(await leave(first)).toMatchObject({ reason: 'notHeld' });
  });

  test('keeps what is still reached by another cartable of the same person', async () => {
    const { accountId } = first;
    await anOfficer(database, { role: 'expert', university, process: 'registration', accountId });
    await aWaitingItem();
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow();
    await done(database, (work) => claimWorkItem(work, first, { itemId }));
    await leave(first);
    expect(await database.db.read.workItem.findFirst()).toMatchObject({ claimedById: accountId });
  });

  test('by the last one is told to who can help, with what waits and which windows need it', async () => {
    const term = await aTerm(database);
    await windowsOpen(database, university, term);
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const organisation = await anOfficer(database, { role: 'organisation' });
    await aWaitingItem();
    await leave(first);
    expect(await leave(second)).toEqual({ ok: true, stillHeld: false });
    for (const person of [administrator, organisation, deputy]) {
      expect(await alerts(person)).toMatchObject([
        {
          place: { role: 'expert', university: { en: 'Sample University' } },
          waiting: 1,
          windows: ['applications', 'unitRequests', 'hours'],
        },
      ]);
    }
    expect(await toldTo(database, second.chatId)).toEqual([]);
    const at = { role: 'expert', universityId: university.id, unitId: null } as const;
    expect(await isHeld(database.db.read, at)).toBe(false);
  });

  test('by the last two at once is told once', async () => {
    const results = await atOnce(
      database,
      [first, second].map(
        (person) => (work) => leaveCartable(work, person, { cartableId: cartableOf(person) }),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 2 });
    expect(await alerts(administrator)).toHaveLength(1);
  });

  test('is refused to the last administrator, of two who go at once too', async () => {
    expect(await leave(administrator)).toMatchObject({ reason: 'lastAdministrator' });
    const another = await anOfficer(database, { role: 'administrator' });
    const results = await atOnce(
      database,
      [administrator, another].map(
        (person) => (work) => leaveCartable(work, person, { cartableId: cartableOf(person) }),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, lastAdministrator: 1 });
    const at = { role: 'administrator', universityId: null } as const;
    expect(await holdersOf(database.db.read, at)).toHaveLength(1);
  });
});

describe('taking a cartable away', () => {
  test('is for the deputy, the organisation and the administrator; the other is told', async () => {
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const elsewhere = await anOfficer(database, {
      role: 'studentDeputy',
      university: await aUniversity(database),
    });
    expect(await take(second, first)).toMatchObject({ reason: 'notAllowed' });
    expect(await take(elsewhere, first)).toMatchObject({ reason: 'notAllowed' });
    expect(await take(deputy, first)).toEqual({ ok: true, stillHeld: true });
    expect(await toldTo(database, first.chatId)).toEqual(['cartableTaken']);
    expect(await take(deputy, first)).toMatchObject({ reason: 'notHeld' });
  });

  test('of the country is for the administrator', async () => {
    const organisation = await anOfficer(database, { role: 'organisation' });
    const colleague = await anOfficer(database, { role: 'organisation' });
    expect(await take(organisation, colleague)).toMatchObject({ reason: 'notAllowed' });
    expect(await take(organisation, administrator)).toMatchObject({ reason: 'notAllowed' });
    expect(await take(administrator, colleague)).toMatchObject({ ok: true });
    expect(await take(administrator, administrator)).toMatchObject({ reason: 'lastAdministrator' });
  });

  test('from the organisation’s last officer puts its requests before the administrator', async () => {
    const organisation = await anOfficer(database, { role: 'organisation' });
    await database.db.transaction((work) =>
      openItem(work, {
        kind: 'approveCartable',
        subjectId: 1,
        role: 'organisation',
        universityId: university.id,
      }),
    );
    await leave(organisation);
    expect(await inboxKinds(database, administrator)).toEqual(['approveCartable']);
  });
});
