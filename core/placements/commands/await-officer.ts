import type { Prisma } from '../../../prisma/generated/client.ts';
import { closeItem, openItem, rerouteItem } from '../../staff/commands/work-items.ts';
import { holdersOf } from '../../staff/queries.ts';
import type { Actor } from '../../staff/types.ts';
import type { Tx, Work } from '../../work.ts';
import { askedBy, hoursBy } from '../rules/first-persons.ts';
import { objectedOf, objectionReader, objectionsTo, officersTurn } from '../rules.ts';
import { type OfficersTurn, officersTurns } from '../types.ts';
import { hoursDue } from './hours-due.ts';
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
  const ofHours = turn === 'reportHours' || turn === 'approveFinal';
  const dueAt = ofHours ? await hoursDue(work, turn, placement) : undefined;
  await openItem(work, {
    kind: turn,
    subjectId: placementId,
    universityId,
    ...readAt(role, unitId),
    firstPersonIds,
    ...(dueAt && { dueAt }),
  });
}

type Reader = 'unitOfficer' | 'expert' | 'studentDeputy';

/** What waits at a unit, or before the expert or the deputy, who have no unit. */
export const readAt = (role: Reader, unitId: number) => ({
  role,
  unitId: role === 'unitOfficer' ? unitId : null,
});

async function readerOf(tx: Tx, placement: LockedPlacement, turn: OfficersTurn): Promise<Reader> {
  if (turn === 'reportHours') return 'unitOfficer';
  if (turn !== 'answerObjection') return secondReader(tx, placement, firstOf(placement, turn));
  if (objectionReader(objectionsTo(placement.hours)) === 'unit') return 'unitOfficer';
  return readerBeyondUnit(tx, placement, firstOf(placement, turn));
}

/**
 * A second officer of the unit, or the expert where it has none, or the student-affairs deputy where
 * the expert took the step before as well.
 */
export async function secondReader(
  tx: Tx,
  placement: LockedPlacement,
  firstPersonIds: readonly number[],
): Promise<Reader> {
  const unitCan = await hasSecondOfficer(tx, placement, firstPersonIds);
  return unitCan ? 'unitOfficer' : readerBeyondUnit(tx, placement, firstPersonIds);
}

async function readerBeyondUnit(
  tx: Tx,
  placement: LockedPlacement,
  firstPersonIds: readonly number[],
): Promise<Reader> {
  const { universityId, ownerId } = subjectOf(placement);
  const experts = await holdersOf(tx, { role: 'expert', universityId });
  const barred = experts.filter((id) => id === ownerId || firstPersonIds.includes(id));
  return barred.length > 0 && barred.length === experts.length ? 'studentDeputy' : 'expert';
}

/** Who took the step that a second person has to check, and for whom; nobody where none is asked for. */
function firstOf(placement: LockedPlacement, turn: OfficersTurn): readonly number[] {
  const { hours } = placement;
  if (turn === 'approvePlacement') return askedBy(placement);
  if (turn === 'approveFinal') return hoursBy(hours);
  // The unit answers the first objection to its own hours.
  const byOthers = turn === 'answerObjection' && objectionsTo(hours) > 1;
  return byOthers ? hoursBy(objectedOf(hours)) : [];
}

/**
 * Whether the unit has an officer, besides the student, who did not take the first step, and for whom
 * nobody did.
 */
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
export async function rerouteUnit(work: Work, unitId: number): Promise<void> {
  const states = ['requested', 'objected', 'confirmed', 'withdrawn', 'terminated'] as const;
  await reroutePlacements(work, { unitId, state: { in: [...states] } });
  await rerouteAmendments(work, { state: 'waiting', placement: { unitId } });
}

const rerouted = ['approvePlacement', 'answerObjection', 'approveFinal'] as const;

/** The same of what is beyond the units, where a university gains or loses an expert. */
export async function rerouteBeyondUnits(work: Work, universityId: number): Promise<void> {
  const role = { in: ['expert' as const, 'studentDeputy' as const] };
  const idsOf = async (kinds: readonly OpenKind[]) => {
    const where = { universityId, role, kind: { in: [...kinds] }, closedAt: null };
    const items = await work.tx.workItem.findMany({ where, select: { subjectId: true } });
    return items.map(({ subjectId }) => subjectId);
  };
  await reroutePlacements(work, { id: { in: await idsOf(rerouted) } });
  await rerouteAmendments(work, { id: { in: await idsOf(['approveAmendment']) } });
}

type OpenKind = (typeof rerouted)[number] | 'approveAmendment';

async function reroutePlacements(work: Work, where: Prisma.PlacementWhereInput): Promise<void> {
  const placements = await work.tx.placement.findMany({ where, include: whole });
  for (const placement of placements) {
    for (const kind of rerouted) {
      const role = await readerOf(work.tx, placement, kind);
      const at = readAt(role, placement.unitId);
      await rerouteItem(work, { kind, subjectId: placement.id, ...at });
    }
  }
}

async function rerouteAmendments(
  work: Work,
  where: Prisma.PlacementAmendmentWhereInput,
): Promise<void> {
  const amendments = await work.tx.placementAmendment.findMany({
    where,
    include: { placement: { include: whole } },
  });
  for (const { id: subjectId, placement, ...asked } of amendments) {
    const role = await secondReader(work.tx, placement, askedBy(asked));
    const at = readAt(role, placement.unitId);
    await rerouteItem(work, { kind: 'approveAmendment', subjectId, ...at });
  }
}
