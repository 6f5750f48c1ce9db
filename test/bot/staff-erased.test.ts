import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appealApplication } from '../../core/applications/commands/appeal-application.ts';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { rejectApplication } from '../../core/applications/commands/reject-application.ts';
import { leave } from '../../core/privacy/commands/leave-hamyar.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, type Campus, done } from '../support/scenes.ts';

// What officers see of a student who has deleted the account: how it ended, nameless, and nothing to do.

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: FiledStudent;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await aFiledStudent(database, campus);
  office = await openOffice(database);
});
afterEach(() => office.close());

const goAway = () => done(database, (work) => leave(work, student.person));
const request = () =>
  database.db.read.application.findUniqueOrThrow({ where: { trackingCode: student.code } });

async function anAppeal() {
  const { id: applicationId } = await request();
  const why = { reasonCode: 'other', reasonText: 'no seat' } as const;
  await done(database, (work) => rejectApplication(work, campus.expert, { applicationId, ...why }));
  const appeal = { applicationId, text: 'there was one' };
  await done(database, (work) => appealApplication(work, student.person, appeal));
}

test.each([
  ['en', 'an erased account', /Withdrawn/],
  ['fa', 'حساب پاک‌شده', /پس گرفته/],
] as const)('the request is shown without a name, in %s', async (language, nobody, state) => {
  await goAway();
  const desk = await office.chat(campus.expert, language);
  const { text } = await desk.writeFor(`/review ${student.code}`, student.shownCode);
  expect(text).toContain(nobody);
  expect(text).toMatch(state);
  await desk.writeFor(`/audit ${student.code}`, nobody);
  await desk.tapFor('review:', nobody);
});

test('a page that was open when the student left decides nothing any more', async () => {
  const desk = await office.chat(campus.expert, 'en');
  await desk.writeFor(`/review ${student.code}`, student.shownCode);
  await goAway();
  expect(await desk.tap('approve:')).toMatch(/account is erased/);
  await desk.sees(/an erased account[\s\S]*Withdrawn/);
  expect(desk.buttons.some((data) => data.startsWith('approve:'))).toBe(false);
});

test('a proof that was sent to the expert before asks for no reason any more', async () => {
  const { code, shownCode, person } = await aFiledStudent(database, campus, { office });
  const desk = await office.chat(campus.expert, 'en');
  await desk.writeFor(`/review ${code}`, shownCode);
  await desk.tapFor('proof:', 'Married');
  await done(database, (work) => leave(work, person));
  expect(await desk.tap('refute:')).toMatch(/account is erased/);
  expect(await database.db.read.formState.count()).toBe(0);
});

describe('an appeal', () => {
  test('is answered no more, and no answer is asked for in vain', async () => {
    const { university } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    await anAppeal();
    const desk = await office.chat(deputy, 'en');
    await desk.writeFor(`/review ${student.code}`, student.shownCode);
    await goAway();
    expect(await desk.tap('verdict:grant:')).toMatch(/account is erased/);
    expect(await database.db.read.formState.count()).toBe(0);
    await desk.sees('an erased account');
    expect(desk.buttons.filter((data) => data.startsWith('verdict:'))).toEqual([]);
  });

  test('of which the answer was half written when the student left is not granted', async () => {
    const { university } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    await anAppeal();
    const desk = await office.chat(deputy, 'en');
    await desk.writeFor(`/review ${student.code}`, student.shownCode);
    await desk.tapFor('verdict:grant:', 'Write your answer');
    await goAway();
    await desk.writeFor('there is one', /account is erased/);
    expect(await request()).toMatchObject({ state: 'appealed' });
  });
});

test('among several, the one who left is named as not decided, and why', async () => {
  const { id: applicationId } = await request();
  await goAway();
  const decided = await database.db.transaction((work) =>
    approveApplication(work, campus.expert, { applicationId }),
  );
  expect(decided).toEqual({ ok: false, reason: 'accountClosed' });
});
