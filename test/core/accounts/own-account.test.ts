import { beforeEach, expect, test } from 'vitest';
import {
  changeEmail,
  changeMobile,
  setPassword,
} from '../../../core/accounts/commands/change-contact.ts';
import { leave } from '../../../core/accounts/commands/leave-hamyar.ts';
import { relinkChat, unlinkChat } from '../../../core/accounts/commands/relink-chat.ts';
import {
  remindOfProfiles,
  voidAccount,
} from '../../../core/accounts/commands/void-expired-accounts.ts';
import { accountsToVoid, myData, signInFacts } from '../../../core/accounts/queries.ts';
import type { Email, Mobile } from '../../../core/accounts/types.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import type { CodePurpose } from '../../../core/codes/types.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import type { Person } from '../../../core/staff/types.ts';
import { days, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Student } from '../../support/people.ts';
import { outcomes } from '../../support/scenes.ts';
import { aBankAccount } from '../../support/university.ts';
import { aCampus, aFile, anApplicant, type Campus, filed } from '../applications/scene.ts';

const database = useDatabase();
let someone: Omit<Student, 'profile'>;
const passwordHash = '$argon2id$made-up';
const mobile = '+989125550001';
const email = 'someone@example.test';

beforeEach(async () => {
  someone = await aPerson(database, { passwordHash, mobile, email });
});

async function aChat(chatId: bigint): Promise<Person> {
  const now = database.clock.now();
  await database.db.read.chatSession.create({ data: { chatId, createdAt: now, lastSeenAt: now } });
  return { kind: 'person', accountId: null, chatId, holdings: [] };
}

async function prove({ chatId }: Person, purpose: CodePurpose, address: string): Promise<void> {
  const now = database.clock.now();
  const id = database.random.uuid();
  const times = { issuedAt: now, expiresAt: now, usedAt: now };
  await database.db.read.oneTimeCode.create({
    data: { id, chatId, purpose, channel: 'sms', address, ...times },
  });
}

const account = (id = someone.accountId) =>
  database.db.read.account.findUniqueOrThrow({ where: { id }, include: { session: true } });
const signIn = (person: Person, hash = passwordHash) =>
  database.db.transaction((work) =>
    relinkChat(work, person, { accountId: someone.accountId, passwordHash: hash }),
  );
const told = async () =>
  (await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } })).map(
    ({ chatId, address, payload }) => [
      chatId ?? address,
      (payload as { notice: { name: string } }).notice.name,
    ],
  );

test('signing in from another Telegram moves the account there, and the old chat is told', async () => {
  const elsewhere = await aChat(31n);
  await prove(elsewhere, 'signIn', mobile);
  expect(await signIn(elsewhere)).toEqual({ ok: true });
  expect((await account()).session?.chatId).toBe(31n);
  expect(await told()).toEqual([[someone.chatId, 'signedInElsewhere']]);
});

test('without the code, with an old one, or one of another chat or purpose, nobody signs in', async () => {
  const elsewhere = await aChat(31n);
  await prove(await aChat(32n), 'signIn', mobile);
  await prove(elsewhere, 'recovery', mobile);
  await prove(elsewhere, 'signIn', '+989125550002');
  expect(await signIn(elsewhere)).toEqual({ ok: false, reason: 'mobileNotProven' });
  await prove(elsewhere, 'signIn', mobile);
  database.clock.advance(30 * minutes + 1);
  expect(await signIn(elsewhere)).toEqual({ ok: false, reason: 'mobileNotProven' });
  expect((await account()).session?.chatId).toBe(someone.chatId);
});

test('a password that was changed since it was checked opens nothing', async () => {
  const elsewhere = await aChat(31n);
  await prove(elsewhere, 'signIn', mobile);
  expect(await signIn(elsewhere, 'an older hash')).toEqual({ ok: false, reason: 'wrongPassword' });
});

test('a chat in which somebody else is signed in has to sign out first', async () => {
  const other = await aPerson(database);
  await prove(other.person, 'signIn', mobile);
  expect(await signIn(other.person)).toEqual({ ok: false, reason: 'chatHasAccount' });
  await database.db.transaction((work) => unlinkChat(work, other.person));
  expect(await signIn(other.person)).toEqual({ ok: true });
  expect((await account(other.accountId)).session).toBeNull();
});

test('of two sign-ins from two chats at once the account is in one, and the other was told', async () => {
  const chats = [await aChat(31n), await aChat(32n)];
  for (const chat of chats) await prove(chat, 'signIn', mobile);
  const results = await Promise.all(chats.map((chat) => signIn(chat)));
  expect(results).toEqual([{ ok: true }, { ok: true }]);
  const last = (await account()).session?.chatId;
  const first = last === 31n ? 32n : 31n;
  expect(await told()).toEqual([
    [someone.chatId, 'signedInElsewhere'],
    [first, 'signedInElsewhere'],
  ]);
});

