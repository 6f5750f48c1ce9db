import { knownUnitKind } from '../../openings/rules.ts';
import { liveStates } from '../../placements/rules.ts';
import type { Tx } from '../../work.ts';
import type { ListedUnit } from '../queries.ts';
import type { UnitUse } from '../types.ts';

/** What goes on in a unit. */
export async function unitUse(reader: Tx, unitId: number): Promise<UnitUse> {
  const cartable = { unitId, closedAt: null };
  const [openings, placements, items, holders, asked] = await Promise.all([
    reader.opening.count({ where: { unitId, state: { notIn: ['refused', 'closed'] } } }),
    reader.placement.count({ where: { unitId, state: { in: [...liveStates] } } }),
    reader.workItem.count({ where: { unitId, closedAt: null } }),
    reader.cartableHolder.count({ where: { until: null, cartable } }),
    reader.cartableRequest.count({ where: { state: { in: ['waiting', 'approved'] }, cartable } }),
  ]);
  return { openings, placements, items, officers: holders + asked };
}

export interface UnitView extends ListedUnit {
  readonly universityId: number;
  /** Null while it is open. */
  readonly closedAt: Date | null;
  readonly use: UnitUse;
}

/** A unit with what goes on in it; null where there is none. */
export async function unitView(reader: Tx, unitId: number): Promise<UnitView | null> {
  const row = await reader.unit.findUnique({ where: { id: unitId } });
  if (!row) return null;
  const { id, code, nameFa, nameEn, kind, universityId, closedAt } = row;
  const names = { id, code, nameFa, nameEn, kind: knownUnitKind(kind) };
  return { ...names, universityId, closedAt, use: await unitUse(reader, unitId) };
}
