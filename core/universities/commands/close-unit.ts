import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { unitUse } from '../queries/unit-view.ts';
import { isInUse } from '../rules/units.ts';
import type { UnitUse } from '../types.ts';
import { lockUnit } from './lock-unit.ts';

/** `inUse`: what has to come to its end before. */
export type CloseUnitRefusal =
  | CanRefusal
  | Refusal<'unknownUnit' | 'alreadyClosed'>
  | Refusal<'inUse', { readonly use: UnitUse }>;

/**
 * Closes a unit that nobody needs any more, or that was added by mistake: nothing is declared for it and
 * nobody gets its cartable. What was done there stays as it is.
 */
export async function closeUnit(
  work: Work,
  actor: Actor,
  { unitId }: { unitId: number },
): Promise<Ok | CloseUnitRefusal> {
  const unit = await lockUnit(work.tx, unitId);
  if (!unit) return refuse('unknownUnit');
  const { universityId } = unit;
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  if (unit.closedAt !== null) return refuse('alreadyClosed');
  const use = await unitUse(work.tx, unitId);
  if (isInUse(use)) return refuse('inUse', { use });
  await work.tx.unit.update({ where: { id: unitId }, data: { closedAt: work.now } });
  work.record({
    action: 'unit.closed',
    subject: { type: 'unit', id: unitId },
    ...signature(actor, allowed.holding),
    universityId,
  });
  return ok();
}

export type ReopenUnitRefusal = CanRefusal | Refusal<'unknownUnit' | 'notClosed'>;

/** Opens a closed unit again, as it was. */
export async function reopenUnit(
  work: Work,
  actor: Actor,
  { unitId }: { unitId: number },
): Promise<Ok | ReopenUnitRefusal> {
  const unit = await lockUnit(work.tx, unitId);
  if (!unit) return refuse('unknownUnit');
  const { universityId, closedAt } = unit;
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  if (closedAt === null) return refuse('notClosed');
  await work.tx.unit.update({ where: { id: unitId }, data: { closedAt: null } });
  work.record({
    action: 'unit.reopened',
    subject: { type: 'unit', id: unitId },
    ...signature(actor, allowed.holding),
    universityId,
    before: { closedAt: closedAt.toISOString() },
  });
  return ok();
}
