import { beforeEach, describe, expect, test } from 'vitest';
import { noteDemand } from '../../../core/accounts/commands/note-demand.ts';
import { relinkChat, unlinkChat } from '../../../core/accounts/commands/relink-chat.ts';
import { beginAnnouncement } from '../../../core/announcements/commands/begin-announcement.ts';
import { confirmAnnouncement } from '../../../core/announcements/commands/confirm-announcement.ts';
import {
  claimDeliveries,
  settleDeliveries,
} from '../../../core/announcements/commands/deliver-announcement.ts';
import { draftAnnouncement } from '../../../core/announcements/commands/write-announcement.ts';
import { topics } from '../../../core/announcements/types.ts';
import { claimUpdate } from '../../../core/chats/commands/claim-update.ts';
import { markUnreachable, tell } from '../../../core/outbox/commands.ts';
import type { Notice } from '../../../core/outbox/types.ts';
import type { Person } from '../../../core/staff/types.ts';
import { ownTickets } from '../../../core/support/queries.ts';
import { startUniversity } from '../../../core/universities/commands/create-university.ts';
import { noteUnlisted } from '../../../core/universities/commands/note-unlisted.ts';
import { hours } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Student } from '../../support/people.ts';
import { done, toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';
import { asked } from '../support/scene.ts';

const database = useDatabase();
let someone: Omit<Student, 'profile'>;
const passwordHash = '$argon2id$made-up';
const mobile = '+989125550001';

beforeEach(async () => {
  someone = await aPerson(database, { passwordHash, mobile });
});

/** The chat of whoever has not signed in there. */
async function aChat(chatId: bigint): Promise<Person> {
  const now = database.clock.now();
  const data = { chatId, createdAt: now, lastSeenAt: now };
  await database.db.read.chatSession.createMany({ data, skipDuplicates: true });
  return { kind: 'person', accountId: null, chatId, holdings: [] };
}

/** The person proves the mobile in this chat, and signs in there. */
async function signIn(chatId: bigint, { accountId } = someone): Promise<Person> {
  const elsewhere = await aChat(chatId);
  const now = database.clock.now();
  const id = database.random.uuid();
  const times = { issuedAt: now, expiresAt: now, usedAt: now };
  await database.db.read.oneTimeCode.create({
    data: { id, chatId, purpose: 'signIn', channel: 'sms', address: mobile, ...times },
  });
  await done(database, (work) => relinkChat(work, elsewhere, { accountId, passwordHash }));
  return { ...elsewhere, accountId };
}
const signOut = () => done(database, (work) => unlinkChat(work, someone.person));

let updateId = 0;
const writeIn = (chatId: bigint) =>
  database.db.transaction((work) =>
    claimUpdate(work, { updateId: updateId++, chatId, clientLanguage: 'fa' }),
  );

describe('a notice', () => {
  const allowed = { name: 'internationalAllowed', trackingCode: 'ABCDEFGH' } as unknown as Notice;
  const tellThem = () => database.db.transaction((work) => tell(work, someone.accountId, allowed));
  const where = {
    channel: 'telegram',
    payload: { path: ['notice', 'name'], equals: allowed.name },
  };

  /** The messenger refused all that waits for the person's chat. */
  async function block(): Promise<void> {
    const { read } = database.db;
    const { chatId } = someone;
    await read.outboxMessage.updateMany({
      where: { chatId, state: 'pending' },
      data: { state: 'unreachable', attempts: 1, error: 'status 403' },
    });
    await markUnreachable(read, chatId, database.clock.now());
  }
  async function found(): Promise<unknown[]> {
    const rows = await database.db.read.outboxMessage.findMany({
      where: where as never,
      orderBy: { id: 'asc' },
    });
    return rows.map(({ chatId, state }) => [chatId, state]);
  }

  test('that could not be told goes with the account, not to whoever writes in the old chat', async () => {
    await tellThem();
    await block();
    await signIn(31n);
    await writeIn(someone.chatId);
    expect(await found()).toEqual([[31n, 'pending']]);
  });

  test('that waits goes along as well, whole, and has all its attempts again', async () => {
    await tellThem();
    const later = new Date(database.clock.now().getTime() + hours);
    const rest = { texts: ['the second half'] };
    await database.db.read.outboxMessage.updateMany({
      data: {
        attempts: 3,
        error: 'flood',
        dueAt: later,
        payload: { notice: allowed, reply: rest } as never,
      },
    });
    await signIn(31n);
    const row = await database.db.read.outboxMessage.findFirstOrThrow({ where: where as never });
    expect(row).toMatchObject({ chatId: 31n, state: 'pending', attempts: 0, error: null });
    expect(row.payload).toEqual({ notice: allowed });
    expect(row.dueAt).toEqual(database.clock.now());
  });

  test('is told after a sign-out only where the account is signed in again', async () => {
    await tellThem();
    await block();
    await signOut();
    await writeIn(someone.chatId);
    expect(await found()).toEqual([[someone.chatId, 'unreachable']]);
    await signIn(someone.chatId);
    expect(await found()).toEqual([[someone.chatId, 'pending']]);
    await block();
    await signOut();
    await signIn(31n);
    expect(await found()).toEqual([[31n, 'pending']]);
  });

  test('that is not worth telling any more stays untold; one on its way comes here unless it arrives', async () => {
    await tellThem();
    await block();
    await tellThem();
    const now = database.clock.now();
    const { read } = database.db;
    await read.outboxMessage.updateMany({
      where: { state: 'unreachable' },
      data: { expiresAt: now },
    });
    await read.outboxMessage.updateMany({
      where: { state: 'pending' },
      data: { state: 'sending', leasedBy: 'a worker', leaseUntil: now },
    });
    await signIn(31n);
    expect(await found()).toEqual([
      [someone.chatId, 'unreachable'],
      [31n, 'sending'],
    ]);
  });

  test('of somebody else in that chat is not taken along', async () => {
    const other = await aPerson(database);
    await tellThem();
    await database.db.transaction((work) => tell(work, other.accountId, allowed));
    await signIn(31n);
    expect(await found()).toEqual([
      [31n, 'pending'],
      [other.chatId, 'pending'],
    ]);
  });

  test('that the account has gone is for the old chat, also where that could not be written to', async () => {
    await signIn(31n);
    await block();
    await signIn(32n);
    expect(await toldTo(database, 32n)).toEqual([]);
    await writeIn(someone.chatId);
    const rows = await database.db.read.outboxMessage.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ chatId, state }) => [chatId, state])).toEqual([
      [someone.chatId, 'pending'],
      [31n, 'pending'],
    ]);
  });
});

