import { beforeEach, expect, test } from 'vitest';
import { registerAccount } from '../../../core/accounts/commands/register-account.ts';
import { findByIdentity } from '../../../core/accounts/queries.ts';
import type { Email, Mobile, Registration } from '../../../core/accounts/types.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import type { CodePurpose } from '../../../core/codes/types.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { acceptRules } from '../../../core/rules/commands.ts';
import type { Person } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { nationalId } from '../../support/made-up.ts';
import { aPerson } from '../../support/people.ts';
import { asked } from '../support/scene.ts';

const database = useDatabase();
let identityNumber: IdentityNumber;

beforeEach(() => {
  identityNumber = nationalId();
});

const registration = (more: Partial<Registration> = {}): Registration => ({
  identity: { kind: 'nationalId', country: 'IR', value: identityNumber },
  firstName: 'نگار',
  lastName: 'فرضی',
  birthDate: isoDate('2001-05-15'),
  mobile: '+989121234567' as Mobile,
  email: 'negar@example.test' as Email,
  passwordHash: '$argon2id$v=19$made-up',
  language: 'en',
  ...more,
});

async function aChat(chatId: bigint): Promise<Person> {
  const now = database.clock.now();
  await database.db.read.chatSession.create({ data: { chatId, createdAt: now, lastSeenAt: now } });
  return { kind: 'person', accountId: null, chatId, holdings: [] };
}

const accept = (chatId: bigint) =>
  database.db.transaction((work) =>
    acceptRules(work, {
      chatId,
      kind: 'registration',
      version: 3,
      sha256: 'ab'.repeat(32),
      language: 'en',
    }),
  );

async function prove(chatId: bigint, address: string, purpose: CodePurpose = 'registration') {
  const now = database.clock.now();
  await database.db.read.oneTimeCode.create({
    data: {
      id: database.random.uuid(),
      chatId,
      purpose,
      channel: address.includes('@') ? 'email' : 'sms',
      address,
      issuedAt: now,
      expiresAt: now,
      usedAt: now,
    },
  });
}

/** A chat that accepted the rules and entered both codes. */
async function readyChat(chatId: bigint, given = registration()): Promise<Person> {
  const person = await aChat(chatId);
  await accept(chatId);
  await prove(chatId, given.mobile);
  await prove(chatId, given.email);
  return person;
}

const register = (person: Person, given = registration()) =>
  database.db.transaction((work) => registerAccount(work, person, given));

test('who accepted the rules and entered both codes gets an account, and is told twice', async () => {
  const person = await readyChat(21n);
  const result = await register(person);
  expect(result).toMatchObject({
    ok: true,
    profileDueAt: endOfTehranDay(isoDate('2023-11-07')),
  });
  const account = await database.db.read.account.findFirstOrThrow({
    include: { session: true, acceptances: true },
  });
  expect(account).toMatchObject({
    state: 'preRegistered',
    identityNumber,
    language: 'en',
    session: { chatId: 21n },
    acceptances: [{ version: 3, kind: 'registration' }],
  });
  const messages = await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } });
  expect(messages).toMatchObject(
    [
      {
        channel: 'email',
        address: 'negar@example.test',
        payload: { notice: { name: 'registered' } },
      },
      { channel: 'telegram', chatId: 21n, payload: { notice: { name: 'registered' } } },
    ].reverse(),
  );
  // So that all of it is found when the person leaves, wherever it went.
  const codes = await database.db.read.oneTimeCode.findMany();
  const owners = [...messages, ...codes].map(({ accountId }) => accountId);
  expect(owners).toEqual([account.id, account.id, account.id, account.id]);
});

test('the audit record of a registration holds no personal data', async () => {
  await register(await readyChat(21n));
  const events = await database.db.read.auditEvent.findMany({
    where: { action: 'account.registered' },
  });
  expect(events).toHaveLength(1);
  const text = JSON.stringify(
    events.map(({ before, after, subjectId }) => [before, after, subjectId]),
  );
  for (const secret of [identityNumber, 'فرضی', '9121234567', 'negar', '2001-05-15']) {
    expect(text).not.toContain(secret);
  }
});

