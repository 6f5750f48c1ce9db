import { beforeEach, expect, test } from 'vitest';
import { completeProfile } from '../../../core/accounts/commands/complete-profile.ts';
import { decideProfile } from '../../../core/accounts/commands/decide-profile.ts';
import { submitProfileForReview } from '../../../core/accounts/commands/submit-profile.ts';
import type { ProfileDecision, TypedProfile } from '../../../core/accounts/types.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { tableRegistry } from '../../../core/registry/queries.ts';
import type { Actor, Person } from '../../../core/staff/types.ts';
import type { University } from '../../../prisma/generated/client.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { serial } from '../../support/made-up.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let university: University;
let expert: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
});

type Newcomer = {
  readonly accountId: number;
  readonly identityNumber: string;
  readonly person: Person;
  readonly studentNumber: string;
};

/** Registered, without a profile; the registry knows them. */
async function aNewcomer(): Promise<Newcomer> {
  const names = { firstName: 'نگار', lastName: 'نمونه‌پور' };
  const person = await aPerson(database, {
    ...names,
    state: 'preRegistered',
    profileDueAt: endOfTehranDay(isoDate('2023-11-07')),
  });
  const studentNumber = `9${String(serial()).padStart(8, '0')}`;
  await database.db.read.studentRecord.create({
    data: {
      identityNumber: person.identityNumber,
      ...names,
      gender: 'female',
      birthDate: new Date('2001-05-15'),
      universityId: university.id,
      studentNumber,
      level: 'master',
      field: 'زبان و ادبیات فارسی',
      startDate: new Date('2022-09-23'),
      studentType: 'domestic',
      updatedAt: database.clock.now(),
    },
  });
  return { ...person, studentNumber };
}

const typedBy = (newcomer: Newcomer, more: Partial<TypedProfile> = {}): TypedProfile => ({
  universityId: university.id,
  studentNumber: newcomer.studentNumber,
  level: 'master',
  field: 'زبان و ادبیات فارسی',
  startDate: isoDate('2022-09-23'),
  gender: 'female',
  studentType: 'domestic',
  ...more,
});

const lookup = ({ identityNumber }: Newcomer) =>
  tableRegistry(database.db.read).lookup(identityNumber as IdentityNumber);

async function complete(newcomer: Newcomer, more: Partial<TypedProfile> = {}) {
  const record = await lookup(newcomer);
  return database.db.transaction((work) =>
    completeProfile(work, newcomer.person, { profile: typedBy(newcomer, more), record }),
  );
}

async function aCard({ accountId }: { accountId: number }): Promise<number> {
  const { id } = await database.db.read.storedFile.create({
    data: {
      accountId,
      key: 'a'.repeat(64),
      sha256: 'a'.repeat(64),
      size: 10,
      mime: 'image/jpeg',
      createdAt: database.clock.now(),
    },
  });
  return id;
}

async function submit(newcomer: Newcomer, cardFileId?: number) {
  const record = await lookup(newcomer);
  const file = cardFileId ?? (await aCard(newcomer));
  return database.db.transaction((work) =>
    submitProfileForReview(work, newcomer.person, { cardFileId: file, record }),
  );
}

async function decide({ accountId }: Newcomer, actor: Actor, decision: ProfileDecision) {
  const reviewId = await latestReviewOf(accountId);
  return database.db.transaction((work) =>
    decideProfile(work, actor, { accountId, reviewId, decision }),
  );
}

/** The one that the expert sees; 0 where nothing was sent. */
async function latestReviewOf(accountId: number): Promise<number> {
  const query = { where: { accountId }, orderBy: { id: 'desc' } } as const;
  return (await database.db.read.profileReview.findFirst(query))?.id ?? 0;
}

const accept = (newcomer: Newcomer, actor: Actor = expert) =>
  decide(newcomer, actor, { accept: true });
const turnDown = (newcomer: Newcomer, actor: Actor = expert, reason = 'عکس خوانا نیست') =>
  decide(newcomer, actor, { accept: false, reason });
const account = ({ accountId }: Newcomer) =>
  database.db.read.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { profile: true },
  });
const notices = async () =>
  (await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } })).map(
    ({ payload }) => (payload as { notice: { name: string } }).notice.name,
  );

test('a profile that is equal to the registry’s record opens the account at once', async () => {
  const newcomer = await aNewcomer();
  const persian = newcomer.studentNumber.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(+digit));
  const result = await complete(newcomer, {
    studentNumber: ` ${persian}`,
    field: 'زبان و ادبیات فارسي',
    lastName: 'نمونه پور',
  });
  expect(result).toEqual({ ok: true, outcome: 'activated' });
  expect(await account(newcomer)).toMatchObject({
    state: 'active',
    activatedAt: database.clock.now(),
    profileDueAt: null,
    profile: { studentNumber: newcomer.studentNumber, confirmedAt: database.clock.now() },
  });
  expect(await notices()).toEqual(['activated']);
});

