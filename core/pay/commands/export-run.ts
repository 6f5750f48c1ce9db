import type { PayFormat, PayRun } from '../../../prisma/generated/client.ts';
import { lastSerial, orderIdOf } from '../../payers/rules.ts';
import { orderSchema } from '../../payers/schema.ts';
import type { PayOrder } from '../../payers/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { linesToOtherAccounts } from './freeze-run.ts';
import { type Figures, figuresOf, type RunRefusal, recorded, requireRun } from './lock-run.ts';
import { moveRun } from './move-run.ts';

export type Exported = Figures & {
  /** What the file is made of, whenever it is sent. */
  readonly exportId: number;
  readonly universityId: number;
  readonly termId: number;
  readonly format: PayFormat;
  /**
   * 1 is the original, of whichever format; every later one is a copy and must say so. Files that the
   * bank refused do not count.
   */
  readonly copy: number;
  /** The number of the order in a group-transfer file; null in other formats. */
  readonly orderId: string | null;
  /** Whether a group-transfer file of the same number was given out before. */
  readonly isOrderedBefore: boolean;
};

/**
 * `accountsChangedSince`: the approval; give the run up and draft another one. `noPayer`: finance has
 * not said yet from what account the university pays.
 */
export type ExportRefusal =
  | RunRefusal
  | Refusal<'accountsChangedSince', { readonly lineIds: readonly number[] }>
  | Refusal<'noPayer'>;

/** Gives an approved run out for the bank; writes down format, copy number, count and sum. */
export async function exportPayRun(
  work: Work,
  actor: Actor,
  { runId, format }: { runId: number; format: PayFormat },
): Promise<Result<Exported, ExportRefusal>> {
  const request = { runId, action: 'exportPayRun', event: 'export' } as const;
  const locked = await requireRun(work, actor, request);
  if (!locked.ok) return locked;
  const { run } = locked;
  // A copy has to be the same as the original; only the original must not go to a changed account.
  const lineIds = run.state === 'approved' ? await linesToOtherAccounts(work, runId) : [];
  if (lineIds.length > 0) return refuse('accountsChangedSince', { lineIds });
  const order = format === 'ccti' ? await orderOf(work, run) : null;
  if (order === undefined) return refuse('noPayer');
  const figures = figuresOf(
    await work.tx.payLine.findMany({ where: { runId }, select: { amountRial: true } }),
  );
  const copy = 1 + (await work.tx.payExport.count({ where: { runId, refusedAt: null } }));
  const byId = actor.kind === 'person' ? (actor.accountId ?? 0) : 0;
  const { id: exportId } = await work.tx.payExport.create({
    data: { runId, format, copy, ...figures, byId, at: work.now },
  });
  const orderId = order && orderIdOf(order);
  await moveRun(work, actor, locked, {
    event: 'export',
    ...(order && { data: { order } }),
    detail: { format, copy, ...recorded(figures), ...(order && { serial: order.serial }) },
  });
  const { universityId, termId } = run;
  const isOrderedBefore = order !== null && run.order !== null;
  const exported = { exportId, universityId, termId, format, copy, orderId, isOrderedBefore };
  return ok({ ...exported, ...figures });
}

/** The order of a locked run, with a number of its own; undefined where nobody is known to pay. */
async function orderOf({ tx, now }: Work, run: PayRun): Promise<PayOrder | undefined> {
  if (run.order !== null) return orderSchema.parse(run.order);
  const [payer] = await tx.payer.updateManyAndReturn({
    where: { universityId: run.universityId, nextSerial: { lte: lastSerial } },
    data: { nextSerial: { increment: 1 } },
  });
  if (!payer) return undefined;
  const { universityId: _universityId, nextSerial, ...rest } = payer;
  return { ...rest, serial: nextSerial - 1, orderedAt: now.toISOString() };
}
