import { tell } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { pointsAt } from '../queries.ts';
import { mayVerify, pointsOf } from '../rules.ts';
import type { AttachmentVerdict, PriorityClass, VerifyRefusal } from '../types.ts';
import { pendingClasses } from './approve-application.ts';
import type { LockedApplication } from './lock-application.ts';
import { type Decidable, requireOfficer } from './move-application.ts';

export type ClaimVerdict = {
  readonly claimId: number;
  readonly verdict: 'verified' | 'refused';
  /** For a refusal. */
  readonly reason?: string;
  /** The verdict that the expert saw and replaces: a later one is not overwritten unseen. */
  readonly instead?: AttachmentVerdict;
};

/**
 * The expert says whether a class is proven, and the points are computed again. Locks the
 * application, then the claim. Of an approved request the last verdict leaves nothing to review.
 */
export async function verifyClaim(
  work: Work,
  actor: Actor,
  input: ClaimVerdict,
): Promise<Result<{ readonly points: number }, VerifyRefusal>> {
  const claim = await work.tx.priorityClaim.findUnique({ where: { id: input.claimId } });
  if (!claim) return refuse('notFound');
  const { applicationId } = claim;
  const request = { applicationId, action: 'reviewApplication' } as const;
  const found = await requireOfficer(work, actor, request);
  if (!found.ok) return found;
  const { state } = found.application;
  if (!mayVerify(state, input.instead ?? 'pending')) return refuse('alreadyDecided', { state });
  const reason = input.verdict === 'verified' ? null : normalise(input.reason ?? '');
  if (reason === '') return refuse('noReason');
  const taken = await writeVerdict(work, actor, input, reason);
  if (taken) return refuse('alreadyVerified', { verdict: taken });

  const points = await recountPoints(work, found.application);
  if (state === 'approved' && (await pendingClasses(work, applicationId)).length === 0) {
    await closeItem(work, actor, { kind: 'reviewApplication', subjectId: applicationId });
  }
  const told = { class: claim.class, reason };
  await report(work, actor, found, { ...told, claimId: claim.id, points });
  return ok({ points });
}

/** The verdict that stands in the way, if another was given meanwhile. */
async function writeVerdict(
  { tx, now }: Work,
  actor: Actor,
  { claimId, verdict, instead = 'pending' }: ClaimVerdict,
  reason: string | null,
): Promise<AttachmentVerdict | undefined> {
  const { count } = await tx.priorityClaim.updateMany({
    where: { id: claimId, state: instead },
    data: { state: verdict, reason, decidedById: signature(actor).actorId, decidedAt: now },
  });
  if (count === 1) return undefined;
  const { state } = await tx.priorityClaim.findUniqueOrThrow({ where: { id: claimId } });
  return state;
}

/** The points of an application from its verified claims and its university's settings. */
export async function recountPoints(
  { tx }: Work,
  { id, universityId }: Pick<LockedApplication, 'id' | 'universityId'>,
): Promise<number> {
  const verified = await tx.priorityClaim.findMany({
    where: { applicationId: id, state: 'verified' },
    select: { class: true },
  });
  const classes = verified.map((claim) => claim.class);
  const points = pointsOf(classes, await pointsAt(tx, universityId));
  await tx.application.update({ where: { id }, data: { points } });
  return points;
}

async function report(
  work: Work,
  actor: Actor,
  { application, holding }: Decidable,
  about: { class: PriorityClass; reason: string | null; claimId: number; points: number },
): Promise<void> {
  const { class: claimed, reason, claimId, points } = about;
  const { accountId, trackingCode, universityId } = application;
  if (reason !== null) {
    await tell(work, accountId, { name: 'claimRefused', trackingCode, class: claimed, reason });
  }
  work.record({
    action: reason === null ? 'claim.verified' : 'claim.refused',
    subject: { type: 'claim', id: claimId },
    ...signature(actor, holding),
    universityId,
    after: { class: claimed, points },
  });
}
