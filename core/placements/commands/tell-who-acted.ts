import { tellAll } from '../../outbox/commands.ts';
import { readersOf } from '../../staff/queries.ts';
import type { Work } from '../../work.ts';
import type { PlacementNotice } from '../types.ts';
import { type LockedPlacement, subjectOf } from './lock-placement.ts';
import { tellUnit } from './tell-unit.ts';

/**
 * Tells what came of a unit's step to those who took it, each once. Only somebody who still sees what
 * waits for the unit, by the own cartable or for its holder, can act on it; where none of them does,
 * the unit's present officers are told.
 */
export async function tellWhoActed(
  work: Work,
  placement: LockedPlacement,
  accountIds: readonly number[],
  notice: PlacementNotice,
): Promise<void> {
  const { universityId, unitId } = subjectOf(placement);
  const unit = { role: 'unitOfficer', universityId, unitId } as const;
  const readers = await readersOf(work.tx, unit, work.now);
  const present = readers.filter((reader) => accountIds.includes(reader));
  if (present.length === 0) return tellUnit(work, placement, notice);
  return tellAll(
    work,
    present.map((accountId) => ({ accountId, notice })),
  );
}
