import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Work } from '../../work.ts';

/** What commands need to know of a placement. */
export const whole = {
  application: { select: { trackingCode: true, level: true } },
  account: { select: { closedAt: true } },
  opening: { select: { universityId: true, titleFa: true, titleEn: true } },
  unit: { select: { nameFa: true, nameEn: true, directions: true } },
  hours: { orderBy: { id: 'asc' } },
  corrections: true,
} as const satisfies Prisma.PlacementInclude;

export type LockedPlacement = Prisma.PlacementGetPayload<{ include: typeof whole }>;

/**
 * Locks a placement until the commit. A command that needs the account too locks that first; the
 * counts of seats, work items and pay lines come after.
 */
export async function lockPlacement(
  { tx }: Work,
  placementId: number,
): Promise<LockedPlacement | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Placement" WHERE "id" = ${placementId} FOR UPDATE`;
  return (
    (await tx.placement.findUnique({ where: { id: placementId }, include: whole })) ?? undefined
  );
}

/**
 * Locks a placement to which hours are added, and before it the student: the limit of the term is
 * over all the placements of one.
 */
export async function lockForHours(
  work: Work,
  placementId: number,
): Promise<LockedPlacement | undefined> {
  await work.tx.$queryRaw`
    SELECT 1 FROM "Account"
    WHERE "id" = (SELECT "accountId" FROM "Placement" WHERE "id" = ${placementId})
    FOR NO KEY UPDATE`;
  return lockPlacement(work, placementId);
}

/** What the permissions look at. */
export function subjectOf({ opening, unitId, accountId }: LockedPlacement) {
  return { universityId: opening.universityId, unitId, ownerId: accountId };
}

/** Which placement a notice is about. */
export function aboutOf({ id, application, unit }: LockedPlacement) {
  return {
    placementId: id,
    trackingCode: application.trackingCode,
    unit: { fa: unit.nameFa, en: unit.nameEn },
  };
}
