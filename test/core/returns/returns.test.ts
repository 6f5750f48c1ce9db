import { beforeEach, describe, expect, test } from 'vitest';
import type { TrackingCode } from '../../../core/applications/types.ts';
import { requestHistory } from '../../../core/audit/queries.ts';
import { confirmAccount, refuseAccount } from '../../../core/bank/commands/decide-account.ts';
import { declareAccount } from '../../../core/bank/commands/declare-account.ts';
import { paymentsOf, unpaidWorkOf } from '../../../core/earnings/queries.ts';
import { correctResult } from '../../../core/pay/commands/correct-result.ts';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../core/pay/commands/export-run.ts';
import {
  approvePayRun,
  cancelPayRun,
  freezePayRun,
  reopenPayRun,
} from '../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../core/pay/commands/import-results.ts';
import { payPlacesOf } from '../../../core/pay/queries/places.ts';
import type { BankOutcome } from '../../../core/pay/types.ts';
import { correctPlacement } from '../../../core/placements/commands/correct-placement.ts';
import { releaseLine } from '../../../core/returns/commands/release-line.ts';
import { payLineView, returnedWaiting } from '../../../core/returns/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import { anOfficer } from '../../support/people.ts';
import {
  aCampus,
  aPayableStudent,
  atOnce,
  type Campus,
  done,
  outcomes,
  toldTo,
} from '../../support/scenes.ts';
import { aTerm, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
beforeEach(async () => {
  campus = await aCampus(database);
});

const place = () => ({ universityId: campus.university.id, termId: campus.term.id });
const draft = () => done(database, (work) => draftPayRun(work, campus.finance, place()));

async function exported(): Promise<{ runId: number; lineId: number }> {
  const { finance, secondFinance } = campus;
  const { runId } = await draft();
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
  await done(database, (work) => exportPayRun(work, finance, { runId, format: 'csv' }));
  const { id: lineId } = await database.db.read.payLine.findFirstOrThrow({ where: { runId } });
  return { runId, lineId };
}

/** A student whose only payment came back. */
async function aReturned() {
  const student = await aPayableStudent(database, campus, { minutes: 60 });
  const { runId, lineId } = await exported();
  const results = [{ lineId, outcome: { paid: false, reason: 'account closed' } }] as const;
  await done(database, (work) => importResults(work, campus.finance, { runId, results }));
  return { ...student, runId, lineId };
}

const waitOf = async (lineId: number) => {
  const found = await payLineView(database.db.read, campus.finance, lineId);
  return found.ok ? found.view.wait : found.reason;
};
const release = (lineId: number, actor: Person = campus.finance) =>
  database.db.transaction((work) => releaseLine(work, actor, { lineId }));
const queue = () =>
  returnedWaiting(database.db.read, campus.finance, { page: 0, now: database.clock.now() });

const correct = (lineId: number, outcome: BankOutcome, actor: Person = campus.finance) =>
  database.db.transaction((work) => correctResult(work, actor, { lineId, outcome }));
const historyOf = async ({ application }: { application: { trackingCode: string } }) => {
  const code = application.trackingCode as TrackingCode;
  const deputy = await anOfficer(database, {
    role: 'studentDeputy',
    university: campus.university,
  });
  const found = await requestHistory(database.db.read, deputy, code);
  return found.ok ? found.history.events.map(({ action }) => action) : found.reason;
};
const paidBy = (reference: string) => ({ paid: true, reference }) as const;
const cameBack = { paid: false, reason: 'account closed' } as const;
const stateOf = async ({ placementId }: { placementId: number }) =>
  (await database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } })).state;