describe('what was asked of support', () => {
  const seenBy = async (person: Person) => (await ownTickets(database.db.read, person, 0)).total;
  beforeEach(async () => {
    await anOfficer(database, { role: 'administrator' });
  });

  test('before signing in goes with the account', async () => {
    await signOut();
    const stranger = await aChat(30n);
    await asked(database, stranger, { topic: 'technical' });
    await signIn(30n);
    const me = await signIn(31n);
    expect([await seenBy(me), await seenBy(stranger)]).toEqual([1, 0]);
  });

  test('goes along also where an older version left it with the chat', async () => {
    const { person } = someone;
    const stranger = { ...person, accountId: null };
    await asked(database, stranger, { topic: 'technical' });
    const me = await signIn(31n);
    expect([await seenBy(me), await seenBy(stranger)]).toEqual([1, 0]);
  });
});

describe('an announcement', () => {
  const texts = { fa: 'خبر' };
  const subscribe = (accountId: number) =>
    database.db.read.subscription.createMany({
      data: topics.map((topic) => ({ accountId, topic, at: database.clock.now() })),
    });

  /** One that is under way to everybody. */
  async function begun(): Promise<number> {
    const organisation = await anOfficer(database, { role: 'organisation' });
    const content = { topic: 'general', texts, media: null, audience: {} } as const;
    const { id } = await done(database, (work) => draftAnnouncement(work, organisation, content));
    const now = { id, at: null, recurrence: null };
    await done(database, (work) => confirmAnnouncement(work, organisation, now));
    await database.db.transaction((work) => beginAnnouncement(work, { id }));
    return id;
  }
  const take = (id: number) => {
    const by = { worker: 'w', now: database.clock.now(), leaseSeconds: 60, limit: 9 };
    return claimDeliveries(database.db.read, id, by);
  };
  const rows = async () =>
    (await database.db.read.delivery.findMany({ orderBy: { chatId: 'asc' } })).map(
      ({ chatId, state }) => [chatId, state],
    );
  const totals = () =>
    database.db.read.announcement.findMany({ select: { total: true, unknown: true, sent: true } });

  beforeEach(() => subscribe(someone.accountId));

  test('that waits goes to where the person is', async () => {
    const id = await begun();
    await signIn(31n);
    expect(await take(id)).toMatchObject([{ chatId: 31n }]);
    expect(await totals()).toEqual([{ total: 1, unknown: 0, sent: 0 }]);
  });

  test('of which nobody knows whether it arrived goes along for the case that it is sent again', async () => {
    const id = await begun();
    const [taken] = await take(id);
    await settleDeliveries(database.db.read, id, {
      ...{ worker: 'w', now: database.clock.now() },
      delivered: [{ chatId: taken?.chatId ?? 0n, chatSeen: null, state: 'unknown' }],
    });
    await signIn(31n);
    expect(await rows()).toEqual([[31n, 'unknown']]);
  });

  test('that is on its way is left, and counted', async () => {
    const id = await begun();
    await take(id);
    await signIn(31n);
    expect(await rows()).toEqual([[someone.chatId, 'sending']]);
    await settleDeliveries(database.db.read, id, {
      ...{ worker: 'w', now: database.clock.now() },
      delivered: [{ chatId: someone.chatId, chatSeen: null, state: 'sent', messageId: 1 }],
    });
    expect(await totals()).toEqual([{ total: 1, unknown: 0, sent: 1 }]);
  });

  test('is sent once to a chat that was to have it already, and not waited for in the old one', async () => {
    const other = await aPerson(database);
    await subscribe(other.accountId);
    const id = await begun();
    await done(database, (work) => unlinkChat(work, other.person));
    await signIn(other.chatId);
    expect(await take(id)).toMatchObject([{ chatId: other.chatId }]);
    expect(await rows()).toHaveLength(1);
    expect(await totals()).toEqual([{ total: 1, unknown: 0, sent: 0 }]);
  });
});

