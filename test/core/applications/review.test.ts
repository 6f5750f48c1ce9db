import { beforeEach, expect, test } from 'vitest';
import { approveApplication } from '../../../core/applications/commands/approve-application.ts';
import { rejectApplication } from '../../../core/applications/commands/reject-application.ts';
import { sendBackApplication } from '../../../core/applications/commands/send-back-application.ts';
import {
  type ClaimVerdict,
  verifyClaim,
} from '../../../core/applications/commands/verify-claim.ts';
import type { PriorityClass } from '../../../core/applications/types.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import type { Actor } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Student } from '../../support/people.ts';
import { aCampus, aFile, anApplicant, type Campus, filed } from './scene.ts';

const database = useDatabase();
let campus: Campus;
let student: Student;
let applicationId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  ({ applicationId } = await filed(database, campus, student));
});

const approve = (actor: Actor = campus.expert, revision?: number) =>
  database.db.transaction((work) =>
    approveApplication(work, actor, {
      applicationId,
      ...(revision !== undefined && { revision }),
    }),
  );
const reject = (actor: Actor = campus.expert, reasonText = 'کارت دانشجویی خوانا نیست') =>
  database.db.transaction((work) =>
    rejectApplication(work, actor, {
      applicationId,
      reasonCode: 'documentsRefused',
      reasonText,
    }),
  );
const sendBack = (actor: Actor = campus.expert, note = 'یک نیاز دیگر هم برگزینید') =>
  database.db.transaction((work) => sendBackApplication(work, actor, { applicationId, note }));
const stored = () =>
  database.db.read.application.findUniqueOrThrow({ where: { id: applicationId } });
const openItems = () =>
  database.db.read.workItem.count({
    where: { subjectId: applicationId, kind: 'reviewApplication', closedAt: null },
  });
const lastNotice = async () =>
  (await database.db.read.outboxMessage.findFirst({ orderBy: { id: 'desc' } }))?.payload;

test('an approval is signed, closes what waited, and is recorded', async () => {
  await approve();
  expect(await stored()).toMatchObject({
    state: 'approved',
    decidedById: campus.expert.accountId,
    decidedAt: database.clock.now(),
  });
  expect(await openItems()).toBe(0);
  const [event] = await database.db.read.auditEvent.findMany({
    where: { action: 'application.approve' },
  });
  expect(event).toMatchObject({
    actorId: campus.expert.accountId,
    subjectId: String(applicationId),
    before: { state: 'filed' },
    after: { state: 'approved' },
  });
});

test('a rejection says why, and until when an appeal is open', async () => {
  const until = endOfTehranDay(isoDate('2023-10-17'));
  expect(await reject()).toEqual({ ok: true, appealUntil: until });
  expect(await stored()).toMatchObject({
    state: 'rejected',
    reasonCode: 'documentsRefused',
    reasonText: 'کارت دانشجویی خوانا نیست',
  });
  expect(await lastNotice()).toMatchObject({
    notice: {
      name: 'applicationRejected',
      reasonCode: 'documentsRefused',
      appealUntil: until.toISOString(),
    },
  });
});

test('what is sent back waits for the student, with the note', async () => {
  expect(await sendBack()).toEqual({ ok: true });
  expect(await stored()).toMatchObject({ state: 'sentBack', decidedAt: null });
  expect(await openItems()).toBe(0);
  expect(await lastNotice()).toMatchObject({
    notice: { name: 'applicationSentBack', note: 'یک نیاز دیگر هم برگزینید' },
  });
});

test('a rejection and a sending back need words', async () => {
  expect(await reject(campus.expert, ' \u200c ')).toEqual({ ok: false, reason: 'noReason' });
  expect(await sendBack(campus.expert, '')).toEqual({ ok: false, reason: 'noReason' });
  expect(await stored()).toMatchObject({ state: 'filed' });
});

