import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type LockedPlacement, lockPlacement } from './lock-placement.ts';

/** The placement, locked, if it is this student's own; somebody else's does not exist for them. */
export async function requireOwn(
  work: Work,
  { accountId }: Person,
  placementId: number,
): Promise<Result<{ readonly placement: LockedPlacement }, Refusal<'notFound'>>> {
  const placement = await lockPlacement(work, placementId);
  if (!placement || placement.accountId !== accountId) return refuse('notFound');
  return ok({ placement });
}
