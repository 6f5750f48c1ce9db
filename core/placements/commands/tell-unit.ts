import { tell } from '../../outbox/commands.ts';
import { holdersOf } from '../../staff/queries.ts';
import type { Work } from '../../work.ts';
import type { PlacementNotice } from '../types.ts';
import { type LockedPlacement, subjectOf } from './lock-placement.ts';

/** Tells every officer of the placement's unit. */
export async function tellUnit(
  work: Work,
  placement: LockedPlacement,
  notice: PlacementNotice,
): Promise<void> {
  const { universityId, unitId } = subjectOf(placement);
  const officers = await holdersOf(work.tx, { role: 'unitOfficer', universityId, unitId });
  for (const officer of officers) await tell(work, officer, notice);
}