test('differences are told, what was typed is kept, and it can be corrected', async () => {
  const newcomer = await aNewcomer();
  expect(await complete(newcomer, { level: 'phd', gender: 'male' })).toEqual({
    ok: true,
    outcome: 'differs',
    known: true,
    differences: [
      { field: 'gender', typed: 'male', registered: 'female' },
      { field: 'level', typed: 'phd', registered: 'master' },
    ],
  });
  expect(await account(newcomer)).toMatchObject({
    state: 'preRegistered',
    profile: { level: 'phd', confirmedAt: null },
  });
  expect(await notices()).toEqual([]);
  expect(await complete(newcomer)).toEqual({ ok: true, outcome: 'activated' });
});

test('nothing of a record is told to whom it does not know by name, birth and number', async () => {
  const newcomer = await aNewcomer();
  for (const wrong of [
    { lastName: 'دیگری' },
    { birthDate: isoDate('2001-05-16') },
    { studentNumber: '900000001' },
  ]) {
    const right = { lastName: 'نمونه‌پور', birthDate: isoDate('2001-05-15') };
    const result = await complete(newcomer, { level: 'phd', ...right, ...wrong });
    expect(result).toMatchObject({
      outcome: 'differs',
      known: true,
      differences: [{ registered: null }, { registered: null }],
    });
    expect(JSON.stringify(result)).not.toContain('master');
  }
});

test('a name and a birth date that were registered wrongly are corrected with the profile', async () => {
  const newcomer = await aNewcomer();
  await database.db.read.account.update({
    where: { id: newcomer.accountId },
    data: { firstName: 'نگا', birthDate: new Date('2001-05-14') },
  });
  expect(await complete(newcomer)).toMatchObject({ outcome: 'differs' });
  const person = { firstName: 'نگار', birthDate: isoDate('2001-05-15') };
  expect(await complete(newcomer, person)).toEqual({ ok: true, outcome: 'activated' });
  expect(await account(newcomer)).toMatchObject({
    firstName: 'نگار',
    birthDate: new Date('2001-05-15'),
  });
});

test('whom the registry does not know has nothing to be compared with', async () => {
  const newcomer = await aNewcomer();
  await database.db.read.studentRecord.deleteMany();
  expect(await complete(newcomer)).toEqual({
    ok: true,
    outcome: 'differs',
    known: false,
    differences: [],
  });
});

test('universities that are not served, and by whom they are', async () => {
  const newcomer = await aNewcomer();
  const inUniversity = async (more: Parameters<typeof aUniversity>[1]) =>
    complete(newcomer, { universityId: (await aUniversity(database, more)).id });
  expect(await inUniversity({ startedAt: null })).toEqual({ ok: false, reason: 'notStarted' });
  expect(await inUniversity({ kind: 'azad' })).toEqual({ ok: false, reason: 'azad' });
  expect(await inUniversity({ kind: 'medical', startedAt: null })).toEqual({
    ok: false,
    reason: 'medical',
  });
  expect(await complete(newcomer, { universityId: 1 })).toEqual({
    ok: false,
    reason: 'unknownUniversity',
  });
  expect((await account(newcomer)).profile).toBeNull();
});

test('a person without an account, or with one that is confirmed, completes nothing', async () => {
  const newcomer = await aNewcomer();
  const stranger = { ...newcomer, person: { ...newcomer.person, accountId: null } };
  expect(await complete(stranger)).toEqual({ ok: false, reason: 'noAccount' });
  await complete(newcomer);
  expect(await complete(newcomer)).toEqual({ ok: false, reason: 'alreadyConfirmed' });
  expect(await submit(newcomer)).toEqual({ ok: false, reason: 'alreadyConfirmed' });
});

test('another person’s record is a mistake of the caller, not an answer', async () => {
  const [one, other] = [await aNewcomer(), await aNewcomer()];
  const record = await lookup(other);
  await expect(
    database.db.transaction((work) =>
      completeProfile(work, one.person, { profile: typedBy(one), record }),
    ),
  ).rejects.toThrow('not of the person');
});

test('who only typed another’s student number does not keep its owner out', async () => {
  const [owner, thief] = [await aNewcomer(), await aNewcomer()];
  const { studentNumber } = owner;
  expect(await complete(thief, { studentNumber })).toMatchObject({ outcome: 'differs' });
  expect(await complete(owner)).toEqual({ ok: true, outcome: 'activated' });
  await submit(thief);
  expect(await accept(thief)).toEqual({ ok: false, reason: 'studentNumberTaken' });
  expect(await account(thief)).toMatchObject({ state: 'awaitingReview' });
});

test('of ten who confirm one student number at once one does', async () => {
  const newcomers: Newcomer[] = [];
  for (let count = 0; count < 10; count++) {
    const newcomer = await aNewcomer();
    await complete(newcomer, { studentNumber: '777' });
    await submit(newcomer);
    newcomers.push(newcomer);
  }
  const results = await Promise.all(newcomers.map((newcomer) => accept(newcomer)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const taken = { ok: false, reason: 'studentNumberTaken' };
  expect(results.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 9 }, () => taken));
});

