import type { UnitKind } from '../../openings/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Names, named } from '../rules.ts';
import { lockUnit } from './lock-unit.ts';

/** `codeTaken`: by another unit there; `noName`: both names and the code are needed. */
export type CorrectUnitRefusal =
  | CanRefusal
  | Refusal<'noName' | 'codeTaken' | 'unknownUnit' | 'kindInUse'>;

/**
 * Puts right what a unit was added with. Its kind says which work students do there, so it is fixed once
 * the unit has openings. `changed`: false where everything was so before.
 */
export async function correctUnit(
  work: Work,
  actor: Actor,
  { unitId, kind, ...typed }: Names & { readonly unitId: number; readonly kind: UnitKind },
): Promise<Result<{ readonly changed: boolean }, CorrectUnitRefusal>> {
  const { tx } = work;
  // Nobody adds a unit there meanwhile, whose code it could be, nor declares an opening for this one.
  await tx.$queryRaw`
    SELECT 1 FROM "University"
    WHERE "id" = (SELECT "universityId" FROM "Unit" WHERE "id" = ${unitId}) FOR UPDATE`;
  const unit = await lockUnit(tx, unitId);
  if (!unit) return refuse('unknownUnit');
  const { universityId, code, nameFa, nameEn } = unit;
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const names = named(typed);
  if (!names) return refuse('noName');
  const before = { code, nameFa, nameEn, kind: unit.kind };
  const after = { ...names, kind };
  if (JSON.stringify(before) === JSON.stringify(after)) return ok({ changed: false });
  if (kind !== unit.kind && (await tx.opening.count({ where: { unitId } })) > 0) {
    return refuse('kindInUse');
  }
  const others = { universityId, code: names.code, id: { not: unitId } };
  if ((await tx.unit.count({ where: others })) > 0) return refuse('codeTaken');
  await tx.unit.update({ where: { id: unitId }, data: after });
  work.record({
    action: 'unit.corrected',
    subject: { type: 'unit', id: unitId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after,
  });
  return ok({ changed: true });
}
