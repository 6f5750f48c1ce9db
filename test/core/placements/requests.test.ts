import { beforeEach, describe, expect, test } from 'vitest';
import { grantCartable } from '../../../core/cartables/commands/grant-cartable.ts';
import {
  decidePlacement,
  type PlacementDecision,
} from '../../../core/placements/commands/decide-placement.ts';
import { expireRequest } from '../../../core/placements/commands/pass-deadlines.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import { requestsToExpire } from '../../../core/placements/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  atOnce,
  type Campus,
  done,
  inboxKinds,
  outcomes,
  toldTo,
} from '../../support/scenes.ts';
import { anOpening, aUnit } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
});

const approve = { approve: true } as PlacementDecision;

function requested(more: Partial<Parameters<typeof requestPlacement>[2]> = {}) {
  return {
    openingId: campus.opening.id,
    student: student.profile.studentNumber,
    minutes: 3000,
    explanation: '',
    ...more,
  };
}

const ask = (actor: Person, more = {}) =>
  database.db.transaction((work) => requestPlacement(work, actor, requested(more)));

const decide = (actor: Person, placementId: number, decision = approve) =>
  database.db.transaction((work) => decidePlacement(work, actor, { placementId, decision }));

async function aRequest(): Promise<number> {
  const result = await done(database, (work) =>
    requestPlacement(work, campus.officer, requested()),
  );
  return result.placementId;
}

const seatsOf = (gender: 'female' | 'male') =>
  database.db.read.seatCount.findUniqueOrThrow({
    where: { openingId_gender: { openingId: campus.opening.id, gender } },
  });

describe('a unit asks for a student', () => {
  test('by student number: a seat is held for seven days and a colleague is to decide', async () => {
    const placementId = await aRequest();
    expect(await seatsOf('female')).toMatchObject({ capacity: 2, held: 1, filled: 0 });
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approvePlacement']);
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    expect(await inboxKinds(database, campus.expert)).toEqual([]);
    const placement = await database.db.read.placement.findUniqueOrThrow({
      where: { id: placementId },
    });
    expect(placement).toMatchObject({ state: 'requested', requestedMinutes: 3000 });
    // Seven days after 7 October, to the end of the day in Tehran.
    expect(placement.holdUntil?.toISOString()).toBe('2023-10-14T20:29:59.999Z');
  });

  test('or by tracking code, as people type it', async () => {
    const typed = `${student.application.trackingCode.toLowerCase().slice(0, 4)}-${student.application.trackingCode.toLowerCase().slice(4)}`;
    expect(await ask(campus.officer, { student: typed })).toMatchObject({ ok: true });
  });

  test('but not an officer of another unit, nor the expert, nor a stranger', async () => {
    const other = await anOfficer(database, {
      role: 'unitOfficer',
      unit: await aUnit(database, campus.university),
    });
    for (const actor of [other, campus.expert, student.person]) {
      expect(await ask(actor)).toEqual({ ok: false, reason: 'notAllowed' });
    }
    expect(await database.db.read.placement.count()).toBe(0);
  });

  test('and nobody asks for himself', async () => {
    const self = await anOfficer(database, {
      role: 'unitOfficer',
      unit: campus.unit,
      accountId: student.accountId,
    });
    expect(await ask(self)).toEqual({ ok: false, reason: 'ownCase' });
  });

  test.each([
    ['more than 200 hours', { minutes: 200 * 60 + 15 }, 'tooMany'],
    ['no hours', { minutes: 0 }, 'notPositive'],
    ['minutes that are no quarter', { minutes: 50 }, 'notQuarter'],
    ['a number that nobody has', { student: '999' }, 'unknownStudent'],
    ['an opening that is none', { openingId: 1 }, 'openingNotOpen'],
  ])('not for %s', async (_what, more, reason) => {
    expect(await ask(campus.officer, more)).toMatchObject({ ok: false, reason });
    expect(await seatsOf('female')).toMatchObject({ held: 0 });
  });

  test('exactly 200 hours are right', async () => {
    expect(await ask(campus.officer, { minutes: 200 * 60 })).toMatchObject({ ok: true });
  });

  test('only for who is approved, and wished for this opening', async () => {
    const { officer, unit, term } = campus;
    const filed = await anApplicant(database, campus, { application: { state: 'filed' } });
    const reasonFor = (number: string, more = {}) => ask(officer, { student: number, ...more });
    expect(await reasonFor(filed.profile.studentNumber)).toEqual({
      ok: false,
      reason: 'notApproved',
      state: 'filed',
    });
    const another = await anOpening(database, { unit, term });
    const { studentNumber } = student.profile;
    expect(await reasonFor(studentNumber, { openingId: another.id })).toMatchObject({
      reason: 'otherOpening',
    });
  });

  test('only while the window for requests is open; the refusal names its days', async () => {
    database.clock.set('2024-02-01T08:00:00Z');
    expect(await ask(campus.officer)).toEqual({
      ok: false,
      reason: 'outsideWindow',
      kind: 'unitRequests',
      window: { ok: false, reason: 'closed', opensOn: '2023-09-23', closesOn: '2024-01-20' },
    });
  });

  test('passing over somebody of higher rank asks for a reason, which is kept', async () => {
    const better = await anApplicant(database, campus, { application: { points: 3 } });
    await anApplicant(database, campus, { gender: 'male', application: { points: 5 } });
    expect(await ask(campus.officer)).toEqual({
      ok: false,
      reason: 'higherRanked',
      trackingCodes: [better.application.trackingCode],
    });
    expect(await ask(campus.officer, { skipReason: 'speaks Arabic' })).toMatchObject({ ok: true });
    expect(await database.db.read.placement.findFirstOrThrow()).toMatchObject({
      skipReason: 'speaks Arabic',
    });
  });

  test('a request that finds no seat leaves nothing behind', async () => {
    await aRequest();
    student = await anApplicant(database, campus);
    await aRequest();
    student = await anApplicant(database, campus);
    expect(await ask(campus.officer, { skipReason: 'x' })).toEqual({ ok: false, reason: 'noSeat' });
    expect(await database.db.read.placement.count()).toBe(2);
    expect(await seatsOf('female')).toMatchObject({ held: 2, filled: 0 });
  });
});

