import { deadline } from '../../calendar.ts';
import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { mendingDays } from '../rules.ts';
import type { DecideProfileRefusal, ProfileDecision } from '../types.ts';
import { activate } from './complete-profile.ts';
import { isNumberFree } from './confirm-number.ts';
import { lockAccount } from './lock-account.ts';

/**
 * The expert of the profile's university accepts or refuses a profile that differs from the
 * registry, as it was when the review `reviewId` was asked for. Locks the account, so of two deciding at once the second learns what was decided.
 */
export async function decideProfile(
  work: Work,
  actor: Actor,
  request: { accountId: number; reviewId: number; decision: ProfileDecision },
): Promise<Ok | DecideProfileRefusal> {
  const { accountId, reviewId, decision } = request;
  const account = await lockAccount(work, accountId);
  const profile = account && (await work.tx.profile.findUnique({ where: { accountId } }));
  if (!profile) return refuse('nothingWaiting');
  const subject = { universityId: profile.universityId, ownerId: accountId };
  const allowed = can(actor, 'decideProfile', subject);
  if (!allowed.ok) return allowed;
  const reason = decision.accept ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  const review = await latestReview(work, accountId);
  if (!review) return refuse('nothingWaiting');
  if (review.state !== 'waiting') {
    return refuse('alreadyDecided', { accepted: review.state === 'accepted' });
  }
  if (review.id !== reviewId) return refuse('changedSince');
  if (decision.accept && !(await isNumberFree(work, accountId, profile))) {
    return refuse('studentNumberTaken');
  }
  await settleReview(work, actor, { id: review.id, accountId, reason });
  work.record({
    action: decision.accept ? 'profile.accepted' : 'profile.refused',
    subject: { type: 'account', id: accountId },
    ...signature(actor, allowed.holding),
    universityId: profile.universityId,
  });
  return ok();
}

function latestReview({ tx }: Work, accountId: number) {
  return tx.profileReview.findFirst({
    where: { accountId },
    orderBy: { id: 'desc' },
    select: { id: true, state: true },
  });
}

async function settleReview(
  work: Work,
  actor: Actor,
  { id, accountId, reason }: { id: number; accountId: number; reason: string | null },
): Promise<void> {
  await work.tx.profileReview.update({
    where: { id },
    data: {
      state: reason === null ? 'accepted' : 'refused',
      reason,
      decidedAt: work.now,
      decidedById: signature(actor).actorId,
    },
  });
  await closeItem(work, actor, { kind: 'reviewProfile', subjectId: accountId });
  if (reason === null) {
    await activate(work, accountId);
    return tell(work, accountId, { name: 'profileAccepted' });
  }
  await work.tx.account.updateMany({
    where: { id: accountId, state: 'awaitingReview' },
    data: { state: 'preRegistered' },
  });
  // The time that the expert took is not the student's: some days to mend it are always left.
  const until = deadline(work.now, mendingDays);
  await work.tx.account.updateMany({
    where: { id: accountId, profileDueAt: { lt: until } },
    data: { profileDueAt: until },
  });
  await tell(work, accountId, { name: 'profileRefused', reason });
}
