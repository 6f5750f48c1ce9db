import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { canWithdraw } from '../rules.ts';
import type { OwnRefusal } from '../types.ts';
import { lockOwn } from './lock-application.ts';
import { move } from './move-application.ts';

/** The student takes the own application back before a decision, and may file another in the term. */
export async function withdrawApplication(
  work: Work,
  person: Person,
  { applicationId }: { applicationId: number },
): Promise<Ok | OwnRefusal> {
  const application = await lockOwn(work, person, applicationId);
  if (!application) return refuse('notFound');
  const { state } = application;
  if (!canWithdraw(state)) return refuse('alreadyDecided', { state });
  await move(work, person, { application, holding: null }, { event: 'withdraw', actorRole: null });
  return ok();
}
