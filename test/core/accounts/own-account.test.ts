import { beforeEach, expect, test } from 'vitest';
import { changeEmail, changeMobile } from '../../../core/accounts/commands/change-contact.ts';
import { relinkChat, unlinkChat } from '../../../core/accounts/commands/relink-chat.ts';
import {
  remindOfProfiles,
  voidAccount,
} from '../../../core/accounts/commands/void-expired-accounts.ts';
import { accountsToVoid, signInFacts } from '../../../core/accounts/queries.ts';
import type { Email, Mobile } from '../../../core/accounts/types.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import type { CodePurpose } from '../../../core/codes/types.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import type { Person } from '../../../core/staff/types.ts';
import { days, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aPerson, type Student } from '../../support/people.ts';
import { outcomes } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

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

test('what was half-finished goes along, and the old chat keeps nothing of it', async () => {
  const { read } = database.db;
  const elsewhere = await aChat(31n);
  const now = database.clock.now();
  const form = (chatId: bigint, name: string, step: string) =>
    read.formState.create({
      data: { chatId, form: name, version: 1, step, content: {}, updatedAt: now },
    });
  await form(someone.chatId, 'application', 'old');
  await form(someone.chatId, 'support', 'old');
  await form(31n, 'support', 'new');
  await read.chatSession.update({
    where: { chatId: someone.chatId },
    data: { activeForm: 'application' },
  });
  const university = await aUniversity(database, { startedAt: null });
  const both = [someone.chatId, 31n];
  await read.universityDemand.createMany({
    data: both.map((chatId) => ({ universityId: university.id, chatId, at: now })),
  });
  const { chatId } = someone;
  await prove(elsewhere, 'signIn', mobile);
  expect(await signIn(elsewhere)).toEqual({ ok: true });
  const forms = await read.formState.findMany({ orderBy: { form: 'asc' } });
  expect(forms).toMatchObject([
    { chatId: 31n, form: 'application', step: 'old' },
    { chatId: 31n, form: 'support', step: 'new' },
  ]);
  expect(await read.universityDemand.findMany()).toMatchObject([{ chatId: 31n }]);
  expect(await read.chatSession.findUnique({ where: { chatId } })).toMatchObject({
    accountId: null,
    activeForm: null,
  });
});

test('the person is served in the language of the chat where the account is now', async () => {
  const elsewhere = await aChat(31n);
  await database.db.read.chatSession.update({ where: { chatId: 31n }, data: { language: 'en' } });
  await prove(elsewhere, 'signIn', mobile);
  await signIn(elsewhere);
  expect(await account()).toMatchObject({ language: 'en', session: { language: 'en' } });
});

test('signing out leaves nothing half-finished behind; the account is as it was', async () => {
  const { chatId, person, accountId } = someone;
  const state = { form: 'application', version: 1, step: 'x', content: {} };
  await database.db.read.formState.create({
    data: { chatId, ...state, updatedAt: database.clock.now() },
  });
  const before = await account();
  const out = () => database.db.transaction((work) => unlinkChat(work, person));
  expect(await Promise.all([out(), out()])).toEqual([{ ok: true }, { ok: true }]);
  expect(await database.db.read.formState.count()).toBe(0);
  expect(await account()).toEqual({ ...before, session: null });
  const events = await database.db.read.auditEvent.findMany();
  expect(events).toMatchObject([{ action: 'account.signedOut', actorId: accountId }]);
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
    passwordHash,
    mobile,
    email,
  });
  await database.db.transaction((work) => leave(work, someone.person));
  expect(await signInFacts(database.db.read, identity)).toBeNull();
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
  const heard = await told();
  // By e-mail too, to the address that counts by then: either change may be the first.
  const mailed = heard.find(([to, notice]) => notice === 'mobileChanged' && `${to}`.includes('@'));
  expect([email, next.email]).toContain(mailed?.[0]);
  expect(heard).toEqual(
    expect.arrayContaining([
      [email, 'emailChanged'],
      [mobile, 'mobileChanged'],
      [someone.chatId, 'emailChanged'],
      [someone.chatId, 'mobileChanged'],
    ]),
  );
  expect(
    await database.db.transaction((work) =>
      changeMobile(work, { ...person, accountId: null }, next),
    ),
  ).toEqual({ ok: false, reason: 'noAccount' });
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
  const remind = async () => (await database.db.transaction((work) => remindOfProfiles(work))).told;
  expect(await remind()).toBe(0);
  database.clock.set(new Date(due.getTime() - 7 * days));
  expect(await Promise.all([remind(), remind()])).toEqual(expect.arrayContaining([0, 1]));
  expect(await remind()).toBe(0);
  database.clock.set(new Date(due.getTime() - days));
  expect(await remind()).toBe(1);
  expect(await remind()).toBe(0);
  const notices = await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } });
  const about = (daysLeft: number) => ({
    notice: { name: 'profileDue', daysLeft, until: due.toISOString() },
  });
  expect(notices).toMatchObject([
    { chatId: newcomer.chatId, payload: about(7) },
    { channel: 'email', payload: about(7) },
    { chatId: newcomer.chatId, payload: about(1) },
    { channel: 'email', payload: about(1) },
  ]);
});

test('a reminder comes in the morning of the day, and one that is late says how long is left', async () => {
  await aNewcomer();
  const remind = async () => (await database.db.transaction((work) => remindOfProfiles(work))).told;
  const daysLeft = async () => {
    const last = { orderBy: { id: 'desc' } } as const;
    const { payload } = await database.db.read.outboxMessage.findFirstOrThrow(last);
    return (payload as { notice: { daysLeft: number } }).notice.daysLeft;
  };
  database.clock.set('2023-10-30T20:29:59.000Z');
  expect(await remind()).toBe(0);
  database.clock.set('2023-10-31T06:30:00.000Z');
  expect(await remind()).toBe(1);
  expect(await daysLeft()).toBe(7);
  database.clock.set('2023-11-07T06:30:00.000Z');
  expect(await remind()).toBe(1);
  expect(await daysLeft()).toBe(0);
});

test('who is first seen on the last day is reminded once, of the one day', async () => {
  await aNewcomer();
  database.clock.set(new Date(due.getTime() - days / 2));
  expect(await database.db.transaction((work) => remindOfProfiles(work))).toMatchObject({
    told: 1,
  });
});

test('however many there are, they are reminded some at a time', async () => {
  for (let count = 0; count < 3; count += 1) await aNewcomer();
  database.clock.set(new Date(due.getTime() - 7 * days));
  const remindTwo = () => database.db.transaction((work) => remindOfProfiles(work, 2));
  expect(await remindTwo()).toEqual({ told: 2, more: true });
  expect(await remindTwo()).toEqual({ told: 1, more: false });
  expect(await database.db.read.outboxMessage.count({ where: { channel: 'telegram' } })).toBe(3);
});
