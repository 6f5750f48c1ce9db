import type { Prisma } from '../../../prisma/generated/client.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { movePayRun } from '../rules.ts';
import type { PayRunEvent } from '../types.ts';
import type { LockedRun } from './lock-run.ts';

/** Moves a locked run by the one table of moves, and records it. */
export async function moveRun(
  work: Work,
  actor: Actor,
  { run, holding }: LockedRun,
  change: {
    readonly event: PayRunEvent;
    readonly data?: Prisma.PayRunUncheckedUpdateManyInput;
    readonly detail?: Prisma.InputJsonObject;
  },
): Promise<void> {
  const state = movePayRun(change.event, run.state);
  if (state === undefined) throw new Error(`no ${change.event} from ${run.state}`);
  const { count } = await work.tx.payRun.updateMany({
    where: { id: run.id, state: run.state },
    data: { ...change.data, state },
  });
  if (count !== 1) throw new Error(`run ${run.id} moved while it was locked`);
  work.record({
    action: `payRun.${change.event}`,
    subject: { type: 'payRun', id: run.id },
    ...signature(actor, holding),
    universityId: run.universityId,
    before: { state: run.state },
    after: { ...change.detail, state },
  });
}
