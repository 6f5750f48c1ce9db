import { expect, test } from 'vitest';
import { confirmAccount } from '../../../core/bank/commands/decide-account.ts';
import { declareAccount } from '../../../core/bank/commands/declare-account.ts';
import { paymentsOf } from '../../../core/earnings/queries.ts';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../core/pay/commands/import-results.ts';
import { exportFileOf } from '../../../core/pay/queries.ts';
import { placementStory } from '../../../core/placements/queries.ts';
import { inboxOf } from '../../../core/staff/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import type { Officer } from '../../support/people.ts';
import { aCampus, aFinalPlacement, anApplicant, done } from '../../support/scenes.ts';

const database = useDatabase();

async function inbox(officer: Officer): Promise<string[]> {
  const now = database.clock.now();
  return (await inboxOf(database.db.read, officer, { now })).items.map(({ kind }) => kind);
}

test('from the unit’s request to the money on the account', async () => {
  const campus = await aCampus(database);
  const { university, term, finance, secondFinance } = campus;
  const student = await anApplicant(database, campus);
  const placementId = await aFinalPlacement(database, campus, { student, minutes: 50 * 60 });
  expect(await inbox(campus.officer)).toEqual([]);
  expect(await inbox(campus.expert)).toEqual([]);

  const { accountId } = student;
  await database.db.transaction((work) =>
    declareAccount(work, { accountId, universityId: university.id, sheba: sheba() }),
  );
  expect(await inbox(finance)).toEqual(['confirmBankAccount']);
  const { id: bankAccountId } = await database.db.read.bankAccount.findFirstOrThrow({
    where: { accountId },
  });
  await done(database, (work) =>
    confirmAccount(work, finance, { bankAccountId, evidence: 'passbook' }),
  );
  expect(await inbox(finance)).toEqual([]);

  const place = { universityId: university.id, termId: term.id };
  const { runId, ...drafted } = await done(database, (work) => draftPayRun(work, finance, place));
  expect(drafted).toMatchObject({ count: 1, sumRial: 9_000_000n, excluded: [] });
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  expect(await inbox(secondFinance)).toEqual(['approvePayRun']);
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
  const exported = await done(database, (work) =>
    exportPayRun(work, finance, { runId, format: 'csv' }),
  );
  expect(exported).toMatchObject({ copy: 1, count: 1, sumRial: 9_000_000n });
  const [line] = (await exportFileOf(database.db.read, exported.exportId)).rows;
  const report = await done(database, (work) =>
    importResults(work, finance, {
      runId,
      results: [{ lineId: line?.lineId ?? 0, outcome: { paid: true, reference: 'REF 77' } }],
    }),
  );
  expect(report).toMatchObject({ paid: 1, returned: 0, left: 0 });

  const payments = await paymentsOf(database.db.read, { accountId });
  expect(payments).toMatchObject([{ placementId, progress: 'paid', amountRial: 9_000_000n }]);
  const placement = await database.db.read.placement.findUniqueOrThrow({
    where: { id: placementId },
  });
  expect(placement).toMatchObject({ state: 'paid', ending: 'finished' });
  expect(await placementStory(database.db.read, student.application.id)).toMatchObject({
    state: 'paid',
    finalAt: placement.finalAt,
    paidAt: database.clock.now(),
    waitsFor: null,
  });
  expect(await inbox(finance)).toEqual([]);
  const told = await database.db.read.outboxMessage.findMany({
    where: { chatId: student.chatId },
    orderBy: { id: 'asc' },
  });
  expect(told.map(({ payload }) => (payload as { notice: { name: string } }).notice.name)).toEqual([
    'placementApproved',
    'hoursReported',
    'placementFinal',
    'bankAccountConfirmed',
    'payPaid',
  ]);
});
