import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { rejectApplication } from '../../core/applications/commands/reject-application.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { patience } from '../support/play.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: FiledStudent;
let desk: Desk;
let email: string;
let mobile: string;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await aFiledStudent(database, campus);
  desk = await office.chat(student.person);
  const account = await database.db.read.account.findUniqueOrThrow({
    where: { id: student.accountId },
  });
  email = account.email ?? '';
  mobile = account.mobile ?? '';
});
afterEach(() => office.close());

const applicationId = async () =>
  (await database.db.read.application.findFirstOrThrow({ where: { trackingCode: student.code } }))
    .id;

const approve = async () => {
  const request = { applicationId: await applicationId() };
  await done(database, (work) => approveApplication(work, campus.expert, request));
};

const letter = async (part: string) => {
  const { mail } = office.playground;
  for (;;) {
    const { text } = await mail.next(email, patience);
    if (text.includes(part)) return text;
  }
};

const link = () => `https://t.me/${playgroundBot.username}?start=r${student.code}`;

describe('what is decided on a request', () => {
  test('comes to the mailbox too, with a link to the request, and to no phone', async () => {
    await approve();
    await desk.sees('تأیید شد');
    const text = await letter('تأیید شد');
    expect(text).toContain(student.shownCode);
    expect(text.trim().split('\n').at(-1)).toBe(link());
    expect(office.playground.phones.inbox(mobile)).toEqual([]);
  });

  test('comes by SMS to who has blocked the bot, once the messenger says so and from then on', async () => {
    desk.chat.block();
    await approve();
    const first = await office.playground.phones.next(mobile, patience);
    expect(first).toMatchObject({ kind: 'text' });
    expect('text' in first && first.text).toContain(student.shownCode);
    expect('text' in first && first.text.endsWith(link())).toBe(true);
    expect(await letter('تأیید شد')).toContain(student.shownCode);
  });

  test('comes by SMS to who has signed out; a long reason is cut, so that carriers take it', async () => {
    await database.db.read.chatSession.update({
      where: { chatId: student.chatId },
      data: { accountId: null },
    });
    const request = {
      applicationId: await applicationId(),
      reasonCode: 'other' as const,
      reasonText: 'مدرک ناخواناست. '.repeat(60),
    };
    await done(database, (work) => rejectApplication(work, campus.expert, request));
    const told = await office.playground.phones.next(mobile, patience);
    const text = 'text' in told ? told.text : '';
    expect(text).toContain(student.shownCode);
    expect(text).toContain('…');
    expect(text.endsWith(link())).toBe(true);
    expect(await letter('رد شد')).toContain(request.reasonText.trim());
  });
});
