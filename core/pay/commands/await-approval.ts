import type { PayRun } from '../../../prisma/generated/client.ts';
import { openItem, rerouteItem } from '../../staff/commands/work-items.ts';
import { holdersOf } from '../../staff/queries.ts';
import { firstPersons } from '../../staff/rules.ts';
import type { StaffRole } from '../../staff/types.ts';
import type { Tx, Work } from '../../work.ts';

type Frozen = Pick<PayRun, 'id' | 'universityId' | 'frozenById' | 'frozenForId'>;

/** Puts a frozen run before those who may approve it. */
export async function awaitApproval(work: Work, run: Frozen): Promise<void> {
  const { id: subjectId, universityId, frozenById, frozenForId } = run;
  await openItem(work, {
    kind: 'approvePayRun',
    ...{ subjectId, universityId },
    role: await approverOf(work.tx, run),
    firstPersonIds: firstPersons(frozenById, frozenForId),
  });
}

/**
 * A holder of finance who did not freeze it, for whom nobody did, and who is not paid by it, or the
 * deputy where there is none.
 */
async function approverOf(tx: Tx, run: Frozen): Promise<StaffRole> {
  const { id, universityId, frozenById, frozenForId } = run;
  const lines = await tx.payLine.findMany({ where: { runId: id }, select: { accountId: true } });
  const barredIds = [frozenById, frozenForId, ...lines.map(({ accountId }) => accountId)];
  const finance = await holdersOf(tx, { role: 'finance', universityId });
  return finance.some((holder) => !barredIds.includes(holder)) ? 'finance' : 'studentDeputy';
}

/** Called where a university gains or loses an officer of finance: others may have to approve now. */
export async function rerouteRuns(work: Work, universityId: number): Promise<void> {
  const { tx } = work;
  const runs = await tx.payRun.findMany({ where: { universityId, state: 'frozen' } });
  for (const run of runs) {
    const role = await approverOf(tx, run);
    await rerouteItem(work, { kind: 'approvePayRun', subjectId: run.id, role });
  }
}
