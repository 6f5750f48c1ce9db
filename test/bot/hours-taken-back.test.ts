import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerHours } from '../../core/placements/commands/answer-hours.ts';
import { reportHours, standByHours } from '../../core/placements/commands/report-hours.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { aCampus, anApplicant, anApprovedPlacement, type Campus, done } from '../support/scenes.ts';

// Hours that were entered for the wrong student: the student objects, and none of them stands.

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: Awaited<ReturnType<typeof anApplicant>>;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  office = await openOffice(database);
  placementId = await anApprovedPlacement(database, campus, { student, minutes: 3_000 });
});
afterEach(() => office.close());

const report = (minutes: number) =>
  done(database, (work) =>
    reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
  );
const object = (objection: string) =>
  done(database, (work) =>
    answerHours(work, student.person, { placementId, answer: { confirm: false, objection } }),
  );
const confirm = () =>
  done(database, (work) =>
    answerHours(work, student.person, { placementId, answer: { confirm: true } }),
  );
const stateNow = async () =>
  (await database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } })).state;
const standing = () =>
  database.db.read.hoursEntry.findMany({ where: { placementId, state: { not: 'replaced' } } });

test('the unit says that none was worked, is asked once, and the student reads it', async () => {
  const officer = await office.chat(campus.officer);
  const assistant = await office.chat(student);
  await report(2_400);
  await object('من آنجا نبودم');
  await officer.write('/inbox');
  await officer.tapFor('item:', 'من آنجا نبودم');
  await officer.tapFor('takeback:', /۴۰.*اعتراض دارد/s);
  await officer.tapFor(`assistant:${placementId}`, 'من آنجا نبودم');
  expect(await stateNow()).toBe('objected');
  await officer.tapFor('takeback:', /۴۰.*اعتراض دارد/s);
  expect(await officer.tap(`takeback:${placementId}:2400`)).toContain('کنار گذاشته شد');
  await officer.sees(/مشغول کار.*ساعت‌ها: .?۰/s);
  expect(await stateNow()).toBe('working');
  expect(await standing()).toEqual([]);
  const told = await assistant.sees(/۴۰.*کنار گذاشت/s);
  expect(told.text).toContain('/support');
  expect((await officer.write('/inbox')).text).toContain('ثبت ساعات کارکرد');
});

test('in English; what was agreed to stands, and other hours than those seen are left alone', async () => {
  const officer = await office.chat(campus.officer, 'en');
  const assistant = await office.chat(student, 'en');
  await report(600);
  await confirm();
  await report(300);
  await object('I was not there');
  await officer.tapOld(`assistant:${placementId}`);
  await officer.tapFor('takeback:', /objects to .*5.* hours/s);
  await confirm();
  await report(60);
  await object('nor here');
  expect(await officer.tap(`takeback:${placementId}:300`)).toMatch(/not those that you saw: .*1.*/);
  await officer.sees(/the student objected.*nor here/s);
  expect(await stateNow()).toBe('objected');
  await officer.tapFor('takeback:', /objects to .*1.* hour/s);
  expect(await officer.tap(`takeback:${placementId}:60`)).toContain('no longer count');
  await assistant.sees(/1.* hour .*no longer counts.*15.* hours in all/s);
  expect(await stateNow()).toBe('confirmed');
  expect(await officer.tapOld(`takeback:${placementId}:60`)).toMatch(/can no longer be done/);
});

test('the expert finds that none was worked', async () => {
  const expert = await office.chat(campus.expert);
  const assistant = await office.chat(student);
  await report(2_400);
  await object('من آنجا نبودم');
  await done(database, (work) => standByHours(work, campus.officer, { placementId }));
  await object('باز هم نبودم');
  await expert.write('/inbox');
  await expert.tapFor('item:', 'باز هم نبودم');
  await expert.tapFor('settle:', 'باز هم نبودم');
  await expert.tapFor('f:settle:verdict:pick:none', 'دلیل نظر');
  await expert.writeFor('در دفتر حضور نیست', 'نظر شما ثبت شد');
  expect(await stateNow()).toBe('working');
  expect(await standing()).toEqual([]);
  const told = await assistant.sees('در دفتر حضور نیست');
  expect(told.text).toContain('ساعتی برای شما ثبت نیست');
  expect(told.text).not.toContain('تأیید نهایی');
});
