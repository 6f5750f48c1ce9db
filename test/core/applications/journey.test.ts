import { expect, test } from 'vitest';
import { approveApplication } from '../../../core/applications/commands/approve-application.ts';
import { verifyClaim } from '../../../core/applications/commands/verify-claim.ts';
import {
  applicationByCode,
  applicationOf,
  reviewView,
} from '../../../core/applications/queries.ts';
import { endOfTehranDay, isoDate } from '../../../core/calendar.ts';
import { hours } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aCampus, aFile, anApplicant, filed } from './scene.ts';

const database = useDatabase();
const { clock } = database;

test('a request is filed, its proof verified, approved; at each step its student can see how it stands', async () => {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const fileId = await aFile(database, student);
  const { trackingCode, applicationId } = await filed(database, campus, student, {
    classes: [{ class: 'married', fileIds: [fileId] }],
  });

  const first = await applicationByCode(database.db.read, trackingCode, clock.now());
  expect(first).toMatchObject({
    state: 'filed',
    since: clock.now(),
    // Three working days after Saturday 7 October: Tuesday.
    waitsFor: { role: 'expert', dueAt: endOfTehranDay(isoDate('2023-10-10')), claimed: false },
    points: 0,
    place: { place: 1, of: 1 },
    claims: [{ class: 'married', state: 'pending' }],
    canEdit: true,
  });

  clock.advance(2 * hours);
  const claim = await database.db.read.priorityClaim.findFirstOrThrow();
  const pending = await database.db.transaction((work) =>
    approveApplication(work, campus.expert, { applicationId }),
  );
  expect(pending).toEqual({ ok: false, reason: 'claimsPending', classes: ['married'] });
  const verified = await database.db.transaction((work) =>
    verifyClaim(work, campus.expert, { claimId: claim.id, verdict: 'verified' }),
  );
  expect(verified).toEqual({ ok: true, points: 1 });
  const approved = await database.db.transaction((work) =>
    approveApplication(work, campus.expert, { applicationId }),
  );
  expect(approved).toEqual({ ok: true });

  const { accountId } = student;
  const last = await applicationOf(database.db.read, { accountId }, clock.now());
  expect(last).toMatchObject({
    state: 'approved',
    since: clock.now(),
    waitsFor: null,
    points: 1,
    history: [
      { event: 'send', actorRole: null },
      { event: 'approve', actorRole: 'expert' },
    ],
    canEdit: false,
    canWithdraw: false,
  });
  const told = await database.db.read.outboxMessage.findMany({
    where: { channel: 'telegram' },
    orderBy: { id: 'asc' },
  });
  expect(told).toMatchObject([
    { chatId: student.chatId, payload: { notice: { name: 'applicationFiled', trackingCode } } },
    { chatId: student.chatId, payload: { notice: { name: 'applicationApproved', trackingCode } } },
  ]);
});

test('what has the tracking code tells how it stands, and not whose it is', async () => {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const { trackingCode } = await filed(database, campus, student);
  const status = JSON.stringify(
    await applicationByCode(database.db.read, trackingCode, clock.now()),
  );
  const account = await database.db.read.account.findUniqueOrThrow({
    where: { id: student.accountId },
  });
  for (const own of [account.identityNumber, account.lastName, account.mobile]) {
    expect(status).not.toContain(own);
  }
});

test('places follow points, then average, then the time of filing, women and men apart', async () => {
  const campus = await aCampus(database);
  const file = async (average: number, gender: 'female' | 'male') => {
    const student = await anApplicant(database, campus, { average, gender });
    clock.advance(1000);
    return filed(database, campus, student);
  };
  const late = [await file(1700, 'female'), await file(1800, 'female')] as const;
  const same = await file(1700, 'female');
  const man = await file(1500, 'male');
  const proven = await file(1450, 'female');
  await database.db.read.application.update({
    where: { id: proven.applicationId },
    data: { points: 1 },
  });
  const place = async ({ trackingCode }: { trackingCode: typeof man.trackingCode }) => {
    const status = await applicationByCode(database.db.read, trackingCode, clock.now());
    expect(status?.choices[0]?.place).toEqual(status?.place);
    return status?.place;
  };
  expect(await place(proven)).toEqual({ place: 1, of: 4 });
  expect(await place(late[1])).toEqual({ place: 2, of: 4 });
  expect(await place(late[0])).toEqual({ place: 3, of: 4 });
  expect(await place(same)).toEqual({ place: 4, of: 4 });
  expect(await place(man)).toEqual({ place: 1, of: 1 });
});

test('the expert sees the record, every verdict, the files and other live requests', async () => {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const fileId = await aFile(database, student);
  const { trackingCode } = await filed(database, campus, student, {
    classes: [{ class: 'exemplary', fileIds: [fileId] }],
  });
  const seen = await reviewView(database.db.read, campus.expert, trackingCode, clock.now());
  expect(seen).toMatchObject({
    ok: true,
    view: {
      record: { identityNumber: student.identityNumber, lastTermAverage: 1700 },
      evaluation: { outcome: 'eligible' },
      claims: [{ class: 'exemplary', state: 'pending', files: [{ id: fileId }] }],
      others: { applications: [], placements: [] },
    },
  });
});

test('another university’s expert, and the student, do not see it as an officer', async () => {
  const campus = await aCampus(database);
  const other = await aCampus(database);
  const student = await anApplicant(database, campus);
  const { trackingCode } = await filed(database, campus, student);
  const look = (actor: typeof other.expert | typeof student.person) =>
    reviewView(database.db.read, actor, trackingCode, clock.now());
  expect(await look(other.expert)).toEqual({ ok: false, reason: 'notAllowed' });
  expect(await look(student.person)).toEqual({ ok: false, reason: 'notAllowed' });
  const own = { ...student.person, holdings: campus.expert.holdings };
  expect(await look(own)).toEqual({ ok: false, reason: 'ownCase' });
});
