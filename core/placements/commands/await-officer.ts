import { closeItem, openItem, rerouteItem } from '../../staff/commands/work-items.ts';
import { holdersOf } from '../../staff/queries.ts';
import type { Actor } from '../../staff/types.ts';
import type { Tx, Work } from '../../work.ts';
import { enteredByOf, objectionReader, objectionsTo, officersTurn } from '../rules.ts';
import { type OfficersTurn, officersTurns } from '../types.ts';
import { type LockedPlacement, lockPlacement, subjectOf, whole } from './lock-placement.ts';

/**
 * Brings the inboxes into line with a placement as it now stands: what it waits for is open, before
 * those who can do it, and nothing else of it is. Called last by each command that changes one.
 */
export async function awaitOfficer(work: Work, actor: Actor, placementId: number): Promise<void> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) throw new Error(`placement ${placementId} is gone`);
  const { state, approvedById, hours } = placement;
  const turn = officersTurn({ state, approved: approvedById !== null, entries: hours });
  for (const kind of officersTurns) {
    if (kind !== turn) await closeItem(work, actor, { kind, subjectId: placementId });
  }
  if (turn === null) return;
  const { universityId, unitId } = subjectOf(placement);
  const role = await readerOf(work.tx, placement, turn);
  const firstPersonIds = firstOf(placement, turn);
  const dueAt = turn === 'reportHours' ? await endOfHours(work, placement) : undefined;
  await openItem(work, {
    kind: turn,
    subjectId: placementId,
    universityId,
    ...readAt(role, unitId),
    firstPersonIds,
    ...(dueAt && { dueAt }),
  });
}

type Reader = 'unitOfficer' | 'expert';

/** What waits at a unit, or before the expert, who has no unit. */
export const readAt = (role: Reader, unitId: number) => ({
  role,
  unitId: role === 'unitOfficer' ? unitId : null,
});

async function readerOf(tx: Tx, placement: LockedPlacement, turn: OfficersTurn): Promise<Reader> {
  const { hours } = placement;
  if (turn === 'answerObjection') {
    return objectionReader(objectionsTo(hours)) === 'unit' ? 'unitOfficer' : 'expert';
  }
  if (turn === 'reportHours') return 'unitOfficer';
  return secondReader(tx, placement, firstOf(placement, turn));
}

/** A second officer of the unit, or the expert where it has none. */
export async function secondReader(
  tx: Tx,
  placement: LockedPlacement,
  firstPersonIds: readonly number[],
): Promise<Reader> {
  return (await hasSecondOfficer(tx, placement, firstPersonIds)) ? 'unitOfficer' : 'expert';
}

/** Who took the step that a second person has to check; nobody where none is asked for. */
function firstOf({ hours, requestedById }: LockedPlacement, turn: OfficersTurn): readonly number[] {
  if (turn === 'approvePlacement') return [requestedById];
  return turn === 'approveFinal' ? [...new Set(enteredByOf(hours))] : [];
}

/** Whether the unit has an officer, besides the student, who did not take the first step. */
export async function hasSecondOfficer(
  tx: Tx,
  placement: LockedPlacement,
  firstPersonIds: readonly number[],
): Promise<boolean> {
  const { universityId, unitId, ownerId } = subjectOf(placement);
  const holders = await holdersOf(tx, { role: 'unitOfficer', universityId, unitId });
  return holders.some((id) => id !== ownerId && !firstPersonIds.includes(id));
}

/**
 * Who may take the second step depends on who holds the unit's cartable. Puts what waits for it
 * before the right ones; called where a unit gains or loses an officer.
 */
export async function rerouteUnit({ tx }: Work, unitId: number): Promise<void> {
  const placements = await tx.placement.findMany({
    where: { unitId, state: { in: ['requested', 'confirmed', 'withdrawn', 'terminated'] } },
    include: whole,
  });
  for (const placement of placements) {
    for (const kind of ['approvePlacement', 'approveFinal'] as const) {
      const role = await readerOf(tx, placement, kind);
      await rerouteItem({ tx }, { kind, subjectId: placement.id, ...readAt(role, unitId) });
    }
  }
  const amendments = await tx.placementAmendment.findMany({
    where: { state: 'waiting', placement: { unitId } },
    include: { placement: { include: whole } },
  });
  for (const { id: subjectId, placement, requestedById } of amendments) {
    const role = await secondReader(tx, placement, [requestedById]);
    await rerouteItem({ tx }, { kind: 'approveAmendment', subjectId, ...readAt(role, unitId) });
  }
}

/** Hours are worked for weeks: they are due when the window for reporting them ends. */
async function endOfHours({ tx, now }: Work, { opening, termId }: LockedPlacement) {
  const { universityId } = opening;
  const window = await tx.window.findUnique({
    where: { universityId_termId_kind: { universityId, termId, kind: 'hours' } },
    select: { closesAt: true },
  });
  return window && window.closesAt > now ? window.closesAt : undefined;
}
