import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { words } from '../../bot/view/language.ts';
import { tellByEmail, tellBySms, tellChat } from '../../core/outbox/commands.ts';
import type { Notice } from '../../core/outbox/types.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, type Campus } from '../support/scenes.ts';

const database = useDatabase();
let office: Office;
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** Letters that have had their last attempt. */
async function givenUp(count: number): Promise<void> {
  const { db, clock } = database;
  await db.transaction(async (work) => {
    for (let letter = 1; letter <= count; letter++) {
      tellByEmail(
        work,
        { address: `somebody${letter}@mail.example`, language: 'fa' },
        { name: 'registered' },
      );
    }
  });
  await db.read.outboxMessage.updateMany({
    where: { channel: 'email' },
    data: { state: 'failed', error: 'unavailable', attempts: 12, createdAt: clock.now() },
  });
}

const letters = () =>
  database.db.read.outboxMessage.count({ where: { channel: 'email', state: 'sent' } });

test('an administrator sees what could not be delivered, without whose it is, and sends it again', async () => {
  await office.playground.mail.close();
  await givenUp(10);
  const administrator = await anOfficer(database, { role: 'administrator' });
  const desk = await office.chat(administrator, 'en');
  await desk.writeFor('/cartables', 'Administrator');
  const page = await desk.tapFor('undelivered:0', 'Undelivered messages: 10');
  expect(page.text).toContain('E-mail');
  expect(page.text).toContain('unavailable');
  expect(page.text).not.toContain('@');
  await desk.tapFor('undelivered:1', '10.');
  expect(await letters()).toBe(0);
});

test('what is sent again arrives, and is counted once however often it is asked', async () => {
  await givenUp(3);
  const administrator = await anOfficer(database, { role: 'administrator' });
  const desk = await office.chat(administrator);
  await desk.writeFor('/cartables', 'کارتابل');
  await desk.tapFor('undelivered:0', 'پیام‌های نرسیده');
  const { id } = await database.db.read.outboxMessage.findFirstOrThrow({
    where: { channel: 'email' },
  });
  await desk.tapFor(`resend:${id}`, 'پیام‌های نرسیده');
  await eventually(async () => expect(await letters()).toBe(1));
  expect(await desk.tap('resendall')).toContain('۲ پیام');
  await eventually(async () => expect(await letters()).toBe(3));
  const expert = await office.chat(campus.expert);
  await expert.writeFor('/cartables', 'کارتابل');
  expect(expert.buttons.some((data) => data.startsWith('undelivered'))).toBe(false);
});

describe('a notice of a newer version that runs beside', () => {
  const rows = () =>
    database.db.read.outboxMessage.findMany({ where: { kind: 'notice' }, orderBy: { id: 'asc' } });

  async function tellAnyhow(notice: object, chatId = 77n): Promise<void> {
    const unknown = notice as Notice;
    await database.db.transaction(async (work) => {
      tellChat(work, chatId, unknown);
      tellByEmail(work, { address: 'somebody@mail.example', language: 'fa' }, unknown);
      tellBySms(work, { address: '+989120000000', language: 'fa' }, unknown);
    });
  }

  test('waits for it, whichever way it goes, and for as long as an outage may last', async () => {
    await tellAnyhow({ name: 'ofTheNextVersion', trackingCode: 'ABCDEFG' });
    const waiting = { state: 'pending', error: 'unknown notice', attempts: 0 };
    const all = (what: object) => [what, what, what].map((one) => expect.objectContaining(one));
    await eventually(async () => expect(await rows()).toEqual(all(waiting)));
    const soon = new Date(database.clock.now().getTime() + 60_000);
    expect((await rows()).every(({ dueAt }) => dueAt <= soon)).toBe(true);
    database.clock.advance(24 * 3_600_000);
    const lost = { state: 'failed', error: 'unknown notice' };
    await eventually(async () => expect(await rows()).toEqual(all(lost)));
  });

  test('holds up nothing that its chat gets after it', async () => {
    const { chatId } = campus.expert;
    const desk = await office.chat(campus.expert, 'en');
    await tellAnyhow({ name: 'ofTheNextVersion' }, chatId);
    await eventually(async () => expect((await rows())[0]?.error).not.toBeNull());
    await desk.writeFor('/help', 'Guide');
    await database.db.transaction(async (work) => tellChat(work, chatId, { name: 'registered' }));
    await desk.sees(words.en.plain('notices.registered'));
    expect((await rows())[0]).toMatchObject({ state: 'pending', error: 'unknown notice' });
  });

  test('is none where only its words cannot be made: that is told at once', async () => {
    await tellAnyhow({ name: 'applicationRejected' });
    await eventually(async () =>
      expect((await rows()).map(({ state }) => state)).toEqual(Array(3).fill('failed')),
    );
  });
});
