import { beforeEach, describe, expect, test } from 'vitest';
import {
  changeOpening,
  decideOpeningChange,
} from '../../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import { withdrawPlacement } from '../../../core/placements/commands/end-placement.ts';
import { expireRequest } from '../../../core/placements/commands/pass-deadlines.ts';
import { requestableBy } from '../../../core/placements/queries.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aStudent } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aRequestedPlacement,
  atOnce,
  type Campus,
  done,
  toldTo,
} from '../../support/scenes.ts';
import { anApplication, anOpening, aUnit } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const close = (openingId = campus.opening.id) =>
  done(database, (work) => closeOpening(work, campus.officer, { openingId }));

/** What each was told of a closed wish, by the chat, in order. */
async function toldOf({ chatId }: { chatId: bigint }): Promise<unknown[]> {
  const rows = await database.db.read.outboxMessage.findMany({
    where: { chatId },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ payload }) => {
    const { notice } = payload as { notice: { name: string } };
    return notice.name === 'wishClosed' ? [notice] : [];
  });
}

describe('when an opening is closed', () => {
  test('its applicants are told once, with what they can do', async () => {
    const { opening, unit } = campus;
    const otherUnit = await aUnit(database, campus.university);
    const otherOfficer = await anOfficer(database, { role: 'unitOfficer', unit: otherUnit });
    const elsewhere = await anOpening(database, { unit: otherUnit, term: campus.term });
    const both = await anApplicant(database, campus, {
      application: { openings: [opening, elsewhere] },
    });
    const approved = await anApplicant(database, campus);
    const undecided = await anApplicant(database, campus, { application: { state: 'filed' } });
    await close();
    const about = (code: string) => ({
      trackingCode: code,
      title: { fa: opening.titleFa, en: opening.titleEn },
      unit: { fa: unit.nameFa, en: unit.nameEn },
    });
    for (const [student, next] of [
      [both, 'othersStand'],
      [approved, 'ask'],
      [undecided, 'change'],
    ] as const) {
      const { trackingCode } = student.application;
      expect(await toldOf(student)).toEqual([{ name: 'wishClosed', next, ...about(trackingCode) }]);
    }
    // The last open wish of who had two.
    await done(database, (work) => closeOpening(work, otherOfficer, { openingId: elsewhere.id }));
    expect(await toldOf(both)).toMatchObject([{ next: 'othersStand' }, { next: 'ask' }]);
    expect(await toldOf(approved)).toHaveLength(1);
  });

  test('after the window, who is not decided on asks the university; who has to mend can change', async () => {
    const filed = await anApplicant(database, campus, { application: { state: 'filed' } });
    const sentBack = await anApplicant(database, campus, { application: { state: 'sentBack' } });
    database.clock.advance(200 * days);
    await close();
    expect(await toldOf(filed)).toMatchObject([{ next: 'ask' }]);
    expect(await toldOf(sentBack)).toMatchObject([{ next: 'change' }]);
  });

  test('nobody is told who cannot be asked for there any more', async () => {
    const working = await anApplicant(database, campus);
    await anApprovedPlacement(database, campus, { student: working });
    const left = await anApplicant(database, campus);
    const placementId = await anApprovedPlacement(database, campus, { student: left });
    await done(database, (work) =>
      withdrawPlacement(work, left.person, { placementId, reason: 'ill' }),
    );
    const rejected = await anApplicant(database, campus, { application: { state: 'rejected' } });
    const gone = await anApplicant(database, campus);
    await done(database, (work) => leave(work, gone.person));
    const other = await anOpening(database, { unit: campus.unit, term: campus.term });
    const elsewhere = await aStudent(database, campus);
    await anApplication(database, { student: elsewhere, openings: [other] });
    await close();
    for (const student of [working, left, rejected, gone, elsewhere]) {
      expect(await toldOf(student)).toEqual([]);
    }
  });

  test('by the expert, its unit is told; by the unit itself, nobody of it', async () => {
    const { officer, colleague } = campus;
    const { id } = await anOpening(database, { unit: campus.unit, term: campus.term });
    const expert = await anOfficer(database, { role: 'expert', university: campus.university });
    await close();
    expect(await toldTo(database, officer.chatId)).toEqual([]);
    await done(database, (work) => closeOpening(work, expert, { openingId: id }));
    for (const { chatId } of [officer, colleague]) {
      expect(await toldTo(database, chatId)).toEqual(['openingClosed']);
    }
    expect(await toldTo(database, expert.chatId)).toEqual([]);
  });

  test('that students never saw, nobody is told', async () => {
    const student = await anApplicant(database, campus);
    const { id } = campus.opening;
    await database.db.read.opening.update({ where: { id }, data: { state: 'declared' } });
    await close();
    expect(await toldOf(student)).toEqual([]);
  });
});

