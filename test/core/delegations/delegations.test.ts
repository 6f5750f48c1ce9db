import { beforeEach, describe, expect, test } from 'vitest';
import { voidAccount } from '../../../core/accounts/commands/void-expired-accounts.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  answerDelegation,
  type DelegationOrder,
  offerDelegation,
} from '../../../core/delegations/commands/delegate-cartable.ts';
import {
  endDelegation,
  passDelegation,
} from '../../../core/delegations/commands/end-delegation.ts';
import { startDelegation } from '../../../core/delegations/commands/start-delegation.ts';
import {
  colleaguesFor,
  delegationsToEnd,
  delegationsToStart,
  ownCartables,
} from '../../../core/delegations/queries.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { claimWorkItem } from '../../../core/staff/commands/claim-work-item.ts';
import { openItem } from '../../../core/staff/commands/work-items.ts';
import { holdingsOf } from '../../../core/staff/queries.ts';
import type { Person, StaffRole } from '../../../core/staff/types.ts';
import { extendWindow } from '../../../core/terms/commands/extend-window.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { atOnce, done, inboxKinds, outcomes, toldTo } from '../../support/scenes.ts';
import { aTerm, aUnit, aUniversity, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let expert: Officer;
let deputy: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
  deputy = await anOfficer(database, { role: 'studentDeputy', university });
});

const order = (more: Partial<DelegationOrder> = {}): DelegationOrder => ({
  cartableId: expert.holdings[0]?.cartableId ?? 0,
  toId: deputy.accountId,
  startsOn: isoDate('2023-10-07'),
  endsOn: isoDate('2023-10-09'),
  ...more,
});
const offer = (more: Partial<DelegationOrder> = {}, person: Person = expert) =>
  database.db.transaction((work) => offerDelegation(work, person, order(more)));
const answer = (person: Person, delegationId: number, accept = true) =>
  database.db.transaction((work) => answerDelegation(work, person, { delegationId, accept }));
const end = (person: Person, delegationId: number) =>
  database.db.transaction((work) => endDelegation(work, person, { delegationId }));
const pass = (delegationId: number) =>
  database.db.transaction((work) => passDelegation(work, { delegationId }));

async function accepted(): Promise<number> {
  const { delegationId } = await done(database, (work) => offerDelegation(work, expert, order()));
  await done(database, (work) => answerDelegation(work, deputy, { delegationId, accept: true }));
  return delegationId;
}

/** An officer with what is held now. */
const now = async (officer: Officer): Promise<Officer> => ({
  ...officer,
  holdings: await holdingsOf(database.db.read, officer.accountId, database.clock.now()),
});

describe('handing over a cartable', () => {
  test('counts from the first day to the end of the last, once accepted, with what waits', async () => {
    await database.db.transaction((work) =>
      openItem(work, {
        kind: 'reviewApplication',
        subjectId: 7,
        role: 'expert',
        universityId: university.id,
      }),
    );
    const { delegationId } = await done(database, (work) =>
      offerDelegation(work, expert, order({ startsOn: isoDate('2023-10-08') })),
    );
    expect(await toldTo(database, deputy.chatId)).toEqual(['delegationOffered']);
    await answer(deputy, delegationId);
    expect(await toldTo(database, expert.chatId)).toEqual(['delegationAnswered']);
    expect(await inboxKinds(database, await now(deputy))).toEqual([]);
    database.clock.set('2023-10-08T00:00:00+03:30');
    expect(await inboxKinds(database, await now(deputy))).toEqual(['reviewApplication']);
    expect(await inboxKinds(database, await now(expert))).toEqual(['reviewApplication']);
    database.clock.set('2023-10-09T23:59:59.998+03:30');
    expect(await inboxKinds(database, await now(deputy))).toEqual(['reviewApplication']);
    database.clock.set('2023-10-10T00:00:00+03:30');
    expect(await inboxKinds(database, await now(deputy))).toEqual([]);
  });

  test('records both names', async () => {
    const finance = await anOfficer(database, { role: 'finance', university });
    const { delegationId } = await done(database, (work) =>
      offerDelegation(work, expert, order({ toId: finance.accountId })),
    );
    await answer(finance, delegationId);
    await anOfficer(database, { role: 'unitOfficer', unit: await aUnit(database, university) });
    await windowsOpen(database, university, await aTerm(database), { kinds: ['hours'] });
    const { id: windowId } = await database.db.read.window.findFirstOrThrow();
    const delegate = await now(finance);
    const extension = { windowId, closesOn: isoDate('2024-02-01'), reason: 'snow' };
    await done(database, (work) => extendWindow(work, delegate, extension));
    const event = await database.db.read.auditEvent.findFirst({ orderBy: { seq: 'desc' } });
    expect(event).toMatchObject({ actorId: finance.accountId, behalfOfId: expert.accountId });
  });

  test.each([
    ['to oneself', () => ({ toId: expert.accountId }), 'toSelf'],
    ['to nobody', () => ({ toId: 1 }), 'unknownPerson'],
    [
      'of another’s cartable',
      () => ({ cartableId: deputy.holdings[0]?.cartableId ?? 0 }),
      'notHeld',
    ],
    ['from a day that is over', () => ({ startsOn: isoDate('2023-10-06') }), 'inThePast'],
    ['backwards', () => ({ startsOn: isoDate('2023-10-10') }), 'endsBeforeStart'],
    ['for longer than 90 days', () => ({ endsOn: isoDate('2024-01-05') }), 'tooLong'],
  ])('%s is refused', async (_what, more, reason) => {
    expect(await offer(more())).toEqual({ ok: false, reason });
  });

  test('for 90 days is not too long', async () => {
    expect(await offer({ endsOn: isoDate('2024-01-04') })).toMatchObject({ ok: true });
  });

  test('to who holds it too is refused', async () => {
    const second = await anOfficer(database, { role: 'expert', university });
    expect(await offer({ toId: second.accountId })).toMatchObject({ reason: 'alreadyHolds' });
  });

  test('is done to one person at a time, of two offers at once too', async () => {
    const other = await anOfficer(database, { role: 'finance', university });
    const results = await atOnce(
      database,
      [deputy, other].map(
        ({ accountId: toId }) =>
          (work) =>
            offerDelegation(work, expert, order({ toId })),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, alreadyDelegated: 1 });
  });
});

