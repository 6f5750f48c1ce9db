import { expect, test } from 'vitest';
import { newTrackingCode } from '../../../core/applications/rules.ts';
import { moveSeats, noSeats } from '../../../core/openings/rules.ts';
import { seatUse } from '../../../core/placements/rules.ts';
import { useDatabase } from '../../support/database.ts';
import { generated } from '../../support/generated.ts';
import { nationalId, serial } from '../../support/made-up.ts';
import { anOfficer } from '../../support/people.ts';
import { aCampus, type Campus, outcomes } from '../../support/scenes.ts';
import type { Answer, SeatAct } from '../../support/seat-acts.ts';
import { race } from '../../support/seat-race.ts';

const database = useDatabase();
const applicants = generated.decisions;
const seats = Math.ceil(applicants / 10);

interface Applicant {
  readonly accountId: number;
  readonly code: string;
}

/** Approved applicants of the campus's opening, written all at once. */
async function crowd({ university, opening, term }: Campus, size: number): Promise<Applicant[]> {
  const { read } = database.db;
  const now = database.clock.now();
  const accounts = await read.account.createManyAndReturn({
    data: Array.from({ length: size }, () => {
      const number = serial();
      return {
        identityKind: 'nationalId' as const,
        identityNumber: nationalId(number),
        identityCountry: 'IR',
        firstName: 'یک',
        lastName: 'نمونه',
        birthDate: new Date('2001-05-15'),
        mobile: `+98912${String(number).padStart(7, '0')}`,
        email: `person${number}@example.test`,
        state: 'active' as const,
        createdAt: now,
      };
    }),
    select: { id: true },
  });
  const applications = await read.application.createManyAndReturn({
    data: accounts.map(({ id }) => ({
      trackingCode: newTrackingCode(database.random),
      accountId: id,
      universityId: university.id,
      termId: term.id,
      state: 'approved' as const,
      worksOutside: false,
      gender: 'female' as const,
      level: 'master' as const,
      record: {},
      eligibility: {},
      ruleSetVersion: 'test',
      points: 0,
      average: '17.00',
      filedAt: now,
      updatedAt: now,
    })),
    select: { id: true, accountId: true, trackingCode: true },
  });
  await read.applicationChoice.createMany({
    data: applications.map(({ id }) => ({
      applicationId: id,
      openingId: opening.id,
      position: 1,
    })),
  });
  return applications.map(({ accountId, trackingCode }) => ({ accountId, code: trackingCode }));
}

/** After every movement the seats add up, and the last one leads to what stands and to who sits where. */
async function checkLedger({ opening }: Campus): Promise<void> {
  const { read } = database.db;
  const where = { openingId: opening.id, gender: 'female' as const };
  const events = await read.seatEvent.findMany({ where, orderBy: { id: 'asc' } });
  const counted = events.reduce((before, event) => {
    const after = moveSeats(before, event);
    const { capacity, held, filled } = after;
    const fits = held >= 0 && filled >= 0 && held + filled <= capacity;
    expect(fits, `${event.move} of ${event.placementId}: ${JSON.stringify(after)}`).toBe(true);
    return after;
  }, noSeats);
  expect(await read.seatCount.findFirstOrThrow({ where })).toMatchObject(counted);
  const placements = await read.placement.findMany({ where });
  const used = placements.map(({ state, ending }) => seatUse(state, ending));
  const usedAs = (use: string) => used.filter((one) => one === use).length;
  expect({ held: usedAs('held'), filled: usedAs('filled') }).toEqual({
    held: counted.held,
    filled: counted.filled,
  });
}

/** Whoever was told yes is on record, and nobody else. */
async function checkAnswers(acts: readonly SeatAct[], answers: readonly Answer[], after: bigint) {
  const told = acts.flatMap((act, at) => {
    const answer = answers[at];
    const placementId = act.do === 'request' ? answer?.placementId : act.placementId;
    return answer?.ok ? [`placement.${act.do} ${placementId} by ${act.byId}`] : [];
  });
  const events = await database.db.read.auditEvent.findMany({
    where: { seq: { gt: after }, action: { startsWith: 'placement.' } },
  });
  const recorded = events.map(
    ({ action, subjectId, actorId }) => `${action} ${subjectId} by ${actorId}`,
  );
  expect(recorded.sort()).toEqual(told.sort());
}

const lastEvent = async () =>
  (await database.db.read.auditHead.findFirstOrThrow({ select: { seq: true } })).seq;

/** In an order that favours nobody, the same each time. */
const shuffled = <Value>(values: readonly Value[]): Value[] =>
  values
    .map((value) => ({ value, place: database.random.int(1_000_000) }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);

test(`${applicants} at once for the last ${seats} seats: never one too many, everybody is told the truth, the ledger adds up`, {
  timeout: 900_000,
}, async () => {
  const campus = await aCampus(database, { seats: { female: seats } });
  const { opening, officer, colleague, unit } = campus;
  const third = await anOfficer(database, { role: 'unitOfficer', unit });
  const people = await crowd(campus, applicants);
  const askFor = ({ code }: Applicant): SeatAct => ({
    ...{ do: 'request', byId: officer.accountId, openingId: opening.id, code },
  });
  const requests = people.map(askFor);
  const first = await race(database, requests);
  expect(outcomes(first)).toEqual({ ok: seats, noSeat: applicants - seats });
  await checkAnswers(requests, first, 0n);
  await checkLedger(campus);

  // Each of the held seats is approved, declined and given up at the same moment, while everybody
  // who had none is asked for again.
  const contested = people.flatMap(({ accountId }, at): SeatAct[] => {
    const placementId = first[at]?.placementId;
    if (placementId === undefined) return [];
    return [
      { do: 'approve', byId: colleague.accountId, placementId },
      { do: 'decline', byId: third.accountId, placementId },
      { do: 'withdraw', byId: accountId, placementId },
    ];
  });
  const again = people.filter((_person, at) => !first[at]?.ok).map(askFor);
  const acts = shuffled([...contested, ...again]);
  const before = await lastEvent();
  const second = await race(database, acts);
  const { ok, alreadyDecided, noSeat, wrongState = 0, ...others } = outcomes(second);
  expect(others).toEqual({});
  // Of each approval and refusal one comes too late, and whoever gives up may find it declined.
  expect(alreadyDecided).toBeGreaterThanOrEqual(seats);
  expect(noSeat).toBeGreaterThanOrEqual(again.length - seats);
  expect((ok ?? 0) + (alreadyDecided ?? 0) + (noSeat ?? 0) + wrongState).toBe(acts.length);
  await checkAnswers(acts, second, before);
  await checkLedger(campus);
});
