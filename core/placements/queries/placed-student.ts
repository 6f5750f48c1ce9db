import type { NamedStudent } from '../../applications/types.ts';
import { fullName } from '../../staff/queries.ts';
import { can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Tx } from '../../work.ts';

/** Who is placed, and where. */
export interface PlacedStudent extends NamedStudent {
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
}

/** Of a placement, or of an amendment's, for those alone who see the placement. */
export async function placedStudent(
  reader: Tx,
  actor: Actor,
  of: { readonly placementId: number } | { readonly amendmentId: number },
): Promise<PlacedStudent | undefined> {
  const row = await reader.placement.findFirst({
    where:
      'placementId' in of
        ? { id: of.placementId }
        : { amendments: { some: { id: of.amendmentId } } },
    select: {
      ...{ accountId: true, unitId: true },
      application: { select: { trackingCode: true } },
      account: { select: { firstName: true, lastName: true } },
      opening: { select: { universityId: true } },
      unit: { select: { nameFa: true, nameEn: true } },
    },
  });
  if (!row) return undefined;
  const { accountId: ownerId, unitId, opening, application, account, unit } = row;
  const subject = { universityId: opening.universityId, unitId, ownerId };
  if (!can(actor, 'decidePlacement', subject).ok) return undefined;
  return { name: fullName(account), trackingCode: application.trackingCode, unit };
}