describe('what the giver had taken', () => {
  const claimed = async (subjectId: number, by: Person = expert, role: StaffRole = 'expert') => {
    await database.db.transaction((work) =>
      openItem(work, { kind: 'reviewApplication', subjectId, role, universityId: university.id }),
    );
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow({
      where: { subjectId },
    });
    await done(database, (work) => claimWorkItem(work, by, { itemId }));
    return itemId;
  };
  const holderOf = async (id: number) =>
    (await database.db.read.workItem.findUniqueOrThrow({ where: { id } })).claimedById;

  test('is free again for the delegate from the moment on that the cartable is handed over', async () => {
    const itemId = await claimed(7);
    const { delegationId } = await done(database, (work) => offerDelegation(work, expert, order()));
    expect(await holderOf(itemId)).toBe(expert.accountId);
    await answer(deputy, delegationId);
    expect(await holderOf(itemId)).toBeNull();
    const delegate = await now(deputy);
    await done(database, (work) => claimWorkItem(work, delegate, { itemId }));
  });

  test('stays where the offer is declined, and where it is of another cartable or person', async () => {
    const second = await anOfficer(database, { role: 'expert', university });
    const finance = await anOfficer(database, {
      ...{ role: 'finance', university, accountId: expert.accountId },
    });
    const itemId = await claimed(7);
    const { delegationId } = await done(database, (work) => offerDelegation(work, expert, order()));
    await answer(deputy, delegationId, false);
    expect(await holderOf(itemId)).toBe(expert.accountId);
    const others = [await claimed(8, second), await claimed(9, finance, 'finance')];
    await accepted();
    expect(await holderOf(itemId)).toBeNull();
    expect(await Promise.all(others.map(holderOf))).toEqual([second.accountId, expert.accountId]);
  });

  test('is free from the first day on where that is later; what is taken after it stays', async () => {
    const before = await claimed(7);
    const { delegationId } = await done(database, (work) =>
      offerDelegation(work, expert, order({ startsOn: isoDate('2023-10-08') })),
    );
    await answer(deputy, delegationId);
    const toStart = () => delegationsToStart(database.db.read, database.clock.now());
    const start = () => database.db.transaction((work) => startDelegation(work, { delegationId }));
    expect(await toStart()).toEqual([]);
    expect(await start()).toBe(false);
    expect(await holderOf(before)).toBe(expert.accountId);
    database.clock.set('2023-10-08T00:10:00+03:30');
    const after = await claimed(8);
    expect(await toStart()).toEqual([delegationId]);
    expect(await start()).toBe(true);
    expect(await holderOf(before)).toBeNull();
    expect(await holderOf(after)).toBe(expert.accountId);
    expect(await toStart()).toEqual([]);
    expect(await start()).toBe(false);
  });
});

describe('the answer', () => {
  test('is of who was asked, once', async () => {
    const { delegationId } = await done(database, (work) => offerDelegation(work, expert, order()));
    expect(await answer(expert, delegationId)).toMatchObject({ reason: 'notAllowed' });
    expect(await answer(deputy, delegationId, false)).toEqual({ ok: true });
    expect(await answer(deputy, delegationId)).toMatchObject({ reason: 'gone' });
    expect(await offer()).toMatchObject({ ok: true });
  });

  test('comes too late when the days are over, or the holder has left', async () => {
    const { delegationId } = await done(database, (work) => offerDelegation(work, expert, order()));
    database.clock.advance(3 * days);
    expect(await answer(deputy, delegationId)).toMatchObject({ reason: 'gone' });
    database.clock.reset();
    await database.db.transaction((work) =>
      leaveCartable(work, expert, { cartableId: order().cartableId }),
    );
    expect(await answer(deputy, delegationId)).toMatchObject({ reason: 'gone' });
  });
});