describe('a result that was noted wrongly', () => {
  test('as paid: the money comes back, waits in the queue, and a later run pays it', async () => {
    const payee = await aPayableStudent(database, campus, { minutes: 60 });
    const { runId, lineId } = await exported();
    const results = [{ lineId, outcome: paidBy('R1') }];
    await done(database, (work) => importResults(work, campus.finance, { runId, results }));
    expect(await correct(lineId, paidBy('R1'))).toMatchObject({ reason: 'notOther' });
    expect(await correct(lineId, { paid: false, reason: ' ' })).toMatchObject({ reason: 'empty' });
    expect(await correct(lineId, cameBack)).toEqual({ ok: true });
    expect(await stateOf(payee)).toBe('final');
    expect(await queue()).toMatchObject({ total: 1, lines: [{ id: lineId, wait: 'another' }] });
    expect((await toldTo(database, payee.student.chatId)).slice(-2)).toEqual([
      'payPaid',
      'payReturned',
    ]);
    const event = await database.db.read.auditEvent.findFirstOrThrow({
      where: { action: 'payLine.correct' },
    });
    const { placementId } = await database.db.read.payLine.findUniqueOrThrow({
      where: { id: lineId },
    });
    // What the bank wrote of the person is nowhere in a record from which nothing can be erased.
    expect(event).toMatchObject({
      before: { state: 'paid', reference: 'R1' },
      after: { placementId, state: 'returned', reference: null },
    });
    expect(JSON.stringify(event.after)).not.toContain('account closed');
    await release(lineId);
    expect(await draft()).toMatchObject({ count: 1, sumRial: 180_000n });
    expect(await historyOf(payee.student)).toEqual(
      expect.arrayContaining(['payLine.correct', 'payLine.release']),
    );
  });

  test('as returned: it is paid, and no later run pays it again', async () => {
    const payee = await aReturned();
    const { lineId } = payee;
    await release(lineId);
    expect(await correct(lineId, paidBy('ref 7'))).toEqual({ ok: true });
    expect(await stateOf(payee)).toBe('paid');
    expect(await queue()).toMatchObject({ total: 0 });
    expect(await draft()).toMatchObject({ count: 0 });
    expect(await correct(lineId, paidBy('ref 7'))).toMatchObject({ reason: 'notOther' });
  });

  test('as returned is not put right while a later run pays it, which is named', async () => {
    const { lineId } = await aReturned();
    await release(lineId);
    const { runId } = await draft();
    expect(await correct(lineId, paidBy('R7'))).toEqual({ ok: false, reason: 'inLaterRun', runId });
    await done(database, (work) => cancelPayRun(work, campus.finance, { runId }));
    expect(await correct(lineId, paidBy('R7'))).toEqual({ ok: true });
  });

  test('is put right once, whoever says so at the same moment', async () => {
    const { lineId } = await aReturned();
    const results = await atOnce(
      database,
      Array.from({ length: 4 }, () => (work) => {
        return correctResult(work, campus.finance, { lineId, outcome: paidBy('R7') });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, notOther: 3 });
  });
});

describe('a payment that the bank returned', () => {
  test('is not sent to the same account again, until the student gives another one', async () => {
    const { student, lineId, placementId } = await aReturned();
    const { accountId } = student;
    expect(await waitOf(lineId)).toBe('another');
    expect(await queue()).toMatchObject({ total: 1, lines: [{ id: lineId, wait: 'another' }] });
    expect(await draft()).toMatchObject({
      count: 0,
      excluded: [{ placementId, reasons: ['accountReturned'] }],
    });
    const now = database.clock.now();
    expect(await unpaidWorkOf({ tx: database.db.read, now }, accountId)).toMatchObject([
      { placementId, reasons: ['accountReturned'] },
    ]);

    const declare = (number: ReturnType<typeof sheba>) =>
      database.db.transaction((work) =>
        declareAccount(work, { accountId, universityId: campus.university.id, sheba: number }),
      );
    const inForce = () =>
      database.db.read.bankAccount.findFirstOrThrow({
        where: { accountId, state: { not: 'replaced' } },
      });
    await declare(sheba());
    expect(await waitOf(lineId)).toBe('confirmation');
    const refused = { bankAccountId: (await inForce()).id, reason: 'not yours' };
    await done(database, (work) => refuseAccount(work, campus.finance, refused));
    expect(await waitOf(lineId)).toBe('refused');
    await declare(sheba());
    const confirmed = { bankAccountId: (await inForce()).id, evidence: 'passbook' };
    await done(database, (work) => confirmAccount(work, campus.finance, confirmed));
    expect(await waitOf(lineId)).toBe('nextRun');
    expect(await release(lineId)).toEqual({ ok: false, reason: 'notWaiting' });

    const second = await exported();
    expect(await waitOf(lineId)).toBe('inRun');
    expect(await queue()).toMatchObject({ total: 0 });
    const results = [{ lineId: second.lineId, outcome: { paid: true, reference: 'R2' } }] as const;
    await done(database, (work) =>
      importResults(work, campus.finance, { runId: second.runId, results }),
    );
    expect(await waitOf(lineId)).toBe('paid');
    expect(await draft()).toMatchObject({ count: 0, excluded: [{ reasons: ['alreadyPaid'] }] });
  });

  test.each([
    ['reopened', reopenPayRun],
    ['given up', cancelPayRun],
  ] as const)(
    'waits in the queue again when the run that took it up is %s',
    async (_what, undo) => {
      const { lineId } = await aReturned();
      await done(database, (work) => releaseLine(work, campus.finance, { lineId }));
      const { runId } = await draft();
      await done(database, (work) => freezePayRun(work, campus.finance, { runId }));
      expect(await queue()).toMatchObject({ total: 0 });
      await done(database, (work) => undo(work, campus.finance, { runId }));
      expect(await queue()).toMatchObject({ total: 1, lines: [{ id: lineId }] });
      const again = await draft();
      await done(database, (work) => freezePayRun(work, campus.finance, { runId: again.runId }));
      expect(await queue()).toMatchObject({ total: 0 });
    },
  );

  test('is paid to the same account again where finance says so, once', async () => {
    const { student, lineId } = await aReturned();
    expect(await release(lineId, campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
    const own = await anOfficer(database, {
      role: 'finance',
      university: campus.university,
      accountId: student.accountId,
    });
    expect(await release(lineId, own)).toEqual({ ok: false, reason: 'ownCase' });
    const results = await atOnce(
      database,
      Array.from({ length: 3 }, () => (work) => releaseLine(work, campus.finance, { lineId })),
    );
    expect(outcomes(results)).toEqual({ ok: 1, notWaiting: 2 });
    expect(await waitOf(lineId)).toBe('nextRun');
    expect(await toldTo(database, student.chatId)).toContain('payAgain');
    expect(await draft()).toMatchObject({ count: 1, sumRial: 180_000n });
  });

  test('waits for nobody once a correction has left no hours, and again when there are some', async () => {
    const { lineId, placementId, student } = await aReturned();
    const deputy = await anOfficer(database, {
      role: 'studentDeputy',
      university: campus.university,
    });
    const correctBy = (minutes: number) =>
      done(database, (work) =>
        correctPlacement(work, deputy, { placementId, minutes, reason: 'entered twice' }),
      );
    const payment = async () => {
      const { accountId } = student;
      return (await paymentsOf(database.db.read, { accountId }))[0]?.isNothingLeft;
    };
    expect(await payment()).toBe(false);
    await correctBy(-60);
    expect(await waitOf(lineId)).toBe('nothing');
    expect(await queue()).toMatchObject({ total: 0 });
    expect(await payment()).toBe(true);
    await correctBy(30);
    expect(await waitOf(lineId)).toBe('another');
    expect(await queue()).toMatchObject({ total: 1, lines: [{ id: lineId }] });
  });

  test('is paid in its own term’s run, also when another term has begun', async () => {
    await aReturned();
    const next = await aTerm(database, { number: 2 });
    await windowsOpen(database, campus.university, next, {
      opensOn: '2023-10-01',
      closesOn: '2024-06-01',
    });
    const now = database.clock.now();
    const [university] = await payPlacesOf(database.db.read, campus.finance, now);
    expect(university?.terms.map(({ id }) => id)).toEqual([next.id, campus.term.id]);
  });
});
