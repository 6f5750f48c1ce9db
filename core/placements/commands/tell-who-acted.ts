import { tellWhoActs } from '../../staff/commands/tell-readers.ts';
import type { Work } from '../../work.ts';
import type { PlacementNotice } from '../types.ts';
import { type LockedPlacement, subjectOf } from './lock-placement.ts';

/** Tells what came of a unit's step to those who took it, or to the unit's present officers. */
export async function tellWhoActed(
  work: Work,
  placement: LockedPlacement,
  accountIds: readonly number[],
  notice: PlacementNotice,
): Promise<void> {
  const { universityId, unitId } = subjectOf(placement);
  await tellWhoActs(work, accountIds, notice, [{ role: 'unitOfficer', universityId, unitId }]);
}
