import { beforeEach, describe, expect, test } from 'vitest';
import { changeEmail, changeMobile } from '../../../core/accounts/commands/change-contact.ts';
import { moveAccount } from '../../../core/accounts/commands/move-account.ts';
import type { Email, Mobile } from '../../../core/accounts/types.ts';
import { remindMany } from '../../../core/bulk/commands/remind-many.ts';
import { isoDate } from '../../../core/calendar.ts';
import { issueCode } from '../../../core/codes/commands.ts';
import type { CodePurpose } from '../../../core/codes/types.ts';
import { offerDelegation } from '../../../core/delegations/commands/delegate-cartable.ts';
import { tell } from '../../../core/outbox/commands.ts';
import type { Notice } from '../../../core/outbox/types.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { myData } from '../../../core/privacy/queries.ts';
import { closeItem } from '../../../core/staff/commands/work-items.ts';
import type { Person } from '../../../core/staff/types.ts';
import type { Work } from '../../../core/work.ts';
import { minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Officer, type Student } from '../../support/people.ts';
import { done, toldTo } from '../../support/scenes.ts';
import {
  aFiledStudent,
  everyTable,
  type Filed,
  firstName,
  lastName,
  secretWord,
  tablesWith,
} from './scene.ts';

const database = useDatabase();
const transaction = <Value>(change: (work: Work) => Promise<Value>) =>
  database.db.transaction(change);

const goAway = (person: Person) => done(database, (work) => leave(work, person));
const allIsSent = () =>
  database.db.read.outboxMessage.updateMany({
    where: { state: 'pending' },
    data: { state: 'sent' },
  });
const tablesThatHold = async (text: string) =>
  tablesWith(await everyTable(database), text).filter((name) => name !== 'StudentRecord');
const messagesTo = async ({ chatId }: Pick<Person, 'chatId'>) =>
  (
    await database.db.read.outboxMessage.findMany({ where: { chatId }, orderBy: { id: 'asc' } })
  ).map(({ payload }) => (payload as unknown as { notice: Notice }).notice);

