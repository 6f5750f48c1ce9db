import { tellReaders } from '../../staff/commands/tell-readers.ts';
import type { Work } from '../../work.ts';
import type { PlacementNotice } from '../types.ts';
import { type LockedPlacement, subjectOf } from './lock-placement.ts';

/** Tells every officer of the placement's unit, and those to whom one has handed the cartable over. */
export async function tellUnit(
  work: Work,
  placement: LockedPlacement,
  notice: PlacementNotice,
): Promise<void> {
  const { universityId, unitId } = subjectOf(placement);
  await tellReaders(work, { role: 'unitOfficer', universityId, unitId }, notice);
}
