import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { longestDirections } from '../types.ts';

export type DescribeUnitRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'empty'>
  | Refusal<'tooLong', { readonly length: number }>;

/** Says where students report to a unit for work. Who is told to report there reads these words. */
export async function describeUnit(
  work: Work,
  actor: Actor,
  { unitId, directions: typed }: { unitId: number; directions: string },
): Promise<Ok | DescribeUnitRefusal> {
  const unit = await work.tx.unit.findUnique({
    where: { id: unitId },
    select: { universityId: true },
  });
  if (!unit) return refuse('notFound');
  const { universityId } = unit;
  const allowed = can(actor, 'describeUnit', { universityId, unitId });
  if (!allowed.ok) return allowed;
  const directions = normalise(typed);
  if (directions === '') return refuse('empty');
  if (directions.length > longestDirections)
    return refuse('tooLong', { length: directions.length });
  await work.tx.unit.update({ where: { id: unitId }, data: { directions } });
  // The words may name a person: they stay out of the record.
  work.record({
    action: 'unit.described',
    subject: { type: 'unit', id: unitId },
    ...signature(actor, allowed.holding),
    universityId,
  });
  return ok();
}