describe('what officers were told of who leaves', () => {
  let life: Filed;
  let expert: Officer;
  let colleague: Officer;
  let item: { readonly kind: 'reviewApplication'; readonly subjectId: number };

  beforeEach(async () => {
    life = await aFiledStudent(database);
    expert = life.campus.expert;
    const { university } = life.campus;
    colleague = await anOfficer(database, { role: 'expert', university });
    item = { kind: 'reviewApplication', subjectId: life.applicationId };
    await database.db.read.workItem.updateMany({
      where: item,
      data: { claimedById: expert.accountId },
    });
  });

  const isFaster = () => transaction((work) => closeItem(work, colleague, item));
  const remind = async () => {
    const deputy = await anOfficer(database, {
      role: 'studentDeputy',
      university: life.campus.university,
    });
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow({ where: item });
    const targets = [{ what: 'item', itemId }] as const;
    expect(await transaction((work) => remindMany(work, deputy, { targets }))).toMatchObject([
      { refused: null },
    ]);
    return deputy;
  };

  test('goes, by name and by code', async () => {
    await remind();
    await isFaster();
    await transaction((work) =>
      tell(work, expert.accountId, {
        ...{ name: 'seatFreed', openingId: life.campus.opening.id, gender: 'female' },
        nextCode: 'NEXT-IN-RANK',
      }),
    );
    const { trackingCode } = await database.db.read.application.update({
      where: { id: life.applicationId },
      data: { trackingCode: 'NEXT-IN-RANK' },
    });
    await allIsSent();
    expect(await toldTo(database, expert.chatId)).toEqual([
      'itemNudged',
      'itemClosed',
      'seatFreed',
    ]);
    await goAway(life.student.person);
    for (const word of [firstName, lastName])
      expect([word, await tablesThatHold(word)]).toEqual([word, []]);
    expect(await tablesThatHold(trackingCode)).toEqual(['Application']);
  });

  test('goes where only a name was known', async () => {
    const { accountId } = life.student;
    item = { ...item, kind: 'reviewProfile' as 'reviewApplication', subjectId: accountId };
    await database.db.read.workItem.create({
      data: {
        ...{ ...item, role: 'expert', universityId: life.campus.university.id },
        ...{ openedAt: database.clock.now(), dueAt: database.clock.now() },
        claimedById: expert.accountId,
      },
    });
    await remind();
    await isFaster();
    await allIsSent();
    await goAway(life.student.person);
    expect(await tablesThatHold(lastName)).toEqual([]);
    expect((await messagesTo(expert)).map(({ name }) => name)).toEqual(['itemClosed']);
  });

  test('goes with the cartable that the person was asked for', async () => {
    const { student, campus } = life;
    const { read } = database.db;
    const { cartableId = 0 } = expert.holdings[0] ?? {};
    const request = await read.cartableRequest.create({
      data: {
        ...{ cartableId, firstName, lastName, state: 'accepted' },
        ...{ requestedById: expert.accountId, createdAt: database.clock.now() },
      },
    });
    item = { ...item, kind: 'approveCartable' as 'reviewApplication', subjectId: request.id };
    await read.workItem.create({
      data: {
        ...{ ...item, role: 'expert', universityId: campus.university.id },
        ...{ openedAt: database.clock.now(), dueAt: database.clock.now() },
        claimedById: expert.accountId,
      },
    });
    await isFaster();
    await read.cartableRequest.update({
      where: { id: request.id },
      data: { accountId: student.accountId },
    });
    await allIsSent();
    expect(await tablesThatHold(lastName)).toContain('OutboxMessage');
    await goAway(student.person);
    expect(await tablesThatHold(lastName)).toEqual([]);
  });

  test('is still told where it waits, but without the name and the words', async () => {
    await isFaster();
    const { trackingCode } = await database.db.read.application.findFirstOrThrow();
    await transaction((work) =>
      tell(work, expert.accountId, {
        ...{ name: 'hoursObjected', placementId: 1, trackingCode, unit: { fa: '', en: '' } },
        ...{ text: `اعتراض ${secretWord}`, round: 1 },
      }),
    );
    await goAway(life.student.person);
    expect(await messagesTo(expert)).toMatchObject([
      { name: 'itemClosed', kind: 'reviewApplication', of: null },
      { name: 'hoursObjected', trackingCode, text: '', round: 1 },
    ]);
    expect(await tablesThatHold(lastName)).toEqual([]);
    expect(await tablesThatHold(secretWord)).toEqual([]);
  });

  test('of the withdrawal that leaving brings, names nobody', async () => {
    await goAway(life.student.person);
    expect(await messagesTo(expert)).toMatchObject([{ name: 'itemClosed', of: null, by: null }]);
    expect(await tablesThatHold(lastName)).toEqual([]);
  });

  test('goes when it names an officer who leaves', async () => {
    const surname = 'کارشناس‌زاده';
    const deputy = await remind();
    for (const accountId of [colleague.accountId, deputy.accountId]) {
      await database.db.read.account.update({
        where: { id: accountId },
        data: { lastName: surname },
      });
    }
    await database.db.read.workItem.updateMany({ data: { nudgedAt: null } });
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow({ where: item });
    const targets = [{ what: 'item', itemId }] as const;
    await transaction((work) => remindMany(work, deputy, { targets }));
    await isFaster();
    const offer = {
      cartableId: colleague.holdings[0]?.cartableId ?? 0,
      ...{ toId: deputy.accountId, startsOn: isoDate('2023-10-07'), endsOn: isoDate('2023-10-09') },
    };
    await done(database, (work) => offerDelegation(work, colleague, offer));
    await allIsSent();
    expect(await tablesThatHold(surname)).toEqual(['Account', 'OutboxMessage']);
    await database.db.read.delegation.deleteMany();
    await database.db.read.cartableHolder.updateMany({ data: { until: database.clock.now() } });
    await goAway(colleague);
    await goAway(deputy);
    expect(await tablesThatHold(surname)).toEqual([]);
  });
});