test('what sign-in needs is found by the identity number, but not of an erased account', async () => {
  const value = someone.identityNumber as IdentityNumber;
  const identity = { kind: 'nationalId', country: 'IR', value } as const;
  expect(await signInFacts(database.db.read, identity)).toEqual({
    accountId: someone.accountId,
    state: 'active',
    passwordHash,
    mobile,
    email,
  });
  await database.db.transaction((work) => leave(work, someone.person));
  expect(await signInFacts(database.db.read, identity)).toBeNull();
});

test('a new password asks for both codes, and is told in chat and by e-mail', async () => {
  const elsewhere = await aChat(31n);
  const set = () =>
    database.db.transaction((work) =>
      setPassword(work, elsewhere, { accountId: someone.accountId, passwordHash: 'new' }),
    );
  expect(await set()).toEqual({ ok: false, reason: 'mobileNotProven' });
  await prove(elsewhere, 'recovery', mobile);
  expect(await set()).toEqual({ ok: false, reason: 'emailNotProven' });
  await prove(elsewhere, 'recovery', email);
  expect(await set()).toEqual({ ok: true });
  expect(await account()).toMatchObject({ passwordHash: 'new' });
  expect(await told()).toEqual(
    [
      [email, 'passwordChanged'],
      [someone.chatId, 'passwordChanged'],
    ].reverse(),
  );
});

test('a new mobile or e-mail counts once a code sent there was right; the old address is told', async () => {
  const { person } = someone;
  const next = { mobile: '+989125559999' as Mobile, email: 'next@example.test' as Email };
  const both = () =>
    Promise.all([
      database.db.transaction((work) => changeMobile(work, person, next)),
      database.db.transaction((work) => changeEmail(work, person, next)),
    ]);
  await prove(person, 'changeEmail', next.mobile);
  const no = { ok: false, reason: 'notProven' };
  expect(await both()).toEqual([no, no]);
  await prove(person, 'changeMobile', next.mobile);
  await prove(person, 'changeEmail', next.email);
  expect(await both()).toEqual([{ ok: true }, { ok: true }]);
  expect(await account()).toMatchObject(next);
  expect(await told()).toContainEqual([email, 'emailChanged']);
  expect(
    await database.db.transaction((work) =>
      changeMobile(work, { ...person, accountId: null }, next),
    ),
  ).toEqual({ ok: false, reason: 'noAccount' });
});

const goAway = ({ person }: Pick<Student, 'person'>) =>
  database.db.transaction((work) => leave(work, person));

async function aFiledStudent(): Promise<{
  campus: Campus;
  student: Student;
  applicationId: number;
}> {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const fileIds = [await aFile(database, student)];
  const { applicationId } = await filed(database, campus, student, {
    classes: [{ class: 'married', fileIds }],
    note: 'یادداشتی خصوصی',
  });
  return { campus, student, applicationId };
}

test('leaving withdraws the request and erases the person, but not the record of what was done', async () => {
  const { student, applicationId } = await aFiledStudent();
  const before = await account(student.accountId);
  expect(await goAway(student)).toEqual({ ok: true });
  expect(await account(student.accountId)).toMatchObject({
    state: 'erased',
    identityNumber: null,
    firstName: null,
    mobile: null,
    email: null,
    session: null,
  });
  const { read } = database.db;
  expect(await read.application.findUnique({ where: { id: applicationId } })).toMatchObject({
    state: 'withdrawn',
    note: null,
  });
  const left = JSON.stringify([
    await read.application.findMany(),
    await read.applicationRevision.findMany(),
    await read.applicationEvent.findMany(),
    await read.profile.findMany(),
    await read.bankAccount.findMany(),
    (await read.auditEvent.findMany()).map(({ before: was, after }) => [was, after]),
  ]);
  const { identityNumber, lastName } = before;
  for (const own of [identityNumber, lastName, student.profile.studentNumber, 'یادداشتی']) {
    expect(left).not.toContain(own);
  }
  expect(await read.workItem.count({ where: { kind: 'reviewApplication', closedAt: null } })).toBe(
    0,
  );
  expect(await read.storedFile.findMany()).toMatchObject([
    { accountId: null, deletedAt: database.clock.now() },
  ]);
  expect((await told()).at(-1)).toEqual([student.chatId, 'accountErased']);
});

test('the same person can register again after leaving', async () => {
  const { identityNumber } = someone;
  await goAway(someone);
  await expect(aPerson(database, { identityNumber })).resolves.toMatchObject({ identityNumber });
});

async function place({
  campus,
  student,
  applicationId,
}: Awaited<ReturnType<typeof aFiledStudent>>) {
  const { id } = await database.db.read.placement.create({
    data: {
      applicationId,
      accountId: student.accountId,
      openingId: campus.opening.id,
      unitId: campus.unit.id,
      termId: campus.term.id,
      gender: 'female',
      workType: 'research',
      state: 'working',
      requestedMinutes: 600,
      approvedMinutes: 600,
      explanation: '',
      requestedById: campus.expert.accountId,
      requestedAt: database.clock.now(),
    },
  });
  return id;
}

