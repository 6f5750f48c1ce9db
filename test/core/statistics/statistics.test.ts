import { beforeEach, describe, expect, test } from 'vitest';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../core/pay/commands/import-results.ts';
import { exportFileOf } from '../../../core/pay/queries.ts';
import { correctPlacement } from '../../../core/placements/commands/correct-placement.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import { terminatePlacement } from '../../../core/placements/commands/end-placement.ts';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import { closeItem, openItem } from '../../../core/staff/commands/work-items.ts';
import { statisticsOf, universityNumbers } from '../../../core/statistics/queries.ts';
import { sumOfTotals, totalsOf } from '../../../core/statistics/rules.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  type Campus,
  done,
} from '../../support/scenes.ts';
import { anOpening, aUnit } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database, { seats: { female: 4, male: 2 } });
});

async function numbers({ university, term }: Campus = campus) {
  const place = { universityId: university.id, termId: term.id };
  const found = await statisticsOf(database.db.read, place, database.clock.now());
  if (!found) throw new Error('there are no numbers');
  return found;
}

const unitRow = () => ({ unitId: campus.unit.id, nameFa: campus.unit.nameFa });
const step = async (name: string, of?: Campus) =>
  (await numbers(of)).steps.find((one) => one.step === name);

/** Everybody of a run is paid by the bank. */
async function payAll(): Promise<void> {
  const { finance, secondFinance, university, term } = campus;
  const place = { universityId: university.id, termId: term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
  const { exportId } = await done(database, (work) =>
    exportPayRun(work, finance, { runId, format: 'csv' }),
  );
  const { rows } = await exportFileOf(database.db.read, exportId);
  const results = rows.map(({ lineId, sheba, amountRial }) => ({
    ...{ lineId, sheba, amountRial },
    outcome: { paid: true as const, reference: 'R1' },
  }));
  await done(database, (work) => importResults(work, finance, { runId, results }));
}

test('a university without anything has zeros, and one that is not there none', async () => {
  const bare = await numbers(await aCampus(database));
  expect(totalsOf(bare)).toMatchObject({ held: 0, filled: 0, requests: 0, students: 0 });
  expect(bare.work).toEqual([]);
  expect(bare.steps).toHaveLength(9);
  expect(bare.steps[0]).toEqual({
    ...{ step: 'reviewApplication', done: 0, median: null, longest: null },
    ...{ waiting: 0, overdue: 0 },
  });
  const now = database.clock.now();
  const nowhere = { universityId: 0, termId: campus.term.id };
  expect(await statisticsOf(database.db.read, nowhere, now)).toBeNull();
});

describe('work and its cost', () => {
  test('is what was entered and corrected, due with a run and paid by the bank', async () => {
    const one = await aPayableStudent(database, campus, { minutes: 600 });
    await aPayableStudent(database, campus, { minutes: 300, married: true });
    await done(database, (work) =>
      correctPlacement(work, campus.expert, {
        placementId: one.placementId,
        ...{ minutes: -60, reason: 'counted twice' },
      }),
    );
    const { university, term, finance } = campus;
    const place = { universityId: university.id, termId: term.id };
    const row = { ...unitRow(), students: 2, approvedMinutes: 900, workedMinutes: 840 };
    expect((await numbers()).work).toMatchObject([{ ...row, paidRial: 0n, dueRial: 0n }]);
    await done(database, (work) => draftPayRun(work, finance, place));
    // 9 h at 180,000, and 5 h at one and a half times that.
    const rial = 1_620_000n + 1_350_000n;
    expect((await numbers()).work).toMatchObject([{ ...row, paidRial: 0n, dueRial: rial }]);
    await payAll();
    expect((await numbers()).work).toMatchObject([{ ...row, paidRial: rial, dueRial: 0n }]);
    expect(await step('pay')).toMatchObject({ done: 2, waiting: 0 });
  });

  test('that a correction has left without hours waits for no pay', async () => {
    const { placementId } = await aPayableStudent(database, campus, { minutes: 60 });
    const { university, term } = campus;
    const waiting = async () => {
      const of = { ids: [university.id], termId: term.id };
      const [row] = await universityNumbers(database.db.read, of, database.clock.now());
      return [(await step('pay'))?.waiting, row?.waiting];
    };
    const [steps, all] = await waiting();
    expect(steps).toBe(1);
    await done(database, (work) =>
      correctPlacement(work, campus.expert, { placementId, minutes: -60, reason: 'twice' }),
    );
    expect(await waiting()).toEqual([0, (all ?? 0) - 1]);
  });

  test('of another university and another term is not counted', async () => {
    await aPayableStudent(database, campus);
    const other = await aCampus(database);
    expect((await numbers(other)).work).toEqual([]);
    expect((await numbers(other)).seats).toMatchObject([{ female: { filled: 0 } }]);
  });
});

test('seats are counted by unit and gender, and requests by state', async () => {
  await aPayableStudent(database, campus);
  const { opening, officer } = campus;
  const woman = await anApplicant(database, campus);
  await done(database, (work) =>
    requestPlacement(work, officer, {
      openingId: opening.id,
      student: woman.profile.studentNumber,
      ...{ minutes: 600, explanation: 'shelving' },
    }),
  );
  await anApplicant(database, campus, { application: { state: 'filed' } });
  const { seats, requests } = await numbers();
  expect(seats).toEqual([
    {
      ...{ unitId: campus.unit.id, nameFa: campus.unit.nameFa, nameEn: campus.unit.nameEn },
      universityId: campus.university.id,
      female: { capacity: 4, held: 1, filled: 1 },
      male: { capacity: 2, held: 0, filled: 0 },
    },
  ]);
  expect(requests).toMatchObject({ approved: 2, filed: 1, rejected: 0 });
  expect(totalsOf(await numbers())).toMatchObject({ free: 4, requests: 3, requestsWaiting: 1 });
});

test('seats of a closed opening are those that are taken; none of them is free', async () => {
  const student = await anApplicant(database, campus);
  await anApprovedPlacement(database, campus, { student });
  const { id: openingId } = campus.opening;
  await done(database, (work) => closeOpening(work, campus.officer, { openingId }));
  expect(totalsOf(await numbers())).toMatchObject({ capacity: 1, filled: 1, free: 0 });
});

test('who worked in two units of a university is one assistant of it', async () => {
  const other = await aUnit(database, campus.university);
  const [officer, colleague] = [
    await anOfficer(database, { role: 'unitOfficer', unit: other }),
    await anOfficer(database, { role: 'unitOfficer', unit: other }),
  ];
  const second = await anOpening(database, { unit: other, term: campus.term });
  const openingId = second.id;
  const student = await anApplicant(database, campus, {
    application: { openings: [campus.opening, second] },
  });
  const first = { placementId: await anApprovedPlacement(database, campus, { student }) };
  const entries = [{ minutes: 600, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { ...first, entries }));
  await done(database, (work) =>
    terminatePlacement(work, campus.officer, { ...first, reason: 'goes elsewhere' }),
  );
  const { placementId } = await done(database, (work) =>
    requestPlacement(work, officer, {
      ...{ openingId, student: student.profile.studentNumber },
      ...{ minutes: 600, explanation: '', skipReason: '' },
    }),
  );
  const decision = { approve: true } as const;
  await done(database, (work) => decidePlacement(work, colleague, { placementId, decision }));
  const found = await numbers();
  expect(found.work.map(({ students }) => students)).toEqual([1, 1]);
  expect(totalsOf(found).students).toBe(1);
  const of = { ids: 'all', termId: campus.term.id } as const;
  const all = await universityNumbers(database.db.read, of, database.clock.now());
  expect(sumOfTotals(all).students).toBe(1);
});

test('days of a step are those that its items waited; what waits is counted apart', async () => {
  const { university, expert } = campus;
  const items: number[] = [];
  for (let at = 0; at < 4; at++) {
    const { application } = await anApplicant(database, campus);
    items.push(application.id);
  }
  const kind = 'reviewApplication';
  await database.db.transaction(async (work) => {
    for (const subjectId of items) {
      await openItem(work, { kind, subjectId, role: 'expert', universityId: university.id });
    }
  });
  for (const [at, subjectId] of items.slice(0, 3).entries()) {
    database.clock.advance((at + 1) * days);
    await database.db.transaction((work) => closeItem(work, expert, { kind, subjectId }));
  }
  // After 1, 3 and 6 days; the fourth waits since 6.
  expect(await step(kind)).toEqual({
    ...{ step: kind, done: 3, median: 300, longest: 600, waiting: 1, overdue: 1 },
  });
  await database.db.read.workItem.updateMany({ data: { dueAt: database.clock.now() } });
  expect(await step(kind)).toMatchObject({ done: 3, median: 300, waiting: 1, overdue: 0 });
});

test('the numbers of all universities are those of each, and their sum', async () => {
  const other = await aCampus(database, { seats: { female: 3, male: 0 } });
  await aPayableStudent(database, campus, { minutes: 600 });
  await aPayableStudent(database, other, { minutes: 300, married: true });
  const { application } = await anApplicant(database, other, { application: { state: 'filed' } });
  await database.db.transaction((work) =>
    openItem(work, {
      ...{ kind: 'reviewApplication', subjectId: application.id, role: 'expert' },
      universityId: other.university.id,
    }),
  );
  await payAll();
  database.clock.advance(9 * days);
  const all = (ids: readonly number[] | 'all', termId = campus.term.id) =>
    universityNumbers(database.db.read, { ids, termId }, database.clock.now());
  const found = await all('all');
  expect(found.map(({ university }) => university.id)).toEqual([
    other.university.id,
    campus.university.id,
  ]);
  for (const { university, ...totals } of found) {
    const one = university.id === other.university.id ? other : campus;
    expect(totals).toEqual(totalsOf(await numbers(one)));
  }
  expect(found[0]).toMatchObject({ waiting: 2, overdue: 1, requests: 2, requestsApproved: 1 });
  expect(sumOfTotals(found)).toMatchObject({
    ...{ capacity: 9, filled: 2, requests: 3, requestsWaiting: 1, students: 2 },
    ...{ workedMinutes: 900, paidRial: 1_800_000n },
  });
  expect(await all([campus.university.id])).toHaveLength(1);
  expect(await all([])).toEqual([]);
  expect(await all('all', 0)).toEqual([]);
});