test('of two approvals at once one counts; the other learns what was decided', async () => {
  const second = await anOfficer(database, { role: 'expert', university: campus.university });
  const results = await Promise.all([approve(), approve(second), approve(), approve(second)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter(({ ok }) => !ok)).toEqual(
    Array.from({ length: 3 }, () => ({ ok: false, reason: 'alreadyDecided', state: 'approved' })),
  );
  expect(
    await database.db.read.auditEvent.count({ where: { action: 'application.approve' } }),
  ).toBe(1);
  expect(await database.db.read.applicationEvent.count({ where: { event: 'approve' } })).toBe(1);
});

test('of an approval and a rejection at once one counts, and both say the same', async () => {
  const [approved, rejected] = await Promise.all([approve(), reject()]);
  const { state } = await stored();
  expect([approved.ok, rejected.ok].filter(Boolean)).toHaveLength(1);
  expect(approved.ok ? rejected : approved).toEqual({
    ok: false,
    reason: 'alreadyDecided',
    state,
  });
});

test('a revision newer than the one that was read is not decided on', async () => {
  await database.db.read.application.update({
    where: { id: applicationId },
    data: { revision: 2 },
  });
  expect(await approve(campus.expert, 1)).toEqual({
    ok: false,
    reason: 'changedSince',
    revision: 2,
  });
  expect(await approve(campus.expert, 2)).toEqual({ ok: true });
});

test('another university’s expert, another role and a student decide nothing', async () => {
  const elsewhere = (await aCampus(database)).expert;
  const finance = await anOfficer(database, { role: 'finance', university: campus.university });
  const deputy = await anOfficer(database, {
    role: 'studentDeputy',
    university: campus.university,
  });
  for (const actor of [elsewhere, finance, deputy, student.person, { kind: 'system' } as const]) {
    for (const decide of [approve, reject, sendBack]) {
      expect(await decide(actor)).toEqual({ ok: false, reason: 'notAllowed' });
    }
  }
  expect(await stored()).toMatchObject({ state: 'filed' });
});

test('nobody decides on the own application', async () => {
  const own = await anOfficer(database, {
    role: 'expert',
    university: campus.university,
    accountId: student.accountId,
  });
  for (const decide of [approve, reject, sendBack]) {
    expect(await decide(own)).toEqual({ ok: false, reason: 'ownCase' });
  }
});

test('who stands in for another is recorded with that other', async () => {
  const [holding] = campus.expert.holdings;
  if (!holding) throw new Error('the expert holds a cartable');
  const stand = await anOfficer(database, { role: 'finance', university: campus.university });
  await approve({ ...stand, holdings: [{ ...holding, behalfOfId: campus.expert.accountId }] });
  expect(
    await database.db.read.auditEvent.findFirst({ where: { action: 'application.approve' } }),
  ).toMatchObject({ actorId: stand.accountId, behalfOfId: campus.expert.accountId });
});

test('an application that is not there cannot be decided on', async () => {
  applicationId = 1;
  expect(await approve()).toEqual({ ok: false, reason: 'notFound' });
});

async function withClaims(...classes: PriorityClass[]): Promise<number[]> {
  const claimant = await anApplicant(database, campus);
  const claims = [];
  for (const name of classes) {
    claims.push({ class: name, fileIds: [await aFile(database, claimant)] });
  }
  ({ applicationId } = await filed(database, campus, claimant, { classes: claims }));
  const rows = await database.db.read.priorityClaim.findMany({
    where: { applicationId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

const verify = (claimId: number, more: Partial<ClaimVerdict> = {}, actor: Actor = campus.expert) =>
  database.db.transaction((work) =>
    verifyClaim(work, actor, { claimId, verdict: 'verified', ...more }),
  );

test('points are those of the verified classes, by the university’s settings', async () => {
  await database.db.read.university.update({
    where: { id: campus.university.id },
    data: { settings: { points: { shahedIsargar: 3 } } },
  });
  const [first = 0, second = 0] = await withClaims('married', 'shahedIsargar');
  expect(await verify(first)).toEqual({ ok: true, points: 1 });
  expect(await verify(second)).toEqual({ ok: true, points: 4 });
  expect(await stored()).toMatchObject({ points: 4 });
});

test('a class that is refused says why, and gives no point', async () => {
  const [claimId = 0] = await withClaims('exemplary');
  expect(await verify(claimId, { verdict: 'refused' })).toEqual({ ok: false, reason: 'noReason' });
  const reason = 'گواهی بی‌تاریخ است';
  expect(await verify(claimId, { verdict: 'refused', reason })).toEqual({ ok: true, points: 0 });
  expect(await lastNotice()).toMatchObject({
    notice: { name: 'claimRefused', class: 'exemplary', reason },
  });
});

test('of two verdicts at once one counts; to change it one must have seen it', async () => {
  const [claimId = 0] = await withClaims('exemplary');
  const refused = { verdict: 'refused', reason: 'ناخوانا' } as const;
  const results = await Promise.all([verify(claimId), verify(claimId, refused)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const { state } = await database.db.read.priorityClaim.findUniqueOrThrow({
    where: { id: claimId },
  });
  expect(results.find(({ ok }) => !ok)).toEqual({
    ok: false,
    reason: 'alreadyVerified',
    verdict: state,
  });
  expect(await verify(claimId, { ...refused, instead: state })).toEqual({ ok: true, points: 0 });
  expect(await verify(claimId, { instead: 'refused' })).toEqual({ ok: true, points: 1 });
});

test('a verdict stands once the application is decided', async () => {
  const [claimId = 0] = await withClaims('exemplary');
  await verify(claimId);
  await approve();
  const reason = 'دیر شد';
  expect(await verify(claimId, { verdict: 'refused', reason, instead: 'verified' })).toEqual({
    ok: false,
    reason: 'alreadyDecided',
    state: 'approved',
  });
});

test('another university’s expert and the claimant verify nothing', async () => {
  const [claimId = 0] = await withClaims('exemplary');
  const elsewhere = (await aCampus(database)).expert;
  expect(await verify(claimId, {}, elsewhere)).toEqual({ ok: false, reason: 'notAllowed' });
  expect(await verify(claimId, {}, student.person)).toEqual({ ok: false, reason: 'notAllowed' });
  expect(await verify(1)).toEqual({ ok: false, reason: 'notFound' });
});
