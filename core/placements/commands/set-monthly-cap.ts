import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { writeSettings } from '../../universities/commands/write-settings.ts';
import type { Work } from '../../work.ts';
import { checkHours } from '../rules.ts';
import type { HoursRefusal } from '../types.ts';

export type CapRefusal = CanRefusal | HoursRefusal | Refusal<'unknownUniversity'>;

/**
 * Sets how many minutes may be entered for a placement in one Jalali month, at a university; null takes
 * the cap away. What is entered already stands.
 */
export async function setMonthlyCap(
  work: Work,
  actor: Actor,
  { universityId, minutes }: { universityId: number; minutes: number | null },
): Promise<Ok | CapRefusal> {
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const checked = minutes === null ? ok() : checkHours(minutes);
  if (!checked.ok) return checked;
  const after = { monthlyCapMinutes: minutes };
  const before = await writeSettings(work, universityId, after);
  if (!before) return refuse('unknownUniversity');
  work.record({
    action: 'university.monthlyCapSet',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after,
  });
  return ok();
}
