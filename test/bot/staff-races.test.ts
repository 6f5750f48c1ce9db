import { afterEach, beforeEach, expect, test } from 'vitest';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: FiledStudent;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await aFiledStudent(database, campus);
});
afterEach(() => office.close());

/** Both tap before either is answered; what popped up for each. */
const together = (one: Desk, other: Desk, data: string): Promise<string[]> =>
  Promise.all([one.tap(data), other.tap(data)]);

test('two experts approve the same request at once: one does, the other learns who did', async () => {
  const { university } = campus;
  const first = await office.chat(campus.expert);
  const second = await office.chat(await anOfficer(database, { role: 'expert', university }));
  await first.write(`/review ${student.code}`);
  await second.write(`/review ${student.code}`);
  const said = await together(first, second, 'approve:');
  expect(said.filter((text) => text.includes('خبر می‌دهیم'))).toHaveLength(1);
  expect(said.filter((text) => text.includes('رسیدگی کرده است'))).toHaveLength(1);
  for (const desk of [first, second]) {
    const page = await desk.sees(/📌 .*تأیید شده/);
    expect(page.buttons.flat()).not.toContainEqual(
      expect.objectContaining({ callback_data: expect.stringMatching(/^(approve|reject):/) }),
    );
  }
  const approvals = { action: 'application.approve' };
  expect(await database.db.read.auditEvent.count({ where: approvals })).toBe(1);
  expect(
    await database.db.read.outboxMessage.count({
      where: {
        channel: 'telegram',
        payload: { path: ['notice', 'name'], equals: 'applicationApproved' },
      },
    }),
  ).toBeLessThanOrEqual(1);
});

test('two colleagues decide on one request of the unit at once: one decision', async () => {
  const { id: applicationId } = await database.db.read.application.findFirstOrThrow();
  await done(database, (work) => approveApplication(work, campus.expert, { applicationId }));
  const { unit, opening } = campus;
  await done(database, (work) =>
    requestPlacement(work, campus.officer, {
      openingId: opening.id,
      student: student.code,
      minutes: 600,
      explanation: 'shelving',
    }),
  );
  const first = await office.chat(campus.colleague);
  const second = await office.chat(await anOfficer(database, { role: 'unitOfficer', unit }));
  for (const desk of [first, second]) {
    await desk.write('/inbox');
    await desk.tapFor('item:', 'تأیید اولیه');
  }
  const said = await together(first, second, 'seat:approve');
  expect(said.filter((text) => text.includes('به واحد بیاید'))).toHaveLength(1);
  expect(said.filter((text) => text.includes('تصمیم گرفته است'))).toHaveLength(1);
  for (const desk of [first, second]) await desk.sees('تأیید اولیه شده');
  const filled = await database.db.read.seatCount.findFirst({ where: { gender: 'female' } });
  expect(filled).toMatchObject({ held: 0, filled: 1 });
});

test('one officer taps twice: the second tap finds it done', async () => {
  const expert = await office.chat(campus.expert);
  await expert.write(`/review ${student.code}`);
  const said = await Promise.all([expert.tap('approve:'), expert.tap('approve:')]);
  expect(said.filter((text) => text.includes('خبر می‌دهیم'))).toHaveLength(1);
  expect(
    await database.db.read.auditEvent.count({ where: { action: 'application.approve' } }),
  ).toBe(1);
});
