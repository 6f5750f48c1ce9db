import { beforeEach, describe, expect, test } from 'vitest';
import { confirmAccount, refuseAccount } from '../../../core/bank/commands/decide-account.ts';
import { declareAccount } from '../../../core/bank/commands/declare-account.ts';
import { unpaidWorkOf } from '../../../core/earnings/queries.ts';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../core/pay/commands/import-results.ts';
import { payPlacesOf } from '../../../core/pay/queries.ts';
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
