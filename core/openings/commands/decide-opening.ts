import type { Opening } from '../../../prisma/generated/client.ts';
import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { OpeningState } from '../types.ts';

export type OpeningDecision =
  | { readonly approve: true }
  | { readonly approve: false; readonly reason: string };

export type DecideOpeningRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'noReason'>
  | Refusal<'alreadyDecided', { readonly state: OpeningState }>;

/** The expert approves a declared opening or refuses it; the conditional update decides a race. */
export async function decideOpening(
  work: Work,
  actor: Actor,
  { openingId, decision }: { openingId: number; decision: OpeningDecision },
): Promise<Ok | DecideOpeningRefusal> {
  const opening = await work.tx.opening.findUnique({ where: { id: openingId } });
  if (!opening) return refuse('notFound');
  const { universityId, declaredById } = opening;
  const firstPersonIds = [declaredById];
  const allowed = can(actor, 'decideOpening', { universityId, firstPersonIds });
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  const state = reason === null ? 'approved' : 'refused';
  const signed = signature(actor, allowed.holding);
  const { count } = await work.tx.opening.updateMany({
    where: { id: openingId, state: 'declared' },
    data: { state, reason, approvedById: signed.actorId, decidedAt: work.now },
  });
  if (count === 0) return refuse('alreadyDecided', { state: await stateOf(work, openingId) });
  await closeItem(work, actor, { kind: 'approveOpening', subjectId: openingId });
  await tellDeclarer(work, opening, reason);
  work.record({
    action: `opening.${state}`,
    subject: { type: 'opening', id: openingId },
    ...signed,
    universityId,
    before: { state: 'declared' },
    after: { state },
  });
  return ok();
}

async function stateOf({ tx }: Work, id: number): Promise<OpeningState> {
  return (await tx.opening.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
}

async function tellDeclarer(
  work: Work,
  { id: openingId, declaredById, titleFa, titleEn }: Opening,
  reason: string | null,
): Promise<void> {
  if (declaredById === null) return;
  const about = { openingId, title: { fa: titleFa, en: titleEn } };
  await tell(
    work,
    declaredById,
    reason === null
      ? { name: 'openingApproved', ...about }
      : { name: 'openingRefused', reason, ...about },
  );
}