test('nobody leaves while at work, before the pay, or while holding a cartable', async () => {
  const scene = await aFiledStudent();
  const placementId = await place(scene);
  const set = (state: 'final' | 'paid') =>
    database.db.read.placement.update({ where: { id: placementId }, data: { state } });
  const { student, campus } = scene;
  expect(await goAway(student)).toEqual({ ok: false, reason: 'placementLive' });
  await set('final');
  expect(await goAway(student)).toEqual({ ok: false, reason: 'placementLive' });
  await set('paid');
  const run = await database.db.read.payRun.create({
    data: {
      universityId: campus.university.id,
      termId: campus.term.id,
      createdById: campus.expert.accountId,
      createdAt: database.clock.now(),
    },
  });
  await database.db.read.bankAccount.deleteMany({ where: { accountId: student.accountId } });
  const bank = await aBankAccount(database, student);
  const line = await database.db.read.payLine.create({
    data: {
      runId: run.id,
      placementId,
      accountId: student.accountId,
      bankAccountId: bank.id,
      minutes: 600,
      rialPerHour: 180_000n,
      married: false,
      amountRial: 1_800_000n,
    },
  });
  expect(await goAway(student)).toEqual({ ok: false, reason: 'payOpen' });
  await database.db.read.payLine.update({ where: { id: line.id }, data: { state: 'paid' } });
  const officer = await anOfficer(database, {
    role: 'unitOfficer',
    unit: campus.unit,
    accountId: student.accountId,
  });
  expect(await goAway({ person: officer })).toEqual({ ok: false, reason: 'holdsCartable' });
  await database.db.read.cartableHolder.updateMany({ data: { until: database.clock.now() } });
  expect(await goAway(student)).toEqual({ ok: true });
  // The account that was paid stays, for the books.
  expect(await database.db.read.bankAccount.count({ where: { id: bank.id } })).toBe(1);
  expect(await goAway(student)).toEqual({ ok: false, reason: 'accountClosed' });
});

test('my data is everything that is kept of me, without the password, and nothing of others', async () => {
  const { student } = await aFiledStudent();
  const other = await account();
  const data = await myData(database.db.read, student.accountId);
  const text = JSON.stringify(data);
  const own = await account(student.accountId);
  for (const kept of [
    own.identityNumber,
    own.mobile,
    student.profile.studentNumber,
    'یادداشتی خصوصی',
  ]) {
    expect(text).toContain(kept);
  }
  expect(data).toMatchObject({ registryRecord: { termsPassed: 4 }, bankAccounts: [{}] });
  expect(text).not.toContain('passwordHash');
  expect(text).not.toContain(other.mobile);
});

const due = endOfTehranDay(isoDate('2023-11-07'));
const aNewcomer = (more: Parameters<typeof aPerson>[1] = {}) =>
  aPerson(database, { state: 'preRegistered', profileDueAt: due, ...more });

test('an account without a profile is voided after its time, not before, and erased', async () => {
  const newcomer = await aNewcomer();
  const waiting = await aNewcomer({ state: 'awaitingReview' });
  const { accountId } = newcomer;
  const voidNow = () => database.db.transaction((work) => voidAccount(work, { accountId }));
  database.clock.set(due);
  expect(await accountsToVoid(database.db.read, due)).toEqual([]);
  expect(await voidNow()).toEqual({ ok: false, reason: 'notDue' });
  database.clock.advance(1);
  expect(await accountsToVoid(database.db.read, database.clock.now())).toEqual([accountId]);
  expect(outcomes(await Promise.all([voidNow(), voidNow()]))).toEqual({ ok: 1, notDue: 1 });
  expect(await account(newcomer.accountId)).toMatchObject({
    state: 'voided',
    identityNumber: null,
    lastName: null,
    session: null,
  });
  expect(await account(waiting.accountId)).toMatchObject({ state: 'awaitingReview' });
  expect(await told()).toEqual([[newcomer.chatId, 'accountVoided']]);
});

test('reminders come seven days and one day before, each once however often it is run', async () => {
  const newcomer = await aNewcomer();
  const remind = () => database.db.transaction((work) => remindOfProfiles(work));
  expect(await remind()).toBe(0);
  database.clock.set(new Date(due.getTime() - 7 * days));
  expect(await Promise.all([remind(), remind()])).toEqual(expect.arrayContaining([0, 1]));
  expect(await remind()).toBe(0);
  database.clock.set(new Date(due.getTime() - days));
  expect(await remind()).toBe(1);
  expect(await remind()).toBe(0);
  const notices = await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } });
  expect(notices).toMatchObject([
    { chatId: newcomer.chatId, payload: { notice: { name: 'profileDue', daysLeft: 7 } } },
    { chatId: newcomer.chatId, payload: { notice: { name: 'profileDue', daysLeft: 1 } } },
  ]);
});

test('who is first seen on the last day is reminded once, of the one day', async () => {
  await aNewcomer();
  database.clock.set(new Date(due.getTime() - days / 2));
  expect(await database.db.transaction((work) => remindOfProfiles(work))).toBe(1);
});
