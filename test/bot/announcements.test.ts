import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import { words } from '../../bot/view/language.ts';
import { confirmAnnouncement } from '../../core/announcements/commands/confirm-announcement.ts';
import { draftAnnouncement } from '../../core/announcements/commands/write-announcement.ts';
import { topics } from '../../core/announcements/types.ts';
import type { DeliveryState } from '../../prisma/generated/enums.ts';
import { png } from '../core/files/pictures.ts';
import { fillAudience, firstChat } from '../support/audience.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Student } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let office: Office;
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

async function aSubscriber(university = campus.university): Promise<Student> {
  const student = await aStudent(database, { university });
  const { accountId } = student;
  const at = database.clock.now();
  const data = topics.map((topic) => ({ accountId, topic, at }));
  await database.db.read.subscription.createMany({ data });
  return student;
}

const only = () => database.db.read.announcement.findFirstOrThrow({ orderBy: { id: 'desc' } });

const reached = (state: string) => eventually(async () => expect((await only()).state).toBe(state));

describe('an announcement', () => {
  test('is written, seen as it will be, sent with a picture, and reported', async () => {
    const [reader, english, away] = [await aSubscriber(), await aSubscriber(), await aSubscriber()];
    const elsewhere = await aSubscriber(await aUniversity(database));
    const desks = {
      reader: await office.chat(reader),
      english: await office.chat(english, 'en'),
      away: await office.chat(away),
      elsewhere: await office.chat(elsewhere),
    };
    desks.away.chat.block();
    const expert = await office.chat(campus.expert);
    await expert.writeFor('/announce', 'هنوز اطلاعیه‌ای نیست');
    await expert.tapFor('annnew', 'موضوع اطلاعیه چیست');
    // An expert begins with the own university, and has no other to choose.
    await expert.tapFor('f:announcement:topic:pick:general', 'می‌گیرند: ۳');
    await expert.tapFor('f:announcement:audience:narrow:levels', 'مقطع');
    await expert.tapFor('f:announcement:audience:pick:phd', 'مقطع');
    await expert.tapFor('f:announcement:audience:home', 'می‌گیرند: ۰');
    await expert.tapFor('f:announcement:audience:narrow:levels', 'مقطع');
    await expert.tapFor('f:announcement:audience:clear', 'مقطع');
    await expert.tapFor('f:announcement:audience:home', 'می‌گیرند: ۳');
    await expert.tapFor('f:announcement:audience:ready', 'متن فارسی را بنویسید');
    await expert.writeFor('ا'.repeat(3_900), 'کوتاه‌ترش کنید');
    await expert.writeFor('کلاس <b>آزمایشی</b> & جلسه', 'متن انگلیسی را بنویسید');
    await expert.writeFor('x'.repeat(901), 'تصویر یا فایلی همراه');
    expert.chat.sendPhoto(png({ width: 60 }));
    await expert.sees('به مرحلهٔ قبل برگردید و متن را کوتاه کنید');
    await expert.tapFor('f:announcement:media:back', 'متن انگلیسی را بنویسید');
    await expert.writeFor('A trial class', 'تصویر یا فایلی همراه');
    await expert.writeFor('بدون تصویر', 'تصویر یا فایل بفرستید');
    expert.chat.sendPhoto(png({ width: 60 }));
    await expert.sees('همه‌چیز درست است');
    await expert.tapFor('f:announcement:review:send', 'تعداد گیرندگان تا این لحظه: ۳');
    const shown = expert.chat.messages.filter(({ text }) => text.includes('📢'));
    const { id } = await only();
    await expert.tapFor(`annsend:${id}`, 'به ۳ نفر فرستاده شود');
    await expert.tapFor(`annyes:${id}`, 'در انتظار زمان ارسال');
    await reached('done');
    const got = await desks.reader.sees('کلاس <b>آزمایشی</b> & جلسه');
    expect(got.raw).toHaveProperty('photo');
    // What was shown before is what came, but for whose message it is.
    expect(shown.map(({ text }) => text)).toContain(got.text);
    expect((await desks.english.sees('A trial class')).text).toContain('General news');
    expect(desks.elsewhere.chat.messages.some(({ text }) => text.includes('آزمایشی'))).toBe(false);
    const report = await expert.sees('به پایان رسید');
    for (const line of ['ارسال‌شده: ۲', 'در دسترس نیستند: ۱', 'نامعلوم: ۰', 'از ۳ گیرنده']) {
      expect(report.text).toContain(line);
    }
    // The message with which it was begun is where its end is shown.
    await expert.sees(/ارسال‌شده[\s\S]*۱۰۰٪/);
    const chat = await database.db.read.chatSession.findUniqueOrThrow({
      where: { chatId: away.chatId },
    });
    expect(chat.unreachableAt).not.toBeNull();
  });
  test('is sent at its time, again and again, until it is cancelled', async () => {
    const desk = await office.chat(await aSubscriber(), 'en');
    const officer = await anOfficer(database, { role: 'organisation' });
    const organisation = await office.chat(officer, 'en');
    await organisation.writeFor('/announce', 'no announcement yet');
    await organisation.tapFor('annnew', 'What is the announcement about');
    await organisation.tapFor('f:announcement:topic:pick:deadlines', 'as it stands: 1');
    await organisation.tapFor(
      'f:announcement:audience:narrow:units',
      'Choose one university first',
    );
    await organisation.tapFor('f:announcement:audience:ready', 'text in Persian');
    await organisation.tapFor('f:announcement:fa:skip', 'text in English');
    await organisation.tapFor('f:announcement:en:skip', 'picture or a document');
    await organisation.tapFor('f:announcement:media:skip', 'text in at least one language');
    await organisation.tapFor('f:announcement:review:change:en', 'text in English');
    await organisation.writeFor('The term begins', 'everything as it should be');
    await organisation.tapFor('f:announcement:review:send', 'Receivers now: 1');
    const { id } = await only();
    await organisation.tapFor(`annplan:${id}`, 'On which day');
    await organisation.writeFor('2023-10-11', 'At what time');
    await organisation.writeFor('half past nine', 'not a time of day');
    await organisation.writeFor('۹:۳۰', 'once, or again and again');
    await organisation.tapFor('f:annplan:repeat:pick:weekly', 'begins by itself');
    await organisation.tapFor('f:annplan:review:send', /Every week.*next/);
    database.clock.set(new Date('2023-10-11T06:00:00Z'));
    await desk.sees('The term begins');
    await organisation.sees('has begun, to 1 person');
    await organisation.sees('has ended');
    database.clock.set(new Date('2023-10-18T05:59:00Z'));
    await organisation.tapFor(`ann:${id}`, /Every week.*next/);
    expect(await database.db.read.announcement.count()).toBe(2);
    database.clock.advance(minutes);
    await eventually(async () => expect(await database.db.read.announcement.count()).toBe(3));
    await organisation.tapFor(`anncancel:${id}`, 'cannot be undone');
    await organisation.tapFor(`annend:${id}`, 'cancelled');
    const ofReader = desk.chat.messages.filter(({ text }) => text.includes('The term begins'));
    expect(ofReader.length).toBeLessThanOrEqual(2);
  });

  test('that is paused stays so after a restart, goes on when asked, over another restart too, and ends by a cancel', async () => {
    await office.close();
    office = await openOffice(database, { SENDING_PER_SECOND: '20' });
    const { telegram } = office.playground;
    // More than go out before the end, however slow the machine is: the cancel leaves the others.
    const receivers = 900;
    telegram.crowd(playgroundBot.username, { firstId: firstChat + 1, count: receivers });
    await fillAudience(database.db, receivers);
    const got = () =>
      Array.from({ length: receivers }, (_, index) =>
        telegram.record.messagesTo(firstChat + 1 + index),
      );
    const arrived = () => got().filter((messages) => messages > 0).length;
    const arrives = (count: number) =>
      eventually(() => expect(arrived()).toBeGreaterThanOrEqual(count));
    const desk = await office.chat(await anOfficer(database, { role: 'organisation' }), 'en');
    await desk.writeFor('/announce', 'no announcement yet');
    await desk.tapFor('annnew', 'What is the announcement about');
    await desk.tapFor('f:announcement:topic:pick:general', `as it stands: ${receivers}`);
    await desk.tapFor('f:announcement:audience:ready', 'text in Persian');
    await desk.writeFor('خبر', 'text in English');
    await desk.tapFor('f:announcement:en:skip', 'picture or a document');
    await desk.tapFor('f:announcement:media:skip', 'everything as it should be');
    await desk.tapFor('f:announcement:review:send', `Receivers now: ${receivers}`);
    const { id } = await only();
    await desk.tapFor(`annsend:${id}`, `to ${receivers} people now`);
    await desk.tapFor(`annyes:${id}`, 'waits for its time');
    const inState = (state: DeliveryState) =>
      database.db.read.delivery.count({ where: { announcementId: id, state } });
    /** Of what had been taken when the announcement was stopped all may still arrive, and no more. */
    const stands = async () => {
      const [onTheirWay, sent] = [await inState('sending'), await inState('sent')];
      // Few are taken ahead; what is sent already and not yet written down counts as well.
      expect(onTheirWay).toBeLessThanOrEqual(60);
      await eventually(async () => expect(await inState('sending')).toBe(0));
      expect(arrived()).toBe(await inState('sent'));
      expect(arrived()).toBeLessThanOrEqual(sent + onTheirWay);
      return arrived();
    };

    await arrives(5);
    await desk.tapFor(`annstep:${id}:pause`, /· .paused/);
    const paused = await stands();
    await office.restart();
    // Another one goes out meanwhile, by the same worker.
    await aSubscriber();
    const content = { topic: 'general', texts: { fa: 'خبر دیگر' }, media: null } as const;
    const audience = { universityIds: [campus.university.id] };
    const other = await done(database, (work) =>
      draftAnnouncement(work, campus.expert, { ...content, audience }),
    );
    const now = { id: other.id, at: null, recurrence: null };
    await done(database, (work) => confirmAnnouncement(work, campus.expert, now));
    await reached('done');
    await desk.writeFor('/announce', /· .paused/);
    expect(arrived()).toBe(paused);

    await desk.tapFor(`annstep:${id}:resume`, /· .is being sent/);
    await arrives(paused + 5);
    await office.restart();
    await arrives(arrived() + 5);
    await desk.tapFor(`anncancel:${id}`, 'cannot be undone');
    await desk.tapFor(`annend:${id}`, 'cancelled');
    await stands();
    const report = await desk.sees('was cancelled');
    expect(report.text).toContain(`Sent: ${arrived()}`);
    expect(report.text).toContain(`Not sent: ${receivers - arrived()}`);
    expect(report.text).toContain('Unknown: 0');
    expect(Math.max(...got())).toBe(1);
  });

  test('of another university is not in one’s list; students have no list', async () => {
    await aSubscriber();
    const deputy = await anOfficer(database, {
      role: 'studentDeputy',
      university: campus.university,
    });
    const own = await office.chat(deputy);
    await own.writeFor('/announce', 'هنوز اطلاعیه‌ای نیست');
    await own.tapFor('annnew', 'موضوع');
    await own.tapFor('f:announcement:topic:pick:general', 'می‌گیرند: ۱');
    await own.tapFor('f:announcement:audience:ready', 'متن فارسی');
    await own.writeFor('خبر', 'متن انگلیسی');
    await own.tapFor('f:announcement:en:skip', 'تصویر');
    await own.tapFor('f:announcement:media:skip', 'درست است');
    await own.tapFor('f:announcement:review:send', 'گیرندگان');
    const other = await aCampus(database);
    const stranger = await office.chat(other.expert);
    await stranger.writeFor('/announce', 'هنوز اطلاعیه‌ای نیست');
    const student = await office.chat(await aSubscriber());
    await student.writeFor('/announce', words.fa.plain('staff.notOfficer').slice(0, 12));
  });
});
