import type { Opening } from '../../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, firstPersons, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { waitingItem } from '../queries.ts';
import type { OpeningState } from '../types.ts';
import { tellDeclarer } from './tell-declarer.ts';

export type OpeningDecision =
  | { readonly approve: true }
  | { readonly approve: false; readonly reason: string };

/** `changedSince`: the unit has declared it anew after it was read. */
export type DecideOpeningRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'noReason' | 'changedSince'>
  | Refusal<'alreadyDecided', { readonly state: OpeningState }>;

/**
 * The expert approves a declared opening or refuses it, as it was when `itemId` was put before the
 * experts. Locks the opening, so of two deciding at once the second learns what was decided, and
 * nothing is approved that the unit declares anew at the same moment.
 */
export async function decideOpening(
  work: Work,
  actor: Actor,
  request: { openingId: number; itemId: number; decision: OpeningDecision },
): Promise<Ok | DecideOpeningRefusal> {
  const { openingId, itemId, decision } = request;
  await work.tx.$queryRaw`SELECT 1 FROM "Opening" WHERE "id" = ${openingId} FOR NO KEY UPDATE`;
  const opening = await work.tx.opening.findUnique({ where: { id: openingId } });
  if (!opening) return refuse('notFound');
  const { universityId, declaredById, declaredForId } = opening;
  const firstPersonIds = firstPersons(declaredById, declaredForId);
  const allowed = can(actor, 'decideOpening', { universityId, firstPersonIds });
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  if (opening.state !== 'declared') return refuse('alreadyDecided', { state: opening.state });
  if ((await waitingItem(work.tx, openingId)) !== itemId) return refuse('changedSince');
  const state = reason === null ? 'approved' : 'refused';
  const signed = signature(actor, allowed.holding);
  await work.tx.opening.update({
    where: { id: openingId },
    data: { state, reason, approvedById: signed.actorId, decidedAt: work.now },
  });
  await closeItem(work, actor, { kind: 'approveOpening', subjectId: openingId });
  await tellDecision(work, opening, reason);
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

async function tellDecision(work: Work, opening: Opening, reason: string | null): Promise<void> {
  const { id: openingId, declaredById, titleFa, titleEn } = opening;
  if (declaredById === null) return;
  const about = { openingId, title: { fa: titleFa, en: titleEn } };
  await tellDeclarer(
    work,
    opening,
    declaredById,
    reason === null
      ? { name: 'openingApproved', ...about }
      : { name: 'openingRefused', reason, ...about },
  );
}
