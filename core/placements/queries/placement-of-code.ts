import type { TrackingCode } from '../../applications/types.ts';
import { type Refusal, type Result, refuse } from '../../result.ts';
import type { CanRefusal } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Tx } from '../../work.ts';
import { type PlacementView, placementView } from '../queries.ts';
import type { PlacementStep } from '../rules/officer-steps.ts';

/**
 * The placement that a tracking code's application led to, of those that this officer may see: the newest
 * at which this step is the officer's, otherwise the newest. One may have ended in one unit, with its hours
 * still to come, while the next has begun in another.
 */
export async function placementOfCode(
  reader: Tx,
  actor: Actor,
  trackingCode: TrackingCode,
  step?: PlacementStep,
): Promise<Result<{ readonly view: PlacementView }, Refusal<'notFound'> | CanRefusal>> {
  const rows = await reader.placement.findMany({
    where: { application: { trackingCode } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  const found: Awaited<ReturnType<typeof placementView>>[] = [];
  for (const { id } of rows) found.push(await placementView(reader, actor, id));
  const atStep = found.find((one) => one.ok && step !== undefined && one.view.may[step]);
  return atStep ?? found.find(({ ok }) => ok) ?? found[0] ?? refuse('notFound');
}
