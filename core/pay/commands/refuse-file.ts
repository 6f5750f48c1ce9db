import { Prisma } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { type RunRefusal, requireRun } from './lock-run.ts';
import { moveRun } from './move-run.ts';

/**
 * `hasResults`: the bank has answered for somebody already, so it did take the file. `exportedSince`:
 * the file that was refused is not the last that was given out, and of that one nothing is known.
 */
export type RefuseFileRefusal = RunRefusal | Refusal<'noReason' | 'hasResults' | 'exportedSince'>;

/**
 * Finance notes that the bank takes nothing of what was given out, as where the paying account was
 * wrong. What was approved stands; the next file is an original, by the paying account as it is then
 * and with a number of its own. `exportId`: the file that the bank refused, which has to be the last.
 */
export async function refuseFile(
  work: Work,
  actor: Actor,
  { runId, exportId, reason: typed }: { runId: number; exportId: number; reason: string },
): Promise<Result<object, RefuseFileRefusal>> {
  const request = { runId, action: 'importResults', event: 'refuse' } as const;
  const locked = await requireRun(work, actor, request);
  if (!locked.ok) return locked;
  const reason = normalise(typed);
  if (reason === '') return refuse('noReason');
  const { tx, now } = work;
  const answered = await tx.payLine.count({ where: { runId, state: { not: 'due' } } });
  if (answered > 0) return refuse('hasResults');
  const last = await tx.payExport.findFirst({
    where: { runId, refusedAt: null },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  if (last?.id !== exportId) return refuse('exportedSince');
  const { order } = locked.run;
  await tx.payExport.updateMany({
    where: { runId, refusedAt: null },
    data: { refusedAt: now, ...(order !== null && { order }) },
  });
  await moveRun(work, actor, locked, {
    event: 'refuse',
    data: { order: Prisma.DbNull },
    detail: { reason },
  });
  return ok();
}
