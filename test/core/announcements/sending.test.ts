import { beforeEach, describe, expect, test } from 'vitest';
import { beginAnnouncement } from '../../../core/announcements/commands/begin-announcement.ts';
import { confirmAnnouncement } from '../../../core/announcements/commands/confirm-announcement.ts';
import {
  abandonDeliveries,
  claimDeliveries,
  type Delivered,
  endAnnouncement,
  settleDeliveries,
} from '../../../core/announcements/commands/deliver-announcement.ts';
import { forgetReceiver } from '../../../core/announcements/commands/forget-receivers.ts';
import { steerAnnouncement } from '../../../core/announcements/commands/steer-announcement.ts';
import {
  changeDraft,
  draftAnnouncement,
} from '../../../core/announcements/commands/write-announcement.ts';
import {
  announcementOf,
  announcementsDue,
  announcementsEnding,
  countReceivers,
  listAnnouncements,
} from '../../../core/announcements/queries.ts';
import { stampOf } from '../../../core/announcements/rules.ts';
import {
  type Audience,
  type Content,
  type Recurrence,
  topics,
} from '../../../core/announcements/types.ts';
import { claimUpdate } from '../../../core/chats/commands/claim-update.ts';
import type { Person } from '../../../core/staff/types.ts';
import { days, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent, type Student, type StudentOptions } from '../../support/people.ts';
import { aCampus, anApplicant, type Campus, done, toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let organisation: Person;

beforeEach(async () => {
  campus = await aCampus(database);
  organisation = await anOfficer(database, { role: 'organisation' });
});

async function subscribe({ accountId }: Pick<Student, 'accountId'>): Promise<void> {
  const at = database.clock.now();
  const data = topics.map((topic) => ({ accountId, topic, at }));
  await database.db.read.subscription.createMany({ data, skipDuplicates: true });
}

async function aSubscriber(options: Partial<StudentOptions> = {}): Promise<Student> {
  const student = await aStudent(database, { university: campus.university, ...options });
  await subscribe(student);
  return student;
}

const said = (audience: Audience = {}): Content => ({
  topic: 'general',
  texts: { fa: 'خبر', en: 'News' },
  media: null,
  audience,
});

const own = (): Audience => ({ universityIds: [campus.university.id] });

const asks = (person: Person, content: Content) =>
  database.db.transaction((work) => draftAnnouncement(work, person, content));

async function confirmed(
  at: Date | null = null,
  recurrence: Recurrence | null = null,
  content = said(),
): Promise<number> {
  const { id } = await done(database, (work) => draftAnnouncement(work, organisation, content));
  await done(database, (work) => confirmAnnouncement(work, organisation, { id, at, recurrence }));
  return id;
}

const begin = (id: number) => database.db.transaction((work) => beginAnnouncement(work, { id }));

const claim = (id: number, limit: number, worker = 'one') =>
  claimDeliveries(database.db.read, id, {
    ...{ worker, limit, now: database.clock.now(), leaseSeconds: 60 },
  });

type Told = Omit<Delivered, 'chatSeen'> & Partial<Delivered>;

const settle = (id: number, told: readonly Told[], worker = 'one') =>
  settleDeliveries(database.db.read, id, {
    ...{ worker, now: database.clock.now() },
    delivered: told.map((one) => ({ chatSeen: null, ...one })),
  });

const steer = (
  id: number,
  step: 'drop' | 'pause' | 'resume' | 'cancel' | 'resendUnknown',
  by = organisation,
) => database.db.transaction((work) => steerAnnouncement(work, by, { id, step }));

const end = (id: number) => database.db.transaction((work) => endAnnouncement(work, { id }));

const known = async (id: number) => {
  const found = await announcementOf(database.db.read, id);
  if (!found) throw new Error('the announcement is gone');
  const { state, total, sent, blocked, failed, unknown } = found;
  return { state, total, sent, blocked, failed, unknown };
};

const countOf = (audience: Audience) => countReceivers(database.db.read, said(audience));

describe('the audience', () => {
  test('is narrowed by university, level, unit, state of the request and language', async () => {
    const applicant = await anApplicant(database, campus);
    await subscribe(applicant);
    await aSubscriber({ level: 'phd' });
    const other = await aUniversity(database);
    const reader = await aSubscriber({ university: other });
    await database.db.read.chatSession.update({
      where: { chatId: reader.chatId },
      data: { language: 'en' },
    });
    const opening = await database.db.read.opening.findFirstOrThrow();
    expect(await countOf({})).toBe(3);
    expect(await countOf(own())).toBe(2);
    expect(await countOf({ ...own(), levels: ['phd'] })).toBe(1);
    expect(await countOf({ unitIds: [opening.unitId] })).toBe(1);
    expect(await countOf({ states: ['filed', 'approved'] })).toBe(1);
    expect(await countOf({ states: ['withdrawn'] })).toBe(0);
    expect(await countOf({ languages: ['en'] })).toBe(1);
    expect(await countOf({ ...own(), languages: ['en'] })).toBe(0);
  });

  test('has nobody who gave the topic up, or who cannot be written to', async () => {
    const [gaveUp, away] = [await aSubscriber(), await aSubscriber()];
    await aSubscriber();
    const { read } = database.db;
    await read.subscription.deleteMany({
      where: { accountId: gaveUp.accountId, topic: 'general' },
    });
    const unreachableAt = database.clock.now();
    await read.chatSession.update({ where: { chatId: away.chatId }, data: { unreachableAt } });
    expect(await countOf({})).toBe(1);
  });

  test('is no larger than the officer’s own reach, also where a draft is changed', async () => {
    const other = await aUniversity(database);
    const unit = await database.db.read.unit.create({
      data: { universityId: other.id, code: 'x', nameFa: 'x', nameEn: 'x', kind: 'library' },
    });
    for (const audience of [
      {},
      { universityIds: [other.id] },
      { universityIds: [campus.university.id, other.id] },
      { ...own(), unitIds: [unit.id] },
    ]) {
      expect(await asks(campus.expert, said(audience))).toMatchObject({ reason: 'outOfReach' });
    }
    const student = await aSubscriber();
    expect(await asks(student.person, said())).toMatchObject({ reason: 'notAllowed' });
    const draft = await asks(campus.expert, said(own()));
    if (!draft.ok) throw new Error(draft.reason);
    const change = (person: Person, content: Content) =>
      database.db.transaction((work) => changeDraft(work, person, { id: draft.id, ...content }));
    expect(await change(campus.expert, said())).toMatchObject({ reason: 'outOfReach' });
    const stranger = await anOfficer(database, { role: 'expert', university: other });
    expect(await change(stranger, said({ universityIds: [other.id] }))).toMatchObject({
      reason: 'notAllowed',
    });
    expect(await change(campus.expert, { ...said(own()), texts: {} })).toMatchObject({
      reason: 'noText',
    });
    expect(await change(campus.expert, said(own()))).toMatchObject({ ok: true });
    expect(await steer(draft.id, 'cancel', stranger)).toMatchObject({ reason: 'notAllowed' });
  });
});

describe('to the universities of one officer', () => {
  test('is seen to by whoever may announce at each of them, and by nobody else', async () => {
    const other = await aUniversity(database);
    const { holdings } = await anOfficer(database, { role: 'expert', university: other });
    const both = { ...campus.expert, holdings: [...campus.expert.holdings, ...holdings] };
    const audience = { universityIds: [campus.university.id, other.id] };
    const draft = await asks(both, said(audience));
    if (!draft.ok) throw new Error(draft.reason);
    const listed = async (person: Person) => {
      const universities = person.holdings.flatMap(({ universityId }) => universityId ?? []);
      const of = { universities, byId: person.accountId ?? 0, page: 0, size: 9 };
      return (await listAnnouncements(database.db.read, of)).announcements.map(({ id }) => id);
    };
    expect(await listed(both)).toEqual([draft.id]);
    expect(await steer(draft.id, 'drop', campus.expert)).toMatchObject({ reason: 'notAllowed' });
    expect(await steer(draft.id, 'cancel', both)).toEqual({ ok: false, reason: 'moved' });
    expect(await steer(draft.id, 'drop', both)).toEqual({ ok: true });
    expect(await steer(draft.id, 'drop', both)).toEqual({ ok: false, reason: 'moved' });
  });
});

describe('beginning', () => {
  test('is done once, however many processes find that it is time', async () => {
    for (let count = 0; count < 5; count++) await aSubscriber();
    const id = await confirmed();
    const begun = await Promise.all([begin(id), begin(id), begin(id)]);
    expect(begun.filter((one) => one !== undefined)).toEqual([{ id, total: 5 }]);
    expect(await database.db.read.delivery.count()).toBe(5);
    expect(await known(id)).toMatchObject({ state: 'sending', total: 5 });
  });

  test('waits for its time; a recurring one begins each time, and none that was missed', async () => {
    await aSubscriber();
    const start = new Date(database.clock.now().getTime() + days);
    const id = await confirmed(start, 'daily');
    const due = () => announcementsDue(database.db.read, database.clock.now());
    expect(await due()).toEqual([]);
    expect(await begin(id)).toBeUndefined();
    database.clock.set(new Date(start.getTime() + minutes));
    expect(await due()).toEqual([id]);
    const [first, second] = await Promise.all([begin(id), begin(id)]);
    expect([first, second].filter((one) => one !== undefined)).toHaveLength(1);
    // Four days without a process: the next is the fifth, at the same time of the day.
    database.clock.advance(4 * days);
    expect(await due()).toEqual([id]);
    await begin(id);
    const series = await announcementOf(database.db.read, id);
    expect(series?.scheduledAt).toEqual(new Date(start.getTime() + 5 * days));
    expect(await database.db.read.announcement.count({ where: { seriesId: id } })).toBe(2);
  });

  test('is refused for what is over, for nobody, and a second time', async () => {
    const { id } = await done(database, (work) => draftAnnouncement(work, organisation, said()));
    const confirm = (at: Date | null) =>
      database.db.transaction((work) =>
        confirmAnnouncement(work, organisation, { id, at, recurrence: null }),
      );
    expect(await confirm(database.clock.now())).toMatchObject({ reason: 'inThePast' });
    expect(await confirm(null)).toMatchObject({ reason: 'nobody' });
    await aSubscriber();
    const twice = await Promise.all([confirm(null), confirm(null)]);
    expect(twice.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});

test('a draft that was written anew since it was seen is not sent', async () => {
  await aSubscriber();
  const { id } = await done(database, (work) => draftAnnouncement(work, organisation, said()));
  const confirm = (content: Content) =>
    database.db.transaction((work) =>
      confirmAnnouncement(work, organisation, {
        ...{ id, at: null, recurrence: null, seen: stampOf(content) },
      }),
    );
  const anew = { ...said(), texts: { fa: 'متن دیگر' } };
  await done(database, (work) => changeDraft(work, organisation, { id, ...anew }));
  expect(await confirm(said())).toMatchObject({ reason: 'moved' });
  expect(await confirm(anew)).toEqual({ ok: true });
});

describe('deliveries', () => {
  let id: number;
  let chats: bigint[];

  beforeEach(async () => {
    chats = [];
    for (let count = 0; count < 6; count++) chats.push((await aSubscriber()).chatId);
    id = await confirmed();
    await begin(id);
  });

  test('are taken by one worker each, and counted as they end', async () => {
    const taken = await Promise.all([
      claim(id, 4, 'one'),
      claim(id, 4, 'two'),
      claim(id, 4, 'three'),
    ]);
    const all = taken.flat().map(({ chatId }) => chatId);
    expect(new Set(all).size).toBe(6);
    expect(all).toHaveLength(6);
    const states = ['sent', 'sent', 'blocked', 'failed', 'unknown', 'pending'] as const;
    const workers = ['one', 'two', 'three'];
    for (const [index, claimed] of taken.entries()) {
      const delivered = claimed.map(({ chatId, chatSeen }) => ({
        ...{ chatId, chatSeen },
        state: states[chats.indexOf(chatId)] ?? 'sent',
      }));
      if (delivered.length > 0) await settle(id, delivered, workers[index]);
    }
    expect(await known(id)).toEqual({
      ...{ state: 'sending', total: 6, sent: 2, blocked: 1, failed: 1, unknown: 1 },
    });
    const away = await database.db.read.chatSession.findMany({
      where: { unreachableAt: { not: null } },
    });
    expect(away.map(({ chatId }) => chatId)).toEqual([chats[2]]);
    // What certainly did not go out is there again.
    expect((await claim(id, 9)).map(({ chatId }) => chatId)).toEqual([chats[5]]);
  });

  test('are refused to somebody who comes back before that is written down: the chat is in reach', async () => {
    const [one] = await claim(id, 1);
    if (!one) throw new Error('there is a receiver');
    const { chatId } = one;
    await database.db.transaction((work) =>
      claimUpdate(work, { updateId: 1, chatId, clientLanguage: 'fa' }),
    );
    await settle(id, [{ ...one, state: 'blocked', error: 'status 403' }]);
    expect(await known(id)).toMatchObject({ blocked: 1 });
    const chat = await database.db.read.chatSession.findUniqueOrThrow({ where: { chatId } });
    expect(chat.unreachableAt).toBeNull();
  });

  test('of a worker that died are unknown, are sent again only when asked, and its late word changes nothing', async () => {
    const lost = await claim(id, 2);
    await settle(
      id,
      (await claim(id, 4, 'two')).map(({ chatId }) => ({ chatId, state: 'sent' })),
      'two',
    );
    expect(await abandonDeliveries(database.db.read, database.clock.now())).toBe(0);
    database.clock.advance(minutes);
    await abandonDeliveries(database.db.read, database.clock.now());
    expect(await known(id)).toMatchObject({ sent: 4, unknown: 2 });
    expect(await announcementsEnding(database.db.read)).toEqual([id]);
    const ended = await Promise.all([end(id), end(id)]);
    expect(ended.filter((one) => one !== undefined)).toHaveLength(1);
    await settle(
      id,
      lost.map(({ chatId }) => ({ chatId, state: 'sent' })),
    );
    expect(await known(id)).toMatchObject({ state: 'done', sent: 4, unknown: 2 });
    const told = await toldTo(database, organisation.chatId);
    expect(JSON.stringify(told)).toContain('announcementEnded');
    expect(await steer(id, 'resendUnknown')).toMatchObject({ ok: true });
    expect(await known(id)).toMatchObject({ state: 'sending', sent: 4, unknown: 0 });
    expect(await claim(id, 9)).toHaveLength(2);
    expect(await steer(id, 'resendUnknown')).toMatchObject({ reason: 'moved' });
  });

  test('stop with a pause and an end, and go on with neither', async () => {
    // Only a draft is deleted, however many have a page of it.
    expect(await steer(id, 'drop')).toEqual({ ok: false, reason: 'moved' });
    await steer(id, 'pause');
    expect(await steer(id, 'drop')).toEqual({ ok: false, reason: 'moved' });
    expect(await claim(id, 9)).toEqual([]);
    expect(await steer(id, 'pause')).toMatchObject({ reason: 'moved' });
    await steer(id, 'resume');
    const [one] = await claim(id, 1);
    await steer(id, 'cancel');
    expect(await claim(id, 9)).toEqual([]);
    // One is on its way: it ends when that has.
    expect(await end(id)).toBeUndefined();
    await settle(id, [{ chatId: one?.chatId ?? 0n, state: 'sent' }]);
    expect(await end(id)).toMatchObject({ state: 'cancelled', sent: 1, total: 6 });
    expect(await steer(id, 'resume')).toMatchObject({ reason: 'moved' });
  });

  test('of somebody who leaves meanwhile are not sent, nor waited for, nor sent again', async () => {
    const [first, , , , , last] = await claim(id, 6);
    await settle(id, [
      { chatId: first?.chatId ?? 0n, state: 'unknown' },
      ...chats.slice(1, 4).map((chatId) => ({ chatId, state: 'sent' }) as const),
      { chatId: last?.chatId ?? 0n, state: 'pending' },
    ]);
    // One has it, one waits, of one it is not known, one is on the way.
    for (const chatId of [1, 5, 0, 4].map((index) => chats[index] ?? 0n)) {
      await database.db.transaction(({ tx }) => forgetReceiver(tx, chatId));
    }
    expect(await known(id)).toMatchObject({ total: 4, sent: 3, unknown: 0 });
    expect(await steer(id, 'resendUnknown')).toMatchObject({ reason: 'moved' });
    await settle(id, [{ chatId: chats[4] ?? 0n, state: 'sent' }]);
    expect(await announcementsEnding(database.db.read)).toEqual([id]);
    expect(await end(id)).toMatchObject({ state: 'done', total: 4, sent: 4 });
    const rows = await database.db.read.delivery.findMany({
      select: { chatId: true },
      orderBy: { chatId: 'asc' },
    });
    expect(rows.map(({ chatId }) => chatId)).toEqual([chats[2], chats[3], chats[4]]);
  });

  test('steps that are taken at the same moment are taken once', async () => {
    const paused = await Promise.all([steer(id, 'pause'), steer(id, 'pause'), steer(id, 'pause')]);
    expect(paused.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
