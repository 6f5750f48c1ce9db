import { beforeEach, describe, expect, test } from 'vitest';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../core/pay/commands/import-results.ts';
import { refuseFile } from '../../../core/pay/commands/refuse-file.ts';
import { exportFileOf } from '../../../core/pay/queries.ts';
import { setPayer } from '../../../core/payers/commands/set-payer.ts';
import { payerOf } from '../../../core/payers/queries.ts';
import { parseBic, parsePayerName, parseSerial } from '../../../core/payers/rules.ts';
import type { Payer } from '../../../core/payers/types.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import { anOfficer } from '../../support/people.ts';
import { aCampus, aPayableStudent, atOnce, type Campus, done } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
beforeEach(async () => {
  campus = await aCampus(database, { seats: { female: 9 } });
});

const payer: Payer = {
  name: 'دانشگاه نمونه',
  sheba: sheba(),
  bic: 'BMJIIRTHXXX',
  namespace: 'pain001',
  method: 'plain',
  dates: 'jalali',
  nextSerial: 7,
};
const set = (actor: Person, more: Partial<Payer> = {}) =>
  database.db.transaction((work) =>
    setPayer(work, actor, { universityId: campus.university.id, payer: { ...payer, ...more } }),
  );

async function approvedRun(): Promise<number> {
  const { finance, secondFinance, university, term } = campus;
  const place = { universityId: university.id, termId: term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
  return runId;
}

const order = (runId: number) =>
  done(database, (work) => exportPayRun(work, campus.finance, { runId, format: 'ccti' }));

/** The bank refused a file, the last one of the run where no other is named. */
async function refused(runId: number, reason = 'wrong payer', exportId?: number) {
  const last = await database.db.read.payExport.findFirst({
    where: { runId },
    orderBy: { id: 'desc' },
  });
  const refusal = { runId, exportId: exportId ?? last?.id ?? 0, reason };
  return database.db.transaction((work) => refuseFile(work, campus.finance, refusal));
}

describe('the paying account', () => {
  test('is set by the finance of that university only', async () => {
    const university = await aUniversity(database);
    const other = await anOfficer(database, { role: 'finance', university });
    for (const actor of [other, campus.expert, campus.officer]) {
      expect(await set(actor)).toEqual({ ok: false, reason: 'notAllowed' });
    }
    expect(await payerOf(database.db.read, campus.university.id)).toBeNull();
    expect(await set(campus.finance)).toEqual({ ok: true });
    expect(await payerOf(database.db.read, campus.university.id)).toEqual(payer);
    const event = await database.db.read.auditEvent.findFirstOrThrow({
      where: { action: 'payer.set' },
    });
    expect(JSON.stringify(event.after)).not.toContain(payer.sheba);
  });

  test('keeps the number of an order, and of its copies, whatever is set later', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    await set(campus.finance);
    const runId = await approvedRun();
    const first = await order(runId);
    expect(first).toMatchObject({ copy: 1, orderId: `${payer.sheba}000000007` });
    const changed = { sheba: sheba(), name: 'نام دیگر', nextSerial: 1 };
    expect(await set(campus.finance, changed)).toEqual({ ok: true });
    const copy = await order(runId);
    expect(copy).toMatchObject({ copy: 2, orderId: first.orderId });
    const [one, other] = await Promise.all(
      [first, copy].map(({ exportId }) => exportFileOf(database.db.read, exportId)),
    );
    expect(one?.order).toMatchObject({ name: payer.name, serial: 7, sheba: payer.sheba });
    expect(other?.order).toEqual(one?.order);
    expect(await set(campus.finance)).toEqual({ ok: false, reason: 'serialUsed', last: 7 });
    expect(await set(campus.finance, { nextSerial: 8 })).toEqual({ ok: true });
  });

  test('is that of the time when a file that the bank refused is written anew, by a new number', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    await set(campus.finance);
    const runId = await approvedRun();
    const first = await order(runId);
    await order(runId);
    expect(await refused(runId, ' ')).toMatchObject({ reason: 'noReason' });
    expect(await refused(runId)).toEqual({ ok: true });
    expect(await refused(runId)).toMatchObject({ reason: 'wrongState', state: 'approved' });
    // The bank may know the number still.
    expect(await set(campus.finance)).toEqual({ ok: false, reason: 'serialUsed', last: 7 });
    const right = sheba();
    await set(campus.finance, { sheba: right, nextSerial: 3 });
    const again = await order(runId);
    expect(again).toMatchObject({ copy: 1, orderId: `${right}000000003`, isOrderedBefore: false });
    expect(await order(runId)).toMatchObject({ copy: 2, orderId: again.orderId });
    const old = await exportFileOf(database.db.read, first.exportId);
    expect(old.order).toMatchObject({ sheba: payer.sheba, serial: 7 });
    const event = await database.db.read.auditEvent.findFirstOrThrow({
      where: { action: 'payRun.refuse' },
    });
    expect(event).toMatchObject({
      before: { state: 'exported' },
      after: { state: 'approved', reason: 'wrong payer' },
    });
  });

  test('is asked for once more where another file was given out since the one that the bank refused', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    await set(campus.finance);
    const runId = await approvedRun();
    const first = await order(runId);
    const copy = await order(runId);
    const since = { ok: false, reason: 'exportedSince' };
    expect(await refused(runId, 'wrong payer', first.exportId)).toEqual(since);
    expect(await refused(runId, 'wrong payer', copy.exportId)).toEqual({ ok: true });
    const again = await order(runId);
    for (const { exportId } of [first, copy]) {
      expect(await refused(runId, 'wrong payer', exportId)).toEqual(since);
    }
    expect(await order(runId)).toMatchObject({ copy: 2, orderId: again.orderId });
  });

  test('stays with a file of which the bank has answered for somebody', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    await aPayableStudent(database, campus, { minutes: 60 });
    await set(campus.finance);
    const runId = await approvedRun();
    const { exportId } = await order(runId);
    const [line] = (await exportFileOf(database.db.read, exportId)).rows;
    const outcome = { paid: true, reference: 'R1' } as const;
    const results = [{ lineId: line?.lineId ?? 0, outcome }];
    await done(database, (work) => importResults(work, campus.finance, { runId, results }));
    expect(await refused(runId)).toEqual({ ok: false, reason: 'hasResults' });
  });

  test('gives two runs that are ordered at the same moment a number each', async () => {
    await set(campus.finance);
    await aPayableStudent(database, campus, { minutes: 60 });
    const runs = [await approvedRun()];
    await aPayableStudent(database, campus, { minutes: 60 });
    runs.push(await approvedRun());
    const orders = await atOnce(
      database,
      runs.map((runId) => (work) => {
        return exportPayRun(work, campus.finance, { runId, format: 'ccti' });
      }),
    );
    expect(orders.map((one) => one.ok && one.orderId?.slice(-9)).sort()).toEqual([
      '000000007',
      '000000008',
    ]);
  });
});

test.each([
  ['bmjiirthxxx', 'BMJIIRTHXXX'],
  ['MELI IR TH', 'MELIIRTH'],
  ['DEUTDEFF', undefined],
  ['BMJIIRTHX', undefined],
  ['', undefined],
])('the bank’s identifier %s', (text, value) => {
  const parsed = parseBic(text);
  expect(parsed.ok ? parsed.value : undefined).toBe(value);
});

test.each([
  ['۱۲', 12],
  ['000000042', 42],
  ['0', undefined],
  ['1234567890', undefined],
  ['3.5', undefined],
  ['x', undefined],
])('the number %s of a file', (text, value) => {
  const parsed = parseSerial(text);
  expect(parsed.ok ? parsed.value : undefined).toBe(value);
});

test('a payer has a name that the bank’s form holds', () => {
  expect(parsePayerName('  دانشگاه   نمونه ')).toEqual({ ok: true, value: 'دانشگاه نمونه' });
  expect(parsePayerName(' ')).toMatchObject({ reason: 'empty' });
  expect(parsePayerName('x'.repeat(71))).toMatchObject({ reason: 'tooLong', length: 71 });
});
