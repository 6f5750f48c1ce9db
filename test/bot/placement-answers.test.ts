import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestAmendment } from '../../core/placements/commands/amend-placement.ts';
import { terminatePlacement } from '../../core/placements/commands/end-placement.ts';
import { reportHours } from '../../core/placements/commands/report-hours.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aCampus, anApplicant, anApprovedPlacement, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let assistant: Desk;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  const student = await anApplicant(database, campus);
  placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
  assistant = await office.chat(student);
});
afterEach(() => office.close());

const stateNow = async () =>
  (await database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } })).state;

const report = (minutes: number) =>
  done(database, (work) =>
    reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
  );

const buttonSeen = (data: string) => assistant.chat.until(() => assistant.buttons.includes(data));

test('the button of an earlier notice does not confirm what was entered later', async () => {
  await report(300);
  await buttonSeen(`hours:confirm:${placementId}:300`);
  await report(120);
  await buttonSeen(`hours:confirm:${placementId}:420`);
  assistant.chat.readAll();
  void assistant.chat.tap({ data: `hours:confirm:${placementId}:300` });
  await assistant.chat.next({ match: /اکنون .*۷.* ساعت/ });
  expect(await stateNow()).toBe('hoursReported');
  await assistant.tapFor(`hours:confirm:${placementId}:420`, 'تأیید کردید');
  expect(await stateNow()).toBe('confirmed');
});

test('a button without a sum confirms nothing, and shows what waits', async () => {
  await report(300);
  await buttonSeen(`hours:confirm:${placementId}:300`);
  await assistant.writeFor('/status', 'در انتظار پاسخ شما');
  assistant.chat.readAll();
  void assistant.chat.tap({ data: `hours:confirm:${placementId}` });
  await assistant.chat.next({ match: /اکنون .*۵.* ساعت/ });
  expect(await stateNow()).toBe('hoursReported');
});

test('a blank objection is asked for again, and the next one counts', async () => {
  await report(300);
  await assistant.tapFor('hours:object', /حداکثر .*۲٬۰۰۰.* نویسه/);
  await assistant.writeFor('\u200C\u200C', 'چیزی ننوشتید');
  await assistant.writeFor('آ'.repeat(2_001), 'حداکثر ۲٬۰۰۰ نویسه');
  await assistant.writeFor('هفت ساعت بود', /اعتراض شما به .*۵.* ساعت ثبت شد/);
  expect(await stateNow()).toBe('objected');
});

test('an objection is to the hours that were seen: of others it is asked for again', async () => {
  await report(300);
  await assistant.tapFor('hours:object', /۵.*چه اعتراضی/);
  await report(120);
  await buttonSeen(`hours:confirm:${placementId}:420`);
  const refused = await assistant.writeFor('هفت ساعت بود', /اکنون .*۷.* ساعت/);
  expect(refused.text).toContain('هفت ساعت بود');
  expect(await stateNow()).toBe('hoursReported');
  expect(assistant.buttons).toContain(`hours:confirm:${placementId}:420`);
  await assistant.tapFor('hours:object', /۷.*چه اعتراضی/);
  await assistant.writeFor('هشت ساعت بود', /اعتراض شما به .*۷.* ساعت ثبت شد/);
  expect(await stateNow()).toBe('objected');
});

test('who asked for more hours reads that the placement has ended with them undecided', async () => {
  const officer = await office.chat(campus.officer);
  const reason = 'stock-taking';
  await done(database, (work) =>
    requestAmendment(work, campus.officer, { placementId, minutes: 60, reason }),
  );
  await done(database, (work) =>
    terminatePlacement(work, campus.colleague, { placementId, reason: 'does not come' }),
  );
  await officer.sees('پایان یافت و درخواست افزایش ساعت آن بسته شد');
});

test('a placement is declined only when asked a second time', async () => {
  await assistant.tapFor('placement:decline', 'را نمی‌پذیرید؟');
  await assistant.tapFor('placement:keep', 'جای شما می‌ماند');
  expect(await stateNow()).toBe('approved');
  await assistant.tapFor('placement:decline', 'را نمی‌پذیرید؟');
  await assistant.tapFor('placement:sure', 'ثبت شد که نمی‌پذیرید');
  expect(await stateNow()).toBe('declined');
});

test.each(['hours:confirm:x', 'placement:sure:1.5'])(
  'the made-up button %s finds nothing',
  async (data) => {
    assistant.chat.readAll();
    void assistant.chat.tap({ data });
    await assistant.chat.next({ match: 'در حساب شما پیدا نشد' });
    expect(await stateNow()).toBe('approved');
  },
);