test('what was asked of support before becomes the account’s, and another chat’s does not', async () => {
  const person = await readyChat(21n);
  const other = await aChat(22n);
  const { read } = database.db;
  const [own, others] = [await asked(database, person), await asked(database, other)];
  const result = await register(person);
  const accountId = result.ok ? result.accountId : 0;
  expect(await read.supportTicket.findUnique({ where: { id: own } })).toMatchObject({ accountId });
  expect(await read.supportTicket.findUnique({ where: { id: others } })).toMatchObject({
    accountId: null,
  });
});

test('without the rules, the mobile code or the e-mail code nothing is opened', async () => {
  const person = await aChat(21n);
  expect(await register(person)).toEqual({ ok: false, reason: 'rulesNotAccepted' });
  await accept(21n);
  expect(await register(person)).toEqual({ ok: false, reason: 'mobileNotProven' });
  await prove(21n, '+989121234567');
  expect(await register(person)).toEqual({ ok: false, reason: 'emailNotProven' });
  await prove(21n, 'negar@example.test');
  expect(await register(person)).toMatchObject({ ok: true });
  expect(await database.db.read.account.count()).toBe(1);
});

test('what another chat, another purpose or another week has proven does not count', async () => {
  const person = await readyChat(21n);
  const given = registration({ mobile: '+989127654321' as Mobile });
  await prove(22n, given.mobile);
  await prove(21n, given.mobile, 'signIn');
  expect(await register(person, given)).toEqual({ ok: false, reason: 'mobileNotProven' });
  database.clock.advance(7 * days + 1);
  expect(await register(person)).toEqual({ ok: false, reason: 'mobileNotProven' });
});

test('rules that another chat accepted do not count', async () => {
  const person = await aChat(21n);
  await accept(22n);
  expect(await register(person)).toEqual({ ok: false, reason: 'rulesNotAccepted' });
});

test('an identity number that has an account is refused, and nothing is written', async () => {
  await aPerson(database, { identityNumber });
  const person = await readyChat(21n);
  expect(await register(person)).toEqual({ ok: false, reason: 'alreadyRegistered' });
  expect(await database.db.read.account.count()).toBe(1);
  expect(await database.db.read.outboxMessage.count()).toBe(0);
  expect(await database.db.read.chatSession.findUnique({ where: { chatId: 21n } })).toMatchObject({
    accountId: null,
  });
});

test('the same number as a passport of another country is somebody else', async () => {
  await register(await readyChat(21n));
  const identity = { kind: 'passport', country: 'AF', value: identityNumber } as const;
  const given = registration({ identity, mobile: '+989120000001' as Mobile });
  expect(await register(await readyChat(22n, given), given)).toMatchObject({ ok: true });
});

test('a chat in which somebody is signed in opens no second account', async () => {
  await register(await readyChat(21n));
  identityNumber = nationalId();
  const again: Person = { kind: 'person', accountId: null, chatId: 21n, holdings: [] };
  expect(await register(again)).toEqual({ ok: false, reason: 'chatHasAccount' });
});

test('of fifty registrations of one identity number at once one succeeds', async () => {
  const people: Person[] = [];
  for (let chat = 0; chat < 50; chat++) people.push(await readyChat(BigInt(1000 + chat)));
  const results = await Promise.all(people.map((person) => register(person)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const reasons = new Set(results.map((result) => (result.ok ? 'ok' : result.reason)));
  expect(reasons).toEqual(new Set(['ok', 'alreadyRegistered']));
  expect(await database.db.read.account.count()).toBe(1);
  expect(await database.db.read.chatSession.count({ where: { accountId: { not: null } } })).toBe(1);
});

test('of two taps in one chat one opens the account', async () => {
  const person = await readyChat(21n);
  const results = await Promise.all([register(person), register(person)]);
  const reasons = results.map((result) => (result.ok ? 'ok' : result.reason));
  expect(reasons.sort()).toEqual(['chatHasAccount', 'ok']);
});

test('an account is found by its identity number, and only by the same kind', async () => {
  const { accountId } = await aPerson(database, { identityNumber });
  const find = (kind: 'nationalId' | 'fida') =>
    findByIdentity(database.db.read, { kind, country: 'IR', value: identityNumber });
  expect(await find('nationalId')).toEqual({ accountId, state: 'active' });
  expect(await find('fida')).toBeNull();
});