describe('the wish to be told of a university', () => {
  const started = ['universityStarted'];
  let university: Awaited<ReturnType<typeof aUniversity>>;
  beforeEach(async () => {
    university = await aUniversity(database, { startedAt: null });
  });
  const wish = (person: Person) =>
    done(database, (work) => noteDemand(work, person, { universityId: university.id }));
  async function start(): Promise<void> {
    const organisation = await anOfficer(database, { role: 'organisation' });
    const { id: universityId } = university;
    await done(database, (work) => startUniversity(work, organisation, { universityId }));
  }
  const wishes = () =>
    database.db.read.universityDemand.findMany({
      orderBy: { chatId: 'asc' },
      select: { chatId: true, accountId: true },
    });

  test('goes along though the person signed out in between', async () => {
    await wish(someone.person);
    await signOut();
    await signIn(31n);
    await start();
    expect(await toldTo(database, 31n)).toEqual(started);
    expect(await toldTo(database, someone.chatId)).toEqual([]);
  });

  test('goes along for a university by its name too, and once for each', async () => {
    const { read } = database.db;
    const named = (person: Person, name: string) =>
      done(database, (work) => noteUnlisted(work, person, { name }));
    await named(someone.person, 'دانشگاه چشمهٔ روشن');
    await named(someone.person, 'دانشگاه باغ سبز');
    await signOut();
    await named(await aChat(31n), 'دانشگاه باغ سبز');
    const { accountId } = await signIn(31n);
    const rows = await read.unlistedDemand.findMany({ select: { chatId: true, accountId: true } });
    expect(rows).toEqual(Array(2).fill({ chatId: 31n, accountId }));
  });

  test('of a stranger becomes the account’s that is signed in there', async () => {
    await signOut();
    await wish(await aChat(30n));
    await signIn(30n);
    await wish(someone.person);
    const { accountId } = await signIn(31n);
    expect(await wishes()).toEqual([{ chatId: 31n, accountId }]);
    await start();
    expect(await toldTo(database, 31n)).toEqual(started);
    expect(await toldTo(database, 30n)).toEqual(['signedInElsewhere']);
  });

  test('is answered in the chat where it was said, while the person is signed in nowhere', async () => {
    await wish(someone.person);
    await signOut();
    await start();
    expect(await toldTo(database, someone.chatId)).toEqual(started);
  });

  test('that an older version noted for the chat alone is the person’s as well', async () => {
    await wish(someone.person);
    await database.db.read.universityDemand.updateMany({ data: { accountId: null } });
    await signOut();
    const { accountId } = await signIn(31n);
    expect(await wishes()).toEqual([{ chatId: 31n, accountId }]);
  });

  test('is the later one’s where two ask in one chat, while the first is signed in nowhere', async () => {
    const other = await aPerson(database);
    await wish(other.person);
    const here = { ...someone.person, chatId: other.chatId };
    await Promise.all([wish(here), wish(here)]);
    expect(await wishes()).toEqual([{ chatId: other.chatId, accountId: someone.accountId }]);
  });

  test('of two who use one phone in turn is each one’s own', async () => {
    const other = await aPerson(database);
    await wish(someone.person);
    await wish(other.person);
    await done(database, (work) => unlinkChat(work, other.person));
    // Both wishes cannot be kept under one chat; the one here still knows whose it is.
    await signIn(other.chatId);
    expect(await wishes()).toEqual([
      { chatId: someone.chatId, accountId: someone.accountId },
      { chatId: other.chatId, accountId: other.accountId },
    ]);
    await wish({ ...someone.person, chatId: other.chatId });
    await signIn(31n);
    expect(await wishes()).toEqual([
      { chatId: 31n, accountId: someone.accountId },
      { chatId: other.chatId, accountId: other.accountId },
    ]);
  });
});