describe('at the same moment', () => {
  test('ten requests for two seats hold two', async () => {
    const students = [];
    for (let made = 0; made < 10; made++) students.push(await anApplicant(database, campus));
    const results = await atOnce(
      database,
      students.map(({ profile }) => (work) => {
        const more = { student: profile.studentNumber, skipReason: 'x' };
        return requestPlacement(work, campus.officer, requested(more));
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 2, noSeat: 8 });
    expect(await seatsOf('female')).toMatchObject({ capacity: 2, held: 2, filled: 0 });
    expect(await database.db.read.seatEvent.count({ where: { move: 'held' } })).toBe(2);
  });

  test('two units that ask for one student get one live placement', async () => {
    const unit = await aUnit(database, campus.university);
    const officer = await anOfficer(database, { role: 'unitOfficer', unit });
    const other = await anOpening(database, { unit, term: campus.term });
    await database.db.read.applicationChoice.create({
      data: { applicationId: student.application.id, openingId: other.id, position: 2 },
    });
    const results = await atOnce(database, [
      (work) => requestPlacement(work, campus.officer, requested()),
      (work) => requestPlacement(work, officer, requested({ openingId: other.id })),
      (work) => requestPlacement(work, campus.officer, requested()),
      (work) => requestPlacement(work, officer, requested({ openingId: other.id })),
    ]);
    expect(outcomes(results)).toEqual({ ok: 1, alreadyPlaced: 3 });
    const held = await database.db.read.seatCount.aggregate({ _sum: { held: true } });
    expect(held._sum.held).toBe(1);
  });

  test('of many deciding, one decides', async () => {
    const placementId = await aRequest();
    const results = await atOnce(
      database,
      Array.from({ length: 6 }, (_, index) => (work) => {
        const decision = index % 2 ? approve : ({ approve: false, reason: 'no' } as const);
        return decidePlacement(work, campus.colleague, { placementId, decision });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, alreadyDecided: 5 });
    const { held, filled } = await seatsOf('female');
    const { state } = await database.db.read.placement.findUniqueOrThrow({
      where: { id: placementId },
    });
    expect({ held, filled, state }).toEqual(
      state === 'approved'
        ? { held: 0, filled: 1, state }
        : { held: 0, filled: 0, state: 'declined' },
    );
  });

  test('a decision and the end of the hold agree on one of both', async () => {
    const placementId = await aRequest();
    await database.db.read.placement.update({
      where: { id: placementId },
      data: { holdUntil: new Date(database.clock.now().getTime() - 1) },
    });
    await atOnce<unknown>(database, [
      (work) => expireRequest(work, { placementId }),
      (work) => decidePlacement(work, campus.colleague, { placementId, decision: approve }),
      (work) => expireRequest(work, { placementId }),
    ]);
    expect(await seatsOf('female')).toMatchObject({ held: 0, filled: 0 });
    expect(await database.db.read.seatEvent.count({ where: { move: 'holdFreed' } })).toBe(1);
  });
});

describe('the initial approval', () => {
  test('fills the seat, tells the student until when to answer, and waits for hours', async () => {
    const placementId = await aRequest();
    expect(await decide(campus.colleague, placementId)).toEqual({ ok: true });
    expect(await seatsOf('female')).toMatchObject({ held: 0, filled: 1 });
    expect(await toldTo(database, student.chatId)).toEqual(['placementApproved']);
    expect(await toldTo(database, campus.officer.chatId)).toEqual(['requestApproved']);
    expect(await inboxKinds(database, campus.officer)).toEqual(['reportHours']);
    const item = await database.db.read.workItem.findFirstOrThrow({
      where: { kind: 'reportHours' },
    });
    expect(item.dueAt.toISOString()).toBe('2024-01-20T20:29:59.999Z');
  });

  test('is not given by who asked, nor by another unit, nor by the student', async () => {
    const placementId = await aRequest();
    const unit = await aUnit(database, campus.university);
    const other = await anOfficer(database, { role: 'unitOfficer', unit });
    const reasons = [];
    for (const actor of [campus.officer, other, student.person]) {
      const result = await decide(actor, placementId);
      reasons.push(result.ok ? 'ok' : result.reason);
    }
    expect(reasons).toEqual(['samePerson', 'notAllowed', 'notAllowed']);
  });

  test('nor by somebody who only stands in for who asked', async () => {
    const placementId = await aRequest();
    const [held] = campus.officer.holdings;
    if (!held) throw new Error('the officer holds nothing');
    const delegate: Person = {
      ...campus.expert,
      holdings: [{ ...held, behalfOfId: campus.officer.accountId }],
    };
    expect(await decide(delegate, placementId)).toEqual({ ok: false, reason: 'samePerson' });
  });

  test('the expert decides where the unit has only one officer, and only there', async () => {
    const placementId = await aRequest();
    expect(await decide(campus.expert, placementId)).toEqual({ ok: false, reason: 'unitDecides' });
    await decide(campus.colleague, placementId, { approve: false, reason: 'full' });
    await database.db.read.cartableHolder.updateMany({
      where: { accountId: campus.colleague.accountId },
      data: { until: database.clock.now() },
    });
    const again = await aRequest();
    expect(await inboxKinds(database, campus.expert)).toEqual(['approvePlacement']);
    expect(await decide(campus.expert, again)).toEqual({ ok: true });
  });

  test('of who stands in for the only officer goes to the expert: that officer is not the second', async () => {
    const now = database.clock.now();
    const { read } = database.db;
    await read.cartableHolder.updateMany({
      where: { accountId: campus.colleague.accountId },
      data: { until: now },
    });
    const substitute = await anOfficer(database, {
      role: 'studentDeputy',
      university: campus.university,
    });
    const [held] = campus.officer.holdings;
    if (!held) throw new Error('the officer holds nothing');
    await read.delegation.create({
      data: {
        ...{ cartableId: held.cartableId, fromId: campus.officer.accountId },
        ...{ toId: substitute.accountId, startsAt: now, acceptedAt: now },
        endsAt: new Date(now.getTime() + 30 * days),
      },
    });
    const standing = { ...held, behalfOfId: campus.officer.accountId };
    const asked = await ask({ ...substitute, holdings: [standing] });
    expect(asked).toMatchObject({ ok: true });
    expect(await inboxKinds(database, campus.officer)).toEqual([]);
    expect(await inboxKinds(database, campus.expert)).toEqual(['approvePlacement']);
    const placementId = 'placementId' in asked ? asked.placementId : 0;
    expect(await decide(campus.expert, placementId)).toEqual({ ok: true });
  });

  test('goes over to a second officer as soon as the unit has one', async () => {
    await database.db.read.cartableHolder.updateMany({
      where: { accountId: campus.colleague.accountId },
      data: { until: database.clock.now() },
    });
    const placementId = await aRequest();
    expect(await inboxKinds(database, campus.expert)).toEqual(['approvePlacement']);
    const [held] = campus.colleague.holdings;
    const { accountId } = campus.colleague;
    if (!held) throw new Error('the colleague held nothing');
    const { role, process, universityId, unitId } = held;
    await done(database, (work) =>
      grantCartable(work, { kind: 'system' }, { role, process, universityId, unitId, accountId }),
    );
    expect(await inboxKinds(database, campus.expert)).toEqual([]);
    expect(await inboxKinds(database, campus.colleague)).toEqual(['approvePlacement']);
    expect(await decide(campus.colleague, placementId)).toEqual({ ok: true });
  });

  test('a refusal says why, frees the seat and is told to who asked', async () => {
    const placementId = await aRequest();
    const noReason = { approve: false, reason: '  ' } as const;
    expect(await decide(campus.colleague, placementId, noReason)).toMatchObject({
      reason: 'noReason',
    });
    await decide(campus.colleague, placementId, { approve: false, reason: 'no work' });
    expect(await seatsOf('female')).toMatchObject({ held: 0, filled: 0 });
    expect(await toldTo(database, campus.officer.chatId)).toContain('requestDeclined');
    expect(await toldTo(database, student.chatId)).toEqual([]);
    expect(await inboxKinds(database, campus.colleague)).toEqual([]);
  });
});

test('after seven days without a decision the seat is free and who is next is named', async () => {
  const placementId = await aRequest();
  const next = await anApplicant(database, campus);
  database.clock.advance(7 * days);
  expect(await requestsToExpire(database.db.read, database.clock.now())).toEqual([]);
  const early = await database.db.transaction((work) => expireRequest(work, { placementId }));
  expect(early).toBe(false);
  database.clock.advance(1 * days);
  expect(await decide(campus.colleague, placementId)).toEqual({ ok: false, reason: 'holdRanOut' });
  expect(await requestsToExpire(database.db.read, database.clock.now())).toEqual([placementId]);
  await database.db.transaction((work) => expireRequest(work, { placementId }));
  expect(await seatsOf('female')).toMatchObject({ held: 0, filled: 0 });
  expect(await toldTo(database, campus.colleague.chatId)).toEqual(['seatFreed']);
  const [message] = await database.db.read.outboxMessage.findMany({
    where: { chatId: campus.colleague.chatId },
  });
  // The first applicant filed earlier, so comes before the one who waits as well.
  expect(message?.payload).toMatchObject({
    notice: { nextCode: student.application.trackingCode },
  });
  expect(next.application.trackingCode).not.toBe(student.application.trackingCode);
});
