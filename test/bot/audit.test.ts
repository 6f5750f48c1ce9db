import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../bot/tools/verify-audit.ts';
import { displayTrackingCode } from '../../core/applications/rules.ts';
import type { TrackingCode } from '../../core/applications/types.ts';
import { askCheck } from '../../core/audit/commands.ts';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import { withoutIsolates } from '../support/bidi.ts';
import { useDatabase } from '../support/database.ts';
import { runJob } from '../support/jobs.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer, type Officer } from '../support/people.ts';
import { aCampus, anApplicant, atOnce, type Campus, done, outcomes } from '../support/scenes.ts';
import { tamper } from '../support/tamper.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let code: TrackingCode;
let names: Readonly<Record<'officer' | 'delegate' | 'holder' | 'student', string>>;

const nameOf = async (accountId: number): Promise<string> => {
  const { firstName, lastName } = await database.db.read.account.findUniqueOrThrow({
    where: { id: accountId },
  });
  return `${firstName} ${lastName}`;
};

/** A unit asks for a student, and a delegate of another officer approves. */
async function aPlacedStudent(): Promise<void> {
  const student = await anApplicant(database, campus);
  const holder = await anOfficer(database, { role: 'unitOfficer', unit: campus.unit });
  const { placementId } = await done(database, (work) =>
    requestPlacement(work, campus.officer, {
      openingId: campus.opening.id,
      student: student.profile.studentNumber,
      minutes: 2_250,
      explanation: 'shelving',
    }),
  );
  const holdings = holder.holdings.map((one) => ({ ...one, behalfOfId: holder.accountId }));
  const delegate = { ...campus.colleague, holdings };
  await done(database, (work) =>
    decidePlacement(work, delegate, { placementId, decision: { approve: true } }),
  );
  code = student.application.trackingCode as TrackingCode;
  names = {
    officer: await nameOf(campus.officer.accountId),
    delegate: await nameOf(campus.colleague.accountId),
    holder: await nameOf(holder.accountId),
    student: await nameOf(student.accountId),
  };
}

beforeEach(async () => {
  campus = await aCampus(database);
  await aPlacedStudent();
  office = await openOffice(database);
});
afterEach(() => office.close());

const job = (name: string) => runJob(database, name, { files: office.files });
const of = (role: Officer['holdings'][number]['role']) =>
  anOfficer(database, {
    role,
    ...(role === 'organisation' || role === 'administrator'
      ? {}
      : { university: campus.university }),
  });

test('the history of a request names who did what for whom, in words of both languages', async () => {
  const shown = displayTrackingCode(code);
  const deputy = await office.chat(await of('studentDeputy'), 'en');
  const history = await deputy.writeFor(`/audit ${shown}`, 'History of request');
  expect(history.text).toContain(names.student);
  const plain = withoutIsolates(history.text);
  expect(plain).toMatch(/Initial approval[\s\S]*Unit asked for the student — 37\.5 hours/);
  expect(plain).toContain(`👤 ${names.delegate} for ${names.holder}`);
  expect(plain).toContain(`👤 ${names.officer} · 7 October 2023`);

  const expert = await office.chat(campus.expert, 'fa');
  await expert.writeFor('/audit', 'کد پیگیری درخواست را بنویسید');
  await expert.writeFor('AQFY-XMHK', 'اشتباه نوشتاری');
  const persian = await expert.writeFor(shown, 'تاریخچهٔ درخواست');
  const shownText = withoutIsolates(persian.text);
  expect(shownText).toContain('درخواست واحد برای دانشجو — ۳۷٫۵ ساعت');
  expect(shownText).toContain(`${names.delegate} به‌جای ${names.holder}`);
  expect(persian.text).not.toMatch(/[a-z]+\.[a-z]+/i);
});

test('pages are turned, by a button from the page of the request on', async () => {
  const expert = await office.chat(campus.expert, 'en');
  const application = await database.db.read.application.findFirstOrThrow();
  await database.db.transaction(async (work) => {
    for (let at = 0; at < 9; at++) {
      const subject = { type: 'application', id: application.id };
      work.record({ action: 'application.send', subject, actorId: application.accountId });
    }
  });
  await expert.writeFor(`/status ${code}`, displayTrackingCode(code));
  const first = await expert.tapFor(`audit:${code}`, 'Page 1 of 2');
  expect(first.text).toContain(`${names.student}`);
  expect(first.text).toContain('(student)');
  const second = await expert.tapFor(`audit:${code}:1`, 'Page 2 of 2');
  expect(second.id).toBe(first.id);
  expect(second.text).toContain('Unit asked for the student');
});

test('only who answers for decisions reads it, and nobody of another university', async () => {
  const away = await anOfficer(database, {
    role: 'expert',
    university: await aUniversity(database),
  });
  for (const person of [campus.officer, campus.finance, away]) {
    const desk = await office.chat(person, 'en');
    const refused = person === away ? 'not allowed' : 'hold no such cartable';
    await desk.writeFor(`/audit ${code}`, refused);
    await desk.writeFor('/audit', person === away ? 'Write the tracking code' : refused);
  }
  const country = await office.chat(await of('organisation'), 'en');
  await country.writeFor(`/audit ${code}`, 'History of request');
  await country.writeFor('/audit AQFY-XMHJ', 'No request has this code');
});

test('an administrator has the whole record checked and hears which row is wrong', async () => {
  const administrator = await of('administrator');
  const desk = await office.chat(administrator, 'en');
  await desk.writeFor('/cartables', 'Your cartables');
  await desk.tapFor('auditcheck', 'The check begins');
  await job('check the record where an administrator asked for it');
  await desk.sees(/The record is right: all \d+ events/);
  expect(await verifyAudit(database.db)).toMatchObject({ ok: true });

  await tamper(database, `UPDATE "AuditEvent" SET "subjectId" = '99' WHERE "seq" = 2`);
  await desk.tapFor('auditcheck', 'The check begins');
  await job('check the record where an administrator asked for it');
  await desk.sees(/tampered[\s\S]*First wrong row: 2\n/);
  const other = await office.chat(await of('administrator'), 'fa');
  await job('check the record every night');
  await other.sees(/دست خورده[\s\S]*نخستین سطر نادرست: ۲/);
  expect(await verifyAudit(database.db)).toMatchObject({
    ok: false,
    text: expect.stringContaining('2'),
  });
  await (await office.chat(campus.expert, 'en')).writeFor('/cartables', 'Your cartables');
});

test('a check is asked for by administrators, and once at a time', async () => {
  const administrator = await of('administrator');
  const ask = (person: Officer) => (work: Parameters<typeof askCheck>[0]) => askCheck(work, person);
  const asked = await atOnce(
    database,
    [1, 2, 3].map(() => ask(administrator)),
  );
  expect(outcomes(asked)).toEqual({ ok: 1, alreadyAsked: 2 });
  const [refused] = await atOnce(database, [ask(campus.expert)]);
  expect(refused).toEqual({ ok: false, reason: 'notAllowed' });
});
