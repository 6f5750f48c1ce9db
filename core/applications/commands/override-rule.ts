import { isOverridable } from '../../eligibility/rules.ts';
import type { RuleId } from '../../eligibility/types.ts';
import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { OverrideRefusal } from '../types.ts';

/**
 * The student-affairs deputy allows a student of the own university, for a term, what a rule refuses.
 * It counts from the next time that the student sends the request.
 */
export async function overrideRule(
  work: Work,
  actor: Actor,
  input: { accountId: number; termId: number; ruleId: RuleId; reason: string },
): Promise<Ok | OverrideRefusal> {
  const { accountId, termId, ruleId } = input;
  const profile = await work.tx.profile.findUnique({ where: { accountId } });
  if (!profile) return refuse('notFound');
  const { universityId } = profile;
  const allowed = can(actor, 'overrideRule', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  if (!isOverridable(ruleId)) return refuse('notOverridable');
  const reason = normalise(input.reason);
  if (reason === '') return refuse('noReason');
  const who = signature(actor, allowed.holding);
  if (who.actorId === null) throw new Error('only a person can set a rule aside');
  const by = { byId: who.actorId, at: work.now };
  const { count } = await work.tx.eligibilityOverride.createMany({
    data: { accountId, termId, ruleId, reason, ...by },
    skipDuplicates: true,
  });
  if (count === 0) return refuse('alreadyAllowed');
  await tell(work, accountId, { name: 'ruleAllowed', ruleId });
  work.record({
    action: 'eligibility.overridden',
    subject: { type: 'account', id: accountId },
    ...who,
    universityId,
    after: { ruleId, termId },
  });
  return ok();
}