test('the expert gets what differs, with the card, and opens the account', async () => {
  const newcomer = await aNewcomer();
  await complete(newcomer, { level: 'phd' });
  expect(await submit(newcomer)).toEqual({ ok: true });
  expect(await account(newcomer)).toMatchObject({ state: 'awaitingReview' });
  expect(await database.db.read.profileReview.findMany()).toMatchObject([
    {
      accountId: newcomer.accountId,
      differences: ['level'],
      record: { level: 'master', identityNumber: newcomer.identityNumber },
      state: 'waiting',
    },
  ]);
  expect(await database.db.read.workItem.findMany()).toMatchObject([
    { kind: 'reviewProfile', role: 'expert', universityId: university.id, closedAt: null },
  ]);
  expect(await complete(newcomer)).toEqual({ ok: false, reason: 'awaitingReview' });

  expect(await accept(newcomer)).toEqual({ ok: true });
  expect(await account(newcomer)).toMatchObject({
    state: 'active',
    profile: { level: 'phd', confirmedAt: database.clock.now() },
  });
  expect(await database.db.read.workItem.count({ where: { closedAt: null } })).toBe(0);
  // In the chat and by e-mail.
  expect(await notices()).toEqual(['profileAccepted', 'profileAccepted']);
});

test('a refusal says why and leaves time to mend, whatever the expert took', async () => {
  const newcomer = await aNewcomer();
  await complete(newcomer, { level: 'phd' });
  await submit(newcomer);
  expect(await turnDown(newcomer, expert, ' ')).toEqual({ ok: false, reason: 'noReason' });
  database.clock.advance(40 * days);
  expect(await turnDown(newcomer)).toEqual({ ok: true });
  expect(await account(newcomer)).toMatchObject({
    state: 'preRegistered',
    profileDueAt: endOfTehranDay(isoDate('2023-11-23')),
    profile: { confirmedAt: null },
  });
  expect(await notices()).toEqual(['profileRefused', 'profileRefused']);
  expect(await complete(newcomer)).toEqual({ ok: true, outcome: 'activated' });
});

test('the page of an earlier review does not decide on the profile that was sent after it', async () => {
  const newcomer = await aNewcomer();
  await complete(newcomer, { level: 'phd' });
  await submit(newcomer);
  const { accountId } = newcomer;
  const reviewId = await latestReviewOf(accountId);
  await turnDown(newcomer);
  await complete(newcomer, { level: 'phd', gender: 'male' });
  await submit(newcomer);
  for (const decision of [{ accept: true }, { accept: false, reason: 'همان' }] as const) {
    const decided = await database.db.transaction((work) =>
      decideProfile(work, expert, { accountId, reviewId, decision }),
    );
    expect(decided).toEqual({ ok: false, reason: 'changedSince' });
  }
  expect(await account(newcomer)).toMatchObject({ state: 'awaitingReview' });
  expect(await accept(newcomer)).toEqual({ ok: true });
});

test('a card that somebody else sent, or no profile, is not submitted', async () => {
  const [newcomer, other] = [await aNewcomer(), await aNewcomer()];
  expect(await submit(newcomer)).toEqual({ ok: false, reason: 'noProfile' });
  await complete(newcomer, { level: 'phd' });
  expect(await submit(newcomer, await aCard(other))).toEqual({ ok: false, reason: 'notYourFile' });
});

test('of two submissions at once one waits', async () => {
  const newcomer = await aNewcomer();
  await complete(newcomer, { level: 'phd' });
  const card = await aCard(newcomer);
  const results = await Promise.all([submit(newcomer, card), submit(newcomer, card)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'awaitingReview' });
});

test('of an acceptance and a refusal at once one counts, and the other learns it', async () => {
  const newcomer = await aNewcomer();
  await complete(newcomer, { level: 'phd' });
  await submit(newcomer);
  const [accepted, refused] = await Promise.all([accept(newcomer), turnDown(newcomer)]);
  expect([accepted.ok, refused.ok].filter(Boolean)).toHaveLength(1);
  expect(accepted.ok ? refused : accepted).toEqual({
    ok: false,
    reason: 'alreadyDecided',
    accepted: accepted.ok,
  });
});

test('who decides: the expert of that university, not elsewhere’s, not another role, not oneself', async () => {
  const newcomer = await aNewcomer();
  expect(await accept(newcomer)).toEqual({ ok: false, reason: 'nothingWaiting' });
  await complete(newcomer, { level: 'phd' });
  expect(await accept(newcomer)).toEqual({ ok: false, reason: 'nothingWaiting' });
  await submit(newcomer);
  const elsewhere = await anOfficer(database, {
    role: 'expert',
    university: await aUniversity(database),
  });
  const finance = await anOfficer(database, { role: 'finance', university });
  for (const actor of [elsewhere, finance, newcomer.person, { kind: 'system' } as const]) {
    expect(await accept(newcomer, actor)).toEqual({ ok: false, reason: 'notAllowed' });
  }
  const own = await anOfficer(database, {
    role: 'expert',
    university,
    accountId: newcomer.accountId,
  });
  expect(await accept(newcomer, own)).toEqual({ ok: false, reason: 'ownCase' });
  expect(await account(newcomer)).toMatchObject({ state: 'awaitingReview' });
});
