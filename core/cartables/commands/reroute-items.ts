import { rerouteRuns } from '../../pay/commands/await-approval.ts';
import { rerouteBeyondUnits, rerouteUnit } from '../../placements/commands/await-officer.ts';
import { rerouteItem } from '../../staff/commands/work-items.ts';
import { isHeld } from '../../staff/queries.ts';
import type { StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { CartablePlace } from '../types.ts';

/**
 * Who has to act on some things depends on who holds a cartable. Puts them before the right people;
 * called where somebody comes to hold one, or does no more.
 */
export async function reroute(
  work: Work,
  { role, universityId, unitId }: CartablePlace,
): Promise<void> {
  if (unitId !== null) await rerouteUnit(work, unitId);
  if (role === 'expert' && universityId !== null) await rerouteBeyondUnits(work, universityId);
  if (role === 'finance' && universityId !== null) await rerouteRuns(work, universityId);
  if (role === 'organisation') await rerouteRequests(work);
}

/** The organisation answers requests for cartables; the administrator does while it has no officer. */
export const answersRequests = async ({ tx }: Work): Promise<StaffRole> =>
  (await isHeld(tx, { role: 'organisation', universityId: null, unitId: null }))
    ? 'organisation'
    : 'administrator';

async function rerouteRequests(work: Work): Promise<void> {
  const role = await answersRequests(work);
  const kind = 'approveCartable';
  const others = await work.tx.workItem.findMany({
    where: { kind, closedAt: null, role: { not: role } },
    select: { subjectId: true },
  });
  for (const { subjectId } of others) await rerouteItem(work, { kind, subjectId, role });
}
