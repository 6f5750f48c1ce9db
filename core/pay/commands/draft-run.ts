import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Computed, computeRun } from './compute-run.ts';
import { type RunRefusal, recorded, requireRun } from './lock-run.ts';

/** `frozenRun`: the one before has to be approved or given up first. */
export type DraftRefusal =
  | CanRefusal
  | RunRefusal
  | Refusal<'frozenRun', { readonly runId: number }>;

/**
 * Makes the draft of a university's term, or computes it again where there is one. The partial
 * unique index keeps one open run, whoever asks at the same moment.
 */
export async function draftPayRun(
  work: Work,
  actor: Actor,
  { universityId, termId }: { universityId: number; termId: number },
): Promise<Result<Computed & { readonly runId: number }, DraftRefusal>> {
  const allowed = can(actor, 'draftPayRun', { universityId });
  if (!allowed.ok) return allowed;
  const { actorId } = signature(actor);
  if (actorId === null) return refuse('notAllowed');
  const place = { universityId, termId, createdById: actorId };
  // A second try, for the run that stood in the way may be approved or given up in between.
  const open = (await openRun(work, place)) ?? (await openRun(work, place));
  if (!open) return refuse('notFound');
  const { id: runId, state } = open;
  if (state === 'frozen') return refuse('frozenRun', { runId });
  const locked = await requireRun(work, actor, { runId, action: 'draftPayRun', event: 'freeze' });
  if (!locked.ok) return locked;
  const computed = await computeRun(work, locked.run);
  work.record({
    action: 'payRun.draft',
    subject: { type: 'payRun', id: runId },
    ...signature(actor, locked.holding),
    universityId,
    after: { ...recorded(computed), excluded: computed.excluded.length },
  });
  return ok({ runId, ...computed });
}

/** The open run of a term, made where there is none; undefined where it was closed meanwhile. */
async function openRun(
  { tx, now }: Work,
  { createdById, ...place }: { universityId: number; termId: number; createdById: number },
) {
  await tx.payRun.createMany({
    data: { ...place, createdById, createdAt: now },
    skipDuplicates: true,
  });
  return tx.payRun.findFirst({ where: { ...place, state: { in: ['draft', 'frozen'] } } });
}
