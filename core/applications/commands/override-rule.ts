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
  const key = { accountId, termId, ruleId };
  if (!(await write(work, key, { universityId, reason, ...by }))) return refuse('alreadyAllowed');
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

/** Whether it is new here: that of a university at which the student was before gives way. */
async function write(
  { tx }: Work,
  key: { accountId: number; termId: number; ruleId: RuleId },
  data: { universityId: number; reason: string; byId: number; at: Date },
): Promise<boolean> {
  const row = { ...key, ...data };
  const inserted = await tx.eligibilityOverride.createMany({ data: row, skipDuplicates: true });
  if (inserted.count > 0) return true;
  const where = { ...key, universityId: { not: data.universityId } };
  return (await tx.eligibilityOverride.updateMany({ where, data })).count > 0;
}