describe('what went where the person is no longer reached', () => {
  const paid = {
    name: 'payPaid',
    lineId: 1,
    amountRial: '9000000',
    maskedSheba: 'IR****9012',
    reference: 'BANK-REFERENCE',
  } as const;

  async function prove(person: Person, purpose: CodePurpose, address: string): Promise<void> {
    database.clock.advance(2 * minutes);
    const channel = purpose === 'changeEmail' ? 'email' : 'sms';
    const { codeId } = await done(database, (work) =>
      issueCode(work, { chatId: person.chatId, purpose, channel, address }),
    );
    const usedAt = database.clock.now();
    await database.db.read.oneTimeCode.update({ where: { id: codeId }, data: { usedAt } });
  }

  /** Both addresses become others. */
  async function change({ person }: Pick<Student, 'person'>): Promise<readonly string[]> {
    const { mobile, email } = await database.db.read.account.findUniqueOrThrow({
      where: { id: person.accountId ?? 0 },
    });
    const to = { mobile: '+989351234567' as Mobile, email: 'new@mailbox.test' as Email };
    await prove(person, 'changeMobile', to.mobile);
    await done(database, (work) => changeMobile(work, person, to));
    await prove(person, 'changeEmail', to.email);
    await done(database, (work) => changeEmail(work, person, to));
    return [mobile, email, to.mobile, to.email].map(String);
  }

  test('goes from former addresses too', async () => {
    const someone = await aPerson(database);
    const { accountId, chatId, person } = someone;
    const { mobile } = await database.db.read.account.findUniqueOrThrow({
      where: { id: accountId },
    });
    await prove(person, 'registration', mobile ?? '');
    await database.db.read.chatSession.update({
      where: { chatId },
      data: { unreachableAt: database.clock.now() },
    });
    await transaction((work) => tell(work, accountId, paid));
    const addresses = await change(someone);
    await change({ person: { ...person } });
    await allIsSent();
    for (const address of addresses) {
      expect([address, await tablesThatHold(address)]).not.toEqual([address, []]);
    }
    await goAway(person);
    for (const word of [...addresses, paid.reference]) {
      expect([word, await tablesThatHold(word)]).toEqual([word, []]);
    }
  });

  test('goes from former chats too, with the codes that were ordered there', async () => {
    const someone = await aPerson(database);
    const { read } = database.db;
    const { accountId, chatId, person } = someone;
    const { mobile } = await read.account.findUniqueOrThrow({ where: { id: accountId } });
    await prove(person, 'registration', mobile ?? '');
    await transaction(async (work) => {
      await tell(work, accountId, paid);
      work.send({ ...{ kind: 'reply', channel: 'telegram', chatId }, payload: { secretWord } });
    });
    await read.outboxMessage.updateMany({
      where: { kind: 'reply' },
      data: { state: 'unreachable' },
    });
    const now = database.clock.now();
    let signedIn: Person = person;
    for (const next of [88_000_001n, 88_000_002n]) {
      signedIn = { ...person, chatId: next };
      await read.chatSession.create({
        data: { chatId: next, language: 'fa', createdAt: now, lastSeenAt: now },
      });
      await prove(signedIn, 'signIn', mobile ?? '');
      await transaction((work) => moveAccount(work, accountId, next));
    }
    expect(await tablesThatHold(secretWord)).toEqual([]);
    const addresses = await change({ person: signedIn });
    await allIsSent();
    await goAway(signedIn);
    for (const word of [...addresses, paid.reference]) {
      expect([word, await tablesThatHold(word)]).toEqual([word, []]);
    }
    for (const former of [chatId, 88_000_001n]) {
      expect(await tablesThatHold(String(former))).toEqual(['ChatSession', 'OneTimeCode']);
    }
  });

  test('what others were told at a shared phone stays theirs', async () => {
    const sister = await aPerson(database);
    const { mobile } = await database.db.read.account.findUniqueOrThrow({
      where: { id: sister.accountId },
    });
    const brother = await aPerson(database, { mobile });
    await database.db.read.chatSession.updateMany({ data: { unreachableAt: new Date(0) } });
    await transaction((work) => tell(work, sister.accountId, paid));
    await allIsSent();
    const seen = await myData(database.db.read, brother.chatId);
    expect(JSON.stringify(seen)).not.toContain(paid.reference);
    await goAway(brother.person);
    const left = await database.db.read.outboxMessage.findMany({ where: { channel: 'sms' } });
    expect(left).toMatchObject([{ address: mobile, accountId: sister.accountId }]);
    expect((await myData(database.db.read, sister.chatId))?.['messages']).toHaveLength(3);
    await goAway(sister.person);
    expect(await tablesThatHold(paid.reference)).toEqual([]);
  });

  test('people find in their data what went to their former addresses', async () => {
    const someone = await aPerson(database);
    await transaction((work) => tell(work, someone.accountId, paid));
    const [, email] = await change(someone);
    const data = await myData(database.db.read, someone.chatId);
    expect(data?.['messages']).toContainEqual(
      expect.objectContaining({ address: email, payload: { notice: paid, language: 'fa' } }),
    );
  });
});
