import { signature } from '../../staff/rules.ts';
import type { Actor, Holding } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { movePlacement } from '../rules.ts';

/**
 * Moves placements to paid by one statement, as `move` does with each: the bank answers for thousands
 * at once. No seat and no inbox hangs on this move. Locks them in the order of their ids.
 */
export async function payPlacements(
  work: Work,
  actor: Actor,
  {
    paid,
    ...around
  }: {
    readonly paid: readonly { readonly placementId: number; readonly lineId: number }[];
    readonly universityId: number;
    readonly holding: Holding | null;
  },
): Promise<void> {
  const { universityId, holding } = around;
  const from = 'final';
  const state = movePlacement('pay', from);
  if (state === undefined) throw new Error(`no pay from ${from}`);
  const ids = paid.map(({ placementId }) => placementId);
  if (ids.length === 0) return;
  await work.tx.$queryRaw`
    SELECT 1 FROM "Placement" WHERE "id" = ANY (${ids}::int[]) ORDER BY "id" FOR UPDATE`;
  const count = await work.tx.$executeRaw`
    UPDATE "Placement" SET "state" = ${state}::"PlacementState"
    WHERE "id" = ANY (${ids}::int[]) AND "state" = ${from}::"PlacementState"`;
  if (count !== ids.length) throw new Error('a placement was paid that was not finally approved');
  for (const { placementId, lineId } of paid) {
    work.record({
      action: 'placement.pay',
      subject: { type: 'placement', id: placementId },
      ...signature(actor, holding),
      universityId,
      before: { state: from },
      after: { lineId, state },
    });
  }
}
