import type { Prisma } from '../../../prisma/generated/client.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { can, signature } from '../../staff/rules.ts';
import type { Actor, Holding, StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { moveApplication, sourcesOf } from '../rules.ts';
import type { ApplicationEvent, ApplicationState, DecisionRefusal } from '../types.ts';
import { awaitDecision, waitsFor } from './await-decision.ts';
import { type LockedApplication, lockApplication } from './lock-application.ts';
import { writeEvent } from './write-parts.ts';

export type ReviewAction = 'reviewApplication' | 'decideInternational' | 'decideAppeal';

/** What an officer decides on, and by which cartable. */
export type Decidable = {
  readonly application: LockedApplication;
  readonly holding: Holding | null;
};

/** The application, locked, if this officer may act on it in the state that it is in. */
export async function requireDecidable(
  work: Work,
  actor: Actor,
  request: { applicationId: number; action: ReviewAction; event: ApplicationEvent },
): Promise<Result<Decidable, DecisionRefusal>> {
  const application = await lockApplication(work, request.applicationId);
  if (!application) return refuse('notFound');
  const { universityId, accountId: ownerId, state } = application;
  const allowed = can(actor, request.action, { universityId, ownerId });
  if (!allowed.ok) return allowed;
  if (moveApplication(request.event, state) === undefined) {
    return refuse('alreadyDecided', { state });
  }
  return ok({ application, holding: allowed.holding });
}

export type Move = {
  readonly event: ApplicationEvent;
  readonly data?: Prisma.ApplicationUpdateManyMutationInput & {
    readonly decidedById?: number | null;
  };
  /** By which role; null for the student. */
  readonly actorRole: StaffRole | null;
  /** What the history says besides. */
  readonly detail?: Prisma.InputJsonObject;
};

/**
 * Moves a locked application by the one table of moves: writes the new state, the history, what now
 * waits for whom, and the audit event.
 */
export async function move(
  work: Work,
  actor: Actor,
  { application, holding }: Decidable,
  { event, data = {}, actorRole, detail = {} }: Move,
): Promise<ApplicationState> {
  const state = moveApplication(event, application.state);
  const { count } = await work.tx.application.updateMany({
    where: { id: application.id, state: { in: sourcesOf(event) } },
    data: { ...data, ...(state && { state }), updatedAt: work.now },
  });
  if (state === undefined || count !== 1) throw new Error(`no move ${event} from here`);
  const { id: applicationId, universityId } = application;
  await writeEvent(work, { applicationId, event, actorRole, detail });
  const waited = waitsFor[application.state];
  if (waited) await closeItem(work, actor, { kind: waited.kind, subjectId: applicationId });
  await awaitDecision(work, { applicationId, universityId, state });
  work.record({
    action: `application.${event}`,
    subject: { type: 'application', id: applicationId },
    ...signature(actor, holding),
    universityId,
    before: { state: application.state },
    after: { state },
  });
  return state;
}
