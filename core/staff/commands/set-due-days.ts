import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { writeSettings } from '../../universities/commands/write-settings.ts';
import type { Work } from '../../work.ts';
import { type CanRefusal, can, signature } from '../rules.ts';
import { dueSettings } from '../schema.ts';
import type { Actor } from '../types.ts';

/** Sets how many working days a step of a university may take; what waits already keeps its due time. */
export async function setDueDays(
  work: Work,
  actor: Actor,
  { universityId, dueWorkingDays }: { universityId: number; dueWorkingDays: number },
): Promise<Ok | CanRefusal | Refusal<'unknownUniversity' | 'outOfRange'>> {
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const settings = dueSettings.safeParse({ dueWorkingDays });
  if (!settings.success) return refuse('outOfRange');
  const before = await writeSettings(work, universityId, settings.data);
  if (!before) return refuse('unknownUniversity');
  work.record({
    action: 'university.dueDaysSet',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after: settings.data,
  });
  return ok();
}
