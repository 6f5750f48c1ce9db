import { describe, expect, test } from 'vitest';
import { unlinkChat } from '../../../core/accounts/commands/relink-chat.ts';
import { voidAccount } from '../../../core/accounts/commands/void-expired-accounts.ts';
import { issueCode } from '../../../core/codes/commands.ts';
import { tellBySms } from '../../../core/outbox/commands.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { myData } from '../../../core/privacy/queries.ts';
import type { LeaveRefusal } from '../../../core/privacy/types.ts';
import { openItem } from '../../../core/staff/commands/work-items.ts';
import type { WorkItemKind } from '../../../core/staff/types.ts';
import { minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Student } from '../../support/people.ts';
import { done, outcomes, toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';
import {
  aFiledStudent,
  aWholeLife,
  everyTable,
  firstName,
  lastName,
  payLine,
  place,
  secretWord,
  tablesWith,
} from './scene.ts';

const database = useDatabase();

const goAway = ({ person }: Pick<Student, 'person'>) =>
  database.db.transaction((work) => leave(work, person));
const accountOf = ({ accountId: id }: { accountId: number }) =>
  database.db.read.account.findUniqueOrThrow({ where: { id }, include: { session: true } });
const refused = (reason: LeaveRefusal['reason']) => ({ ok: false, reason });

/** Texts by which a person would be known, and those that only this person wrote. */
async function ownWords(student: Student): Promise<string[]> {
  const { identityNumber, mobile, email } = await accountOf(student);
  const own = [identityNumber, mobile, email, '+989120000000', student.profile.studentNumber];
  return [firstName, lastName, secretWord, ...own.map(String)];
}

/**
 * Nothing of the person is in any table but the university's own record of its student, and in what is
 * `kept`, by its chat.
 */
async function expectErased(
  student: Student,
  words: readonly string[],
  kept: readonly string[] = [],
): Promise<void> {
  const tables = await everyTable(database);
  for (const word of words) {
    const left = tablesWith(tables, word).filter(
      (name) => !['StudentRecord', ...kept].includes(name),
    );
    expect([word, left]).toEqual([word, []]);
  }
  // What is told of it at the end does not say which account the chat had.
  const { accountId } = student;
  expect(await database.db.read.outboxMessage.count({ where: { accountId } })).toBe(0);
  // The chat is a stranger's: known by its number, and by what limits it.
  expect(tablesWith(tables, String(student.chatId))).toEqual([
    'ChatSession',
    'OneTimeCode',
    'OutboxMessage',
    'PasswordGuess',
    ...kept,
  ]);
}

describe('leaving', () => {
  test('withdraws the request, and frees whoever was to review it', async () => {
    const { student, applicationId } = await aFiledStudent(database);
    expect(await goAway(student)).toEqual({ ok: true });
    const { read } = database.db;
    expect(await read.application.findUnique({ where: { id: applicationId } })).toMatchObject({
      state: 'withdrawn',
    });
    const waiting = { kind: 'reviewApplication', closedAt: null } as const;
    expect(await read.workItem.count({ where: waiting })).toBe(0);
    expect(await toldTo(database, student.chatId)).toEqual(['accountErased']);
  });

  test('closes whatever waits about the person: an appeal, the hours of work that was left', async () => {
    const life = await aFiledStudent(database);
    const { student, campus, applicationId } = life;
    const { read } = database.db;
    const placementId = await place(database, life);
    await read.hoursEntry.deleteMany();
    await read.placement.update({ where: { id: placementId }, data: { state: 'terminated' } });
    await read.application.update({ where: { id: applicationId }, data: { state: 'appealed' } });
    const amendment = await read.placementAmendment.create({
      data: {
        ...{ placementId, minutes: 60, reason: 'more', requestedById: campus.expert.accountId },
        createdAt: database.clock.now(),
      },
    });
    const { id: bankId } = await read.bankAccount.findFirstOrThrow();
    const about = [
      ['decideAppeal', applicationId],
      ['reportHours', placementId],
      ['approveAmendment', amendment.id],
      ['confirmBankAccount', bankId],
    ] as const satisfies [WorkItemKind, number][];
    const universityId = campus.university.id;
    await database.db.transaction(async (work) => {
      for (const [kind, subjectId] of about) {
        await openItem(work, { kind, subjectId, role: 'expert', universityId });
      }
      // Of somebody else, by an id that is only like it.
      await openItem(work, {
        ...{ kind: 'reportHours', subjectId: placementId + 1, role: 'expert', universityId },
      });
    });
    await read.workItem.updateMany({ data: { claimedById: campus.expert.accountId } });
    expect(await goAway(student)).toEqual({ ok: true });
    const open = await read.workItem.findMany({ where: { closedAt: null } });
    expect(open).toMatchObject([{ kind: 'reportHours', subjectId: placementId + 1 }]);
    const told = await toldTo(database, campus.expert.chatId);
    expect(told.filter((name) => name === 'itemClosed').length).toBeGreaterThanOrEqual(4);
    const tables = await everyTable(database);
    expect(tablesWith(tables, firstName)).toEqual([]);
    expect(tablesWith(tables, lastName)).toEqual([]);
  });

  test('erases every trace of the person, in every table', async () => {
    const { student } = await aWholeLife(database);
    const words = await ownWords(student);
    const before = await everyTable(database);
    for (const word of words) expect([word, tablesWith(before, word)]).not.toEqual([word, []]);
    expect(await goAway(student)).toEqual({ ok: true });
    await expectErased(student, words);
    const { read } = database.db;
    expect(await read.storedFile.findMany()).toMatchObject([
      { accountId: null, deletedAt: database.clock.now() },
    ]);
    expect(await read.supportTicket.count()).toBe(0);
    expect(await read.workItem.findMany({ where: { closedAt: null } })).toEqual([]);
  });

  test('keeps what was decided and paid, and by whom it was accepted, without a name', async () => {
    const { student, applicationId } = await aWholeLife(database);
    const { accountId } = student;
    await goAway(student);
    const { read } = database.db;
    expect(await read.application.count({ where: { id: applicationId } })).toBe(1);
    expect(await read.placement.findMany()).toMatchObject([{ accountId, state: 'paid' }]);
    expect(await read.payLine.findMany()).toMatchObject([{ accountId, amountRial: 1_800_000n }]);
    expect(await read.bankAccount.count({ where: { accountId } })).toBe(1);
    expect(await read.rulesAcceptance.findMany()).toMatchObject([{ accountId, chatId: 0n }]);
    expect(await read.auditEvent.findMany({ where: { action: 'account.erased' } })).toMatchObject([
      { actorId: accountId },
    ]);
  });

  test('takes from others only what it must', async () => {
    const { student } = await aWholeLife(database);
    const other = await aPerson(database);
    const before = await accountOf(other);
    const codes = { purpose: 'registration', channel: 'sms' } as const;
    const now = database.clock.now();
    await database.db.read.oneTimeCode.create({
      data: {
        id: database.random.uuid(),
        ...{ ...codes, chatId: other.chatId, address: before.mobile ?? '' },
        ...{ issuedAt: now, expiresAt: now },
      },
    });
    await goAway(student);
    expect(await accountOf(other)).toEqual(before);
    const left = await database.db.read.oneTimeCode.findMany({ where: { chatId: other.chatId } });
    expect(left).toMatchObject([{ address: before.mobile }]);
  });

  test('of a shared phone, takes nothing that waits there for others', async () => {
    const { read } = database.db;
    const sister = await aPerson(database);
    const { mobile } = await accountOf(sister);
    const address = mobile ?? '';
    const brother = await aPerson(database, { mobile });
    const cousin = 99_000_001n;
    const now = database.clock.now();
    await read.chatSession.create({
      data: { chatId: cousin, language: 'fa', createdAt: now, lastSeenAt: now },
    });
    await read.formState.create({
      data: {
        ...{ chatId: cousin, form: 'registration', version: 1 },
        step: 'mobile',
        content: {},
        updatedAt: now,
      },
    });
    const codeTo = async (chatId: bigint) => {
      // No two within a minute.
      database.clock.advance(2 * minutes);
      const order = { purpose: 'registration', channel: 'sms', address, chatId } as const;
      return (await done(database, (work) => issueCode(work, order))).codeId;
    };
    const [own, his, cousins] = [
      await codeTo(sister.chatId),
      await codeTo(brother.chatId),
      await codeTo(cousin),
    ];
    await done(database, async (work) => {
      tellBySms(work, { address: address, language: 'fa' }, { name: 'activated' });
      return { ok: true };
    });
    await goAway(sister);
    const codes = await read.oneTimeCode.findMany({ where: { address } });
    expect(codes.map(({ id }) => id).toSorted()).toEqual([his, cousins].toSorted());
    const waiting = { channel: 'sms', state: 'pending', address } as const;
    const waits = async () =>
      (await read.outboxMessage.findMany({ where: waiting, orderBy: { id: 'asc' } })).map(
        ({ payload }) => payload,
      );
    expect(await waits()).toMatchObject([
      { codeId: his },
      { codeId: cousins },
      { notice: { name: 'activated' } },
    ]);
    expect(JSON.stringify(await waits())).not.toContain(own);
    await goAway(brother);
    expect(await waits()).toMatchObject([{ codeId: cousins }]);
  });

  test('leaves the number free: the same person can register again', async () => {
    const someone = await aPerson(database);
    const { identityNumber } = someone;
    await goAway(someone);
    await expect(aPerson(database, { identityNumber })).resolves.toMatchObject({ identityNumber });
  });

  test('is done once, however often it is asked at the same moment', async () => {
    const someone = await aPerson(database);
    const results = await Promise.all([1, 2, 3].map(() => goAway(someone)));
    expect(outcomes(results)).toEqual({ ok: 1, accountClosed: 2 });
    expect(await toldTo(database, someone.chatId)).toEqual(['accountErased']);
  });

  test('is for who has an account', async () => {
    const { person } = await aPerson(database);
    expect(await goAway({ person: { ...person, accountId: null } })).toEqual(refused('noAccount'));
  });
});

test('an account that is voided is erased as whole, but for which university the chat waits', async () => {
  const { student } = await aWholeLife(database);
  const words = await ownWords(student);
  const { accountId } = student;
  await database.db.read.account.update({
    where: { id: accountId },
    data: { state: 'preRegistered', profileDueAt: database.clock.now() },
  });
  database.clock.advance(1);
  const done = await database.db.transaction((work) => voidAccount(work, { accountId }));
  expect(done).toEqual({ ok: true });
  await expectErased(student, words, ['UniversityDemand', 'UnlistedDemand']);
  expect(await toldTo(database, student.chatId)).toEqual(['accountVoided']);
});

describe('the wish to be told of a university', () => {
  const demandsOf = async (accountId: number | null) => {
    const { universityDemand, unlistedDemand } = database.db.read;
    const where = { accountId };
    return [await universityDemand.count({ where }), await unlistedDemand.count({ where })];
  };
  async function whoWishes(chatId: bigint) {
    const newcomer = await aPerson(database, { state: 'preRegistered', profileDueAt: new Date(0) });
    const { accountId } = newcomer;
    const { id: universityId } = await aUniversity(database, { startedAt: null });
    const wish = { chatId, accountId, at: database.clock.now() };
    await database.db.read.universityDemand.create({ data: { ...wish, universityId } });
    await database.db.read.unlistedDemand.create({ data: { ...wish, name: 'x', key: 'x' } });
    return newcomer;
  }

  test('goes with who leaves, whichever chat it was said in', async () => {
    const { person, accountId, chatId } = await whoWishes(88_000_001n);
    expect(JSON.stringify(await myData(database.db.read, chatId))).toContain('88000001');
    await done(database, (work) => leave(work, person));
    expect([await demandsOf(accountId), await demandsOf(null)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('of who let the time pass stays for the chat, and does not say whose it was', async () => {
    const { person, accountId } = await whoWishes(88_000_002n);
    await done(database, (work) => unlinkChat(work, person));
    await done(database, (work) => voidAccount(work, { accountId }));
    expect([await demandsOf(accountId), await demandsOf(null)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
});

test('an account with a line in a pay run is not voided before the run is settled', async () => {
  const scene = await aFiledStudent(database);
  const { accountId } = scene.student;
  const { read } = database.db;
  const placementId = await place(database, scene);
  const lineId = await payLine(database, scene, placementId);
  await read.payLine.update({
    where: { id: lineId },
    data: { state: 'paid', run: { update: { state: 'exported' } } },
  });
  const profileDueAt = database.clock.now();
  await read.account.update({
    where: { id: accountId },
    data: { state: 'preRegistered', profileDueAt },
  });
  database.clock.advance(1);
  const voided = () => database.db.transaction((work) => voidAccount(work, { accountId }));
  expect(await voided()).toEqual({ ok: false, reason: 'payRunOpen' });
  expect(await accountOf(scene.student)).toMatchObject({ firstName, state: 'preRegistered' });
  await read.payRun.updateMany({ data: { state: 'settled' } });
  expect(await voided()).toEqual({ ok: true });
});

test('nobody leaves while at work, before the pay, or while holding a cartable', async () => {
  const scene = await aFiledStudent(database);
  const placementId = await place(database, scene);
  const { read } = database.db;
  const set = (state: 'final' | 'paid' | 'terminated') =>
    read.placement.update({ where: { id: placementId }, data: { state } });
  const { student, campus } = scene;
  expect(await goAway(student)).toEqual(refused('placementLive'));
  await set('terminated');
  expect(await goAway(student)).toEqual(refused('placementLive'));
  await set('final');
  expect(await goAway(student)).toEqual(refused('placementLive'));
  await set('paid');
  const lineId = await payLine(database, scene, placementId);
  expect(await goAway(student)).toEqual(refused('payOpen'));
  await read.payRun.updateMany({ data: { state: 'exported' } });
  await read.payLine.update({ where: { id: lineId }, data: { state: 'paid' } });
  expect(await goAway(student)).toEqual(refused('payRunOpen'));
  await read.payRun.updateMany({ data: { state: 'settled' } });
  const officer = await anOfficer(database, {
    role: 'unitOfficer',
    unit: campus.unit,
    accountId: student.accountId,
  });
  expect(await goAway({ person: officer })).toEqual(refused('holdsCartable'));
  await read.cartableHolder.updateMany({
    where: { accountId: student.accountId },
    data: { until: database.clock.now() },
  });
  expect(await goAway(student)).toEqual({ ok: true });
  expect(await goAway(student)).toEqual(refused('accountClosed'));
});

test('nobody leaves while acting for somebody else; what was only offered ends', async () => {
  const { student, campus } = await aFiledStudent(database);
  const { read } = database.db;
  const now = database.clock.now();
  const holder = await read.cartableHolder.findFirstOrThrow();
  const delegation = await read.delegation.create({
    data: {
      ...{ cartableId: holder.cartableId, fromId: campus.expert.accountId },
      ...{ toId: student.accountId, startsAt: now, acceptedAt: now },
      endsAt: new Date(now.getTime() + 1_000),
    },
  });
  expect(await goAway(student)).toEqual(refused('holdsCartable'));
  await read.delegation.update({ where: { id: delegation.id }, data: { acceptedAt: null } });
  expect(await goAway(student)).toEqual({ ok: true });
  expect(await read.delegation.findMany()).toMatchObject([{ endedAt: now }]);
});