describe('the end', () => {
  test('comes early by either of the two, and gives back what was claimed', async () => {
    const delegationId = await accepted();
    await database.db.transaction((work) =>
      openItem(work, {
        kind: 'reviewApplication',
        subjectId: 7,
        role: 'expert',
        universityId: university.id,
      }),
    );
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow();
    const delegate = await now(deputy);
    await done(database, (work) => claimWorkItem(work, delegate, { itemId }));
    const stranger = await anOfficer(database, { role: 'finance', university });
    expect(await end(stranger, delegationId)).toMatchObject({ reason: 'notAllowed' });
    expect(await end(expert, delegationId)).toEqual({ ok: true });
    expect(await end(deputy, delegationId)).toMatchObject({ reason: 'gone' });
    expect(await database.db.read.workItem.findFirst()).toMatchObject({ claimedById: null });
    expect(await toldTo(database, deputy.chatId)).toContain('delegationEnded');
    expect(await toldTo(database, expert.chatId)).toContain('delegationEnded');
  });

  test('comes by its date, told once to both, however often it is looked at', async () => {
    const delegationId = await accepted();
    expect(await pass(delegationId)).toBe(false);
    database.clock.advance(3 * days);
    expect(await delegationsToEnd(database.db.read, database.clock.now())).toEqual([delegationId]);
    const results = await atOnce(
      database,
      [1, 2].map(() => (work) => passDelegation(work, { delegationId })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await delegationsToEnd(database.db.read, database.clock.now())).toEqual([]);
    const told = await toldTo(database, deputy.chatId);
    expect(told.filter((name) => name === 'delegationEnded')).toHaveLength(1);
  });
});

describe('a delegate who goes', () => {
  const aDelegate = async (
    account: Parameters<typeof aPerson>[1],
    more: Partial<DelegationOrder>,
  ) => {
    const delegate = await aPerson(database, account);
    const { delegationId } = await done(database, (work) =>
      offerDelegation(work, expert, order({ toId: delegate.accountId, ...more })),
    );
    await done(database, (work) =>
      answerDelegation(work, delegate.person, { delegationId, accept: true }),
    );
    return delegate;
  };
  const due = { profileDueAt: endOfTehranDay(isoDate('2023-10-08')) };
  const newcomer = { state: 'preRegistered', ...due } as const;
  const voided = ({ accountId }: { accountId: number }) =>
    database.db.transaction((work) => voidAccount(work, { accountId }));
  const dueOf = async ({ accountId: id }: { accountId: number }) =>
    (await database.db.read.account.findUniqueOrThrow({ where: { id } })).profileDueAt;

  test('before the first day is told of to the giver, and is on the record', async () => {
    const delegate = await aDelegate({}, { startsOn: isoDate('2023-10-08') });
    await done(database, (work) => leave(work, delegate.person));
    expect(await toldTo(database, expert.chatId)).toEqual([
      'delegationAnswered',
      'delegationEnded',
    ]);
    expect(await toldTo(database, delegate.chatId)).toEqual(['accountErased']);
    const ended = { action: 'delegation.ended' };
    expect(await database.db.read.auditEvent.findMany({ where: ended })).toMatchObject([
      { actorId: delegate.accountId, universityId: university.id },
    ]);
    expect(await offer()).toMatchObject({ ok: true });
  });

  test('is not voided for want of a profile while standing in, and has the whole time after it', async () => {
    const delegate = await aDelegate(newcomer, {});
    database.clock.set('2023-10-09T12:00:00+03:30');
    expect(await voided(delegate)).toEqual({ ok: false, reason: 'notDue' });
    const { id } = await database.db.read.delegation.findFirstOrThrow();
    await end(expert, id);
    expect(await dueOf(delegate)).toEqual(endOfTehranDay(isoDate('2023-11-09')));
  });

  test('to whom it was only offered is voided in time, and the giver is told', async () => {
    const { accountId } = await aPerson(database, newcomer);
    expect(await offer({ toId: accountId, endsOn: isoDate('2023-10-20') })).toMatchObject({
      ok: true,
    });
    database.clock.set('2023-10-09T12:00:00+03:30');
    expect(await voided({ accountId })).toEqual({ ok: true });
    expect(await toldTo(database, expert.chatId)).toEqual(['delegationEnded']);
    expect(await offer({ startsOn: isoDate('2023-10-09') })).toMatchObject({ ok: true });
  });
});

test('both see what is handed over, and to whom it can be', async () => {
  const { cartableId } = order();
  expect(await colleaguesFor(database.db.read, cartableId, expert.accountId)).toMatchObject([
    { accountId: deputy.accountId, role: 'studentDeputy' },
  ]);
  await accepted();
  const list = ({ accountId }: Officer) =>
    ownCartables(database.db.read, accountId, database.clock.now());
  expect(await list(expert)).toMatchObject({
    held: [{ place: { role: 'expert' }, handedTo: { accepted: true, until: '2023-10-09' } }],
    lent: [],
  });
  expect(await list(deputy)).toMatchObject({
    held: [{ place: { role: 'studentDeputy' }, handedTo: null }],
    lent: [{ place: { role: 'expert' }, accepted: true }],
  });
});
