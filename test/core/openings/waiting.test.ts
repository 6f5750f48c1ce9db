import { beforeEach, describe, expect, test } from 'vitest';
import { applicationOf } from '../../../core/applications/queries.ts';
import { nextInRank, waitingFor } from '../../../core/openings/queries/waiting.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import {
  terminatePlacement,
  turnDown,
  withdrawPlacement,
} from '../../../core/placements/commands/end-placement.ts';
import { expireRequest } from '../../../core/placements/commands/pass-deadlines.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { unfinishedFor } from '../../../core/reminders/queries.ts';
import { hours } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent } from '../../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
  anApprovedPlacement,
  aRequestedPlacement,
  type Campus,
  done,
} from '../../support/scenes.ts';
import { anApplication, anOpening, aUnit } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let elsewhere: Awaited<ReturnType<typeof anotherUnit>>;
let student: Awaited<ReturnType<typeof whoWishesForBoth>>;

beforeEach(async () => {
  campus = await aCampus(database);
  elsewhere = await anotherUnit();
  student = await whoWishesForBoth('19.00');
});

async function anotherUnit() {
  const unit = await aUnit(database, campus.university);
  const officer = await anOfficer(database, { role: 'unitOfficer', unit });
  return { officer, opening: await anOpening(database, { unit, term: campus.term }) };
}

async function whoWishesForBoth(average: string) {
  const person = await aStudent(database, { university: campus.university });
  const openings = [campus.opening, elsewhere.opening];
  const application = await anApplication(database, { student: person, openings, average });
  return { ...person, application };
}

const asked = () => aRequestedPlacement(database, campus, { student });
const taken = () => anApprovedPlacement(database, campus, { student });

/** What may become of a unit's request for the student. */
const fates = {
  'declined by the unit’s second officer': async () => {
    const placementId = await asked();
    const decision = { approve: false, reason: 'no room' } as const;
    await done(database, (work) =>
      decidePlacement(work, campus.colleague, { placementId, decision }),
    );
  },
  'turned down by the student': async () => {
    const placementId = await taken();
    await done(database, (work) => turnDown(work, student.person, { placementId }));
  },
  'left by the student': async () => {
    const placementId = await taken();
    const leaving = { placementId, reason: 'ill' };
    await done(database, (work) => withdrawPlacement(work, student.person, leaving));
  },
  'ended by the unit': async () => {
    const placementId = await taken();
    const ending = { placementId, reason: 'no work left' };
    await done(database, (work) => terminatePlacement(work, campus.officer, ending));
  },
  'answered by nobody': async () => {
    const placementId = await asked();
    database.clock.advance(8 * 24 * hours);
    await database.db.transaction((work) => expireRequest(work, { placementId }));
  },
  'waiting for an answer': asked,
  'going on': taken,
  finished: () => aFinalPlacement(database, campus, { student }),
} satisfies Record<string, () => Promise<unknown>>;

/** Whether the student waits for a seat in the opening, as the queue, the rank and the reminder say. */
async function waitsFor({ id: openingId }: { readonly id: number }): Promise<boolean> {
  const { read } = database.db;
  const queue = await waitingFor(read, { openingId, gender: 'female' });
  const status = await applicationOf(read, student, database.clock.now());
  const choice = status?.choices.find((one) => one.openingId === openingId);
  const inQueue = queue.some(({ accountId }) => accountId === student.accountId);
  expect(choice?.place).toEqual(inQueue ? { place: 1, of: 1 } : null);
  return inQueue;
}

describe('whoever wished for two openings and was asked for in the first waits', () => {
  const stillWaits: Readonly<Record<keyof typeof fates, readonly [boolean, boolean]>> = {
    'declined by the unit’s second officer': [false, true],
    'turned down by the student': [false, true],
    'left by the student': [false, true],
    'ended by the unit': [false, true],
    'answered by nobody': [true, true],
    'waiting for an answer': [false, false],
    'going on': [false, false],
    finished: [false, false],
  };

  test.each(Object.entries(stillWaits))('%s: %j', async (fate, [inThis, inOther]) => {
    await fates[fate as keyof typeof fates]();
    expect(await waitsFor(campus.opening)).toBe(inThis);
    expect(await waitsFor(elsewhere.opening)).toBe(inOther);
    const { id: termId } = campus.term;
    const window = { universityId: campus.university.id, termId, kind: 'unitRequests' } as const;
    const reminded = await unfinishedFor(database.db.read, window, database.clock.now());
    expect(reminded.includes(elsewhere.officer.accountId ?? 0)).toBe(inOther);
  });
});

test('another unit that passes over somebody whom a unit declined says why', async () => {
  const second = await whoWishesForBoth('15.00');
  const request = {
    openingId: elsewhere.opening.id,
    student: second.profile.studentNumber,
    minutes: 3000,
    explanation: 'shelving',
  };
  await fates['declined by the unit’s second officer']();
  const asking = database.db.transaction((work) =>
    requestPlacement(work, elsewhere.officer, request),
  );
  const { trackingCode } = student.application;
  expect(await asking).toEqual({
    ok: false,
    reason: 'higherRanked',
    trackingCodes: [trackingCode],
  });
});

test('whoever has a seat stands before nobody who waits for one', async () => {
  const second = await whoWishesForBoth('15.00');
  const placeOfSecond = async () => {
    const status = await applicationOf(database.db.read, second, database.clock.now());
    return status?.choices.map(({ place }) => place);
  };
  expect(await placeOfSecond()).toEqual(Array(2).fill({ place: 2, of: 2 }));
  await taken();
  expect(await placeOfSecond()).toEqual(Array(2).fill({ place: 1, of: 1 }));
});

test('whoever left Hamyar is in no queue and no rank, and nobody says why they were passed over', async () => {
  const second = await whoWishesForBoth('15.00');
  await done(database, (work) => leave(work, student.person));
  for (const { id: openingId } of [campus.opening, elsewhere.opening]) {
    const seat = { openingId, gender: 'female' } as const;
    const queue = await waitingFor(database.db.read, seat);
    expect(queue.map(({ accountId }) => accountId)).toEqual([second.accountId]);
    expect(await nextInRank(database.db.read, seat)).toBe(second.application.trackingCode);
  }
  const status = await applicationOf(database.db.read, second, database.clock.now());
  expect(status?.place).toEqual({ place: 1, of: 1 });
  expect(status?.choices.map(({ place }) => place)).toEqual(Array(2).fill({ place: 1, of: 1 }));
  const request = {
    openingId: elsewhere.opening.id,
    student: second.profile.studentNumber,
    minutes: 3000,
    explanation: 'shelving',
  };
  await done(database, (work) => requestPlacement(work, elsewhere.officer, request));
  // What was decided is still what was decided.
  const { state } = await database.db.read.application.findUniqueOrThrow({
    where: { id: student.application.id },
  });
  expect(state).toBe('approved');
});

test('a unit is not reminded of a seat for who left', async () => {
  await done(database, (work) => leave(work, student.person));
  const { id: termId } = campus.term;
  const window = { universityId: campus.university.id, termId, kind: 'unitRequests' } as const;
  expect(await unfinishedFor(database.db.read, window, database.clock.now())).toEqual([]);
});
