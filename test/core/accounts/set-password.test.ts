import { beforeEach, describe, expect, test } from 'vitest';
import { changePassword, recoverAccount } from '../../../core/accounts/commands/set-password.ts';
import { tryPassword } from '../../../core/accounts/commands/try-password.ts';
import { identityOfAccount } from '../../../core/accounts/queries.ts';
import type { Identity } from '../../../core/identity/types.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import type { Person } from '../../../core/staff/types.ts';
import { minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aPerson, type Student } from '../../support/people.ts';
import { outcomes } from '../../support/scenes.ts';

const database = useDatabase();
let someone: Omit<Student, 'profile'>;
let elsewhere: Person;
const passwordHash = '$argon2id$made-up';
const mobile = '+989125550001';
const email = 'someone@example.test';

beforeEach(async () => {
  someone = await aPerson(database, { passwordHash, mobile, email });
  elsewhere = await aChat(31n);
});

async function aChat(chatId: bigint): Promise<Person> {
  const now = database.clock.now();
  await database.db.read.chatSession.create({ data: { chatId, createdAt: now, lastSeenAt: now } });
  return { kind: 'person', accountId: null, chatId, holdings: [] };
}

async function prove({ chatId }: Person, address: string): Promise<void> {
  const now = database.clock.now();
  const times = { issuedAt: now, expiresAt: now, usedAt: now };
  await database.db.read.oneTimeCode.create({
    data: {
      id: database.random.uuid(),
      ...{ chatId, purpose: 'recovery', channel: 'sms', address, ...times },
    },
  });
}

async function proveBoth(person: Person): Promise<void> {
  await prove(person, mobile);
  await prove(person, email);
}

const account = (id = someone.accountId) =>
  database.db.read.account.findUniqueOrThrow({ where: { id }, include: { session: true } });
const recover = (person = elsewhere, hash = 'new') =>
  database.db.transaction((work) =>
    recoverAccount(work, person, { accountId: someone.accountId, passwordHash: hash }),
  );
const told = async () =>
  (await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } })).map(
    ({ chatId, address, payload }) => [
      chatId ?? address,
      (payload as { notice: { name: string } }).notice.name,
    ],
  );

describe('recovery', () => {
  test('asks for both codes, sets the password, signs in here, and tells those who were there', async () => {
    expect(await recover()).toEqual({ ok: false, reason: 'mobileNotProven' });
    await prove(elsewhere, mobile);
    expect(await recover()).toEqual({ ok: false, reason: 'emailNotProven' });
    await prove(elsewhere, email);
    expect(await recover()).toEqual({ ok: true });
    expect(await account()).toMatchObject({ passwordHash: 'new', session: { chatId: 31n } });
    expect(await told()).toEqual([
      [someone.chatId, 'signedInElsewhere'],
      [email, 'passwordChanged'],
    ]);
  });

  test('codes of half an hour ago, or of another chat, are no proof', async () => {
    await proveBoth(await aChat(32n));
    expect(await recover()).toEqual({ ok: false, reason: 'mobileNotProven' });
    await proveBoth(elsewhere);
    database.clock.advance(30 * minutes + 1);
    expect(await recover()).toEqual({ ok: false, reason: 'mobileNotProven' });
  });

  test('without an e-mail address there is none', async () => {
    const { accountId: id } = someone;
    await database.db.read.account.update({ where: { id }, data: { email: null } });
    await proveBoth(elsewhere);
    expect(await recover()).toEqual({ ok: false, reason: 'emailNotProven' });
  });

  test('in the chat where the account is, nobody is signed out', async () => {
    await proveBoth(someone.person);
    expect(await recover(someone.person)).toEqual({ ok: true });
    expect((await account()).session?.chatId).toBe(someone.chatId);
    expect(await told()).toEqual([[email, 'passwordChanged']]);
  });

  test('takes no chat from somebody else, and opens no closed account', async () => {
    const other = await aPerson(database);
    await proveBoth(other.person);
    expect(await recover(other.person)).toEqual({ ok: false, reason: 'chatHasAccount' });
    expect(await account()).toMatchObject({ passwordHash });
    await database.db.transaction((work) => leave(work, someone.person));
    expect(await recover()).toEqual({ ok: false, reason: 'accountClosed' });
  });

  test('from two chats at once leaves the account in one, with the password that was set there', async () => {
    const chats = [elsewhere, await aChat(32n)];
    for (const chat of chats) await proveBoth(chat);
    const results = await Promise.all(chats.map((chat) => recover(chat, `from ${chat.chatId}`)));
    expect(outcomes(results)).toEqual({ ok: 2 });
    const { passwordHash: now, session } = await account();
    expect(now).toBe(`from ${session?.chatId}`);
  });

  test('ends the wait after wrong passwords', async () => {
    const identity = await identityOfAccount(database.db.read, someone.accountId);
    const guess = (chatId: bigint, right = false) =>
      database.db.transaction((work) =>
        tryPassword(work, { ...elsewhere, chatId }, { identity: identity as Identity, right }),
      );
    for (let chat = 1n; chat <= 10n; chat += 1n) await guess(chat);
    expect(await guess(31n, true)).toMatchObject({ reason: 'tooManyGuesses' });
    await proveBoth(elsewhere);
    await recover();
    expect(await guess(31n, true)).toEqual({ ok: true });
  });
});

describe('another password', () => {
  const change = (before: string | null, hash = 'new', person = someone.person) =>
    database.db.transaction((work) => changePassword(work, person, { before, passwordHash: hash }));

  test('goes with the one before, and is told in the chat and by e-mail', async () => {
    expect(await change('another hash')).toEqual({ ok: false, reason: 'wrongPassword' });
    expect(await change(null)).toEqual({ ok: false, reason: 'wrongPassword' });
    expect(await change(passwordHash)).toEqual({ ok: true });
    expect(await account()).toMatchObject({ passwordHash: 'new' });
    expect(await told()).toEqual([
      [someone.chatId, 'passwordChanged'],
      [email, 'passwordChanged'],
    ]);
  });

  test('of two changes at once one counts', async () => {
    const results = await Promise.all([change(passwordHash, 'a'), change(passwordHash, 'b')]);
    expect(outcomes(results)).toEqual({ ok: 1, wrongPassword: 1 });
  });

  test('is a first one for who only held a cartable', async () => {
    const officer = await aPerson(database, { passwordHash: null });
    expect(await change(null, 'first', officer.person)).toEqual({ ok: true });
    expect(await account(officer.accountId)).toMatchObject({ passwordHash: 'first' });
  });

  test('is for who is signed in, with an open account', async () => {
    expect(await change(null, 'x', elsewhere)).toEqual({ ok: false, reason: 'noAccount' });
    await database.db.transaction((work) => leave(work, someone.person));
    expect(await change(passwordHash)).toEqual({ ok: false, reason: 'accountClosed' });
  });
});