describe('who is held in an opening that is closed', () => {
  async function heldAndClosed() {
    const student = await anApplicant(database, campus);
    const placementId = await aRequestedPlacement(database, campus, { student });
    await close();
    expect(await toldOf(student)).toEqual([]);
    return { student, placementId };
  }

  test('is told when nobody decides in time, and the unit is not asked to ask again', async () => {
    const { student, placementId } = await heldAndClosed();
    database.clock.advance(8 * days);
    await database.db.transaction((work) => expireRequest(work, { placementId }));
    expect(await toldOf(student)).toMatchObject([{ next: 'ask' }]);
    const { payload } = await database.db.read.outboxMessage.findFirstOrThrow({
      where: { chatId: campus.officer.chatId },
    });
    expect(payload).toMatchObject({ notice: { name: 'requestExpired', isClosed: true } });
    const typed = student.application.trackingCode;
    const now = database.clock.now();
    expect(await requestableBy(database.db.read, campus.officer, { typed, now })).toEqual({
      ...{ ok: false, reason: 'openingNotOpen' },
    });
  });

  test('is told when the unit declines', async () => {
    const { student, placementId } = await heldAndClosed();
    const decision = { approve: false, reason: 'no need' } as const;
    await done(database, (work) =>
      decidePlacement(work, campus.colleague, { placementId, decision }),
    );
    expect(await toldOf(student)).toMatchObject([{ next: 'ask' }]);
  });

  test('is told of nothing where it is still open', async () => {
    const student = await anApplicant(database, campus);
    const placementId = await aRequestedPlacement(database, campus, { student });
    database.clock.advance(8 * days);
    await database.db.transaction((work) => expireRequest(work, { placementId }));
    expect(await toldOf(student)).toEqual([]);
    expect(await toldTo(database, campus.officer.chatId)).toEqual(['seatFreed', 'requestExpired']);
  });

  test('hears of it once, whichever of the two comes first', async () => {
    const student = await anApplicant(database, campus);
    const placementId = await aRequestedPlacement(database, campus, { student });
    database.clock.advance(8 * days);
    const { id: openingId } = campus.opening;
    await atOnce<unknown>(database, [
      (work) => expireRequest(work, { placementId }),
      (work) => closeOpening(work, campus.officer, { openingId }),
    ]);
    expect(await toldOf(student)).toHaveLength(1);
  });
});

test('whose gender loses all its seats is told once, with what can be done', async () => {
  const { opening, officer, expert } = campus;
  const [woman, undecided, man] = await Promise.all([
    anApplicant(database, campus, { gender: 'female' }),
    anApplicant(database, campus, { gender: 'female', application: { state: 'filed' } }),
    anApplicant(database, campus, { gender: 'male' }),
  ]);
  const change = async (female: number) => {
    const after = {
      field: opening.field,
      workType: 'research',
      seats: { female, male: 2 },
    } as const;
    const { changeId } = await done(database, (work) =>
      changeOpening(work, officer, { openingId: opening.id, after }),
    );
    const decision = { approve: true } as const;
    await done(database, (work) => decideOpeningChange(work, expert, { changeId, decision }));
  };
  await change(1);
  expect(await toldOf(woman)).toEqual([]);
  await change(0);
  expect(await toldOf(woman)).toMatchObject([{ noSeats: true, next: 'ask' }]);
  expect(await toldOf(undecided)).toMatchObject([{ noSeats: true, next: 'change' }]);
  expect(await toldOf(man)).toEqual([]);
  const elsewhere = await anOpening(database, { unit: campus.unit, term: campus.term });
  const both = await anApplicant(database, campus, {
    ...{ gender: 'female', application: { openings: [opening, elsewhere] } },
  });
  await done(database, (work) => closeOpening(work, officer, { openingId: elsewhere.id }));
  expect(await toldOf(both)).toMatchObject([{ next: 'ask' }]);
});

test('a seat that comes to be free in a closed opening is announced to nobody', async () => {
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  await anApplicant(database, campus);
  await close();
  await done(database, (work) =>
    withdrawPlacement(work, student.person, { placementId, reason: 'ill' }),
  );
  expect(await toldTo(database, campus.colleague.chatId)).not.toContain('seatFreed');
});

test('of a freed seat and of who withdrew, whoever stands in for an officer is told too', async () => {
  const deputy = await anOfficer(database, {
    role: 'studentDeputy',
    university: campus.university,
  });
  const now = database.clock.now();
  await database.db.read.delegation.create({
    data: {
      ...{
        cartableId: campus.officer.holdings[0]?.cartableId ?? 0,
        fromId: campus.officer.accountId,
      },
      ...{ toId: deputy.accountId, startsAt: now, acceptedAt: now },
      endsAt: new Date(now.getTime() + days),
    },
  });
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  await anApplicant(database, campus);
  await done(database, (work) =>
    withdrawPlacement(work, student.person, { placementId, reason: 'ill' }),
  );
  const told = ['placementWithdrawn', 'seatFreed'];
  for (const { chatId } of [deputy, campus.officer, campus.colleague]) {
    expect(await toldTo(database, chatId)).toEqual(expect.arrayContaining(told));
  }
});
