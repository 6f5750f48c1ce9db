import type { Prisma } from '../../../prisma/generated/client.ts';
import { dropFormsAbout } from '../../chats/commands/keep-form.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor, Holding, StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { canEdit, moveApplication, sourcesOf } from '../rules.ts';
import type { ApplicationEvent, ApplicationState, DecisionRefusal } from '../types.ts';
import { awaitDecision, waitsFor } from './await-decision.ts';
import { type LockedApplication, lockApplication } from './lock-application.ts';
import { writeEvent } from './write-parts.ts';

export type ReviewAction = 'reviewApplication' | 'decideInternational' | 'decideAppeal';

/** `revision`: the one that the officer read; a newer one is not decided on unread. */
export type DecisionOn = { readonly applicationId: number; readonly revision?: number };

/** What an officer decides on, and by which cartable. */
export type Decidable = {
  readonly application: LockedApplication;
  readonly holding: Holding | null;
};

/** The application, locked, if this officer may act on it at all, and its student is not gone. */
export async function requireOfficer(
  work: Work,
  actor: Actor,
  { applicationId, action }: { readonly applicationId: number; readonly action: ReviewAction },
): Promise<Result<Decidable, Refusal<'notFound' | 'accountClosed'> | CanRefusal>> {
  const application = await lockApplication(work, applicationId);
  if (!application) return refuse('notFound');
  const { universityId, accountId: ownerId } = application;
  const allowed = can(actor, action, { universityId, ownerId });
  if (!allowed.ok) return allowed;
  const owner = { id: ownerId, closedAt: null };
  if ((await work.tx.account.count({ where: owner })) === 0) return refuse('accountClosed');
  return ok({ application, holding: allowed.holding });
}

/** As `requireOfficer`, if the decision can be taken in the state and on the revision that it is in. */
export async function requireDecidable(
  work: Work,
  actor: Actor,
  request: DecisionOn & { readonly action: ReviewAction; readonly event: ApplicationEvent },
): Promise<Result<Decidable, DecisionRefusal>> {
  const found = await requireOfficer(work, actor, request);
  if (!found.ok) return found;
  const { state, revision } = found.application;
  if (moveApplication(request.event, state) === undefined) {
    return refuse('alreadyDecided', { state });
  }
  const isRead = request.revision === undefined || request.revision === revision;
  return isRead ? found : refuse('changedSince', { revision });
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
 * waits for whom, and the audit event. A change that the student left half-finished goes where nothing
 * can be changed any more.
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
  const { id: applicationId, universityId, accountId } = application;
  await writeEvent(work, { applicationId, event, actorRole, detail });
  const waited = waitsFor[application.state];
  if (waited && waited !== waitsFor[state]) {
    await closeItem(work, actor, { kind: waited.kind, subjectId: applicationId });
  }
  await awaitDecision(work, { applicationId, universityId, accountId, state });
  if (!canEdit(state)) {
    // The form is that of bot/student, by its name.
    const change = { form: 'application', answer: 'basis', is: application.trackingCode };
    await dropFormsAbout(work, { accountId, ...change });
  }
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
