import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem, postponeItems } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { minutesElsewhere } from '../queries.ts';
import { askedBy } from '../rules/first-persons.ts';
import { checkAmendment, checkTerm, enteredMinutes, isAmendable } from '../rules.ts';
import type { AmendmentRefusal, TermRefusal } from '../types.ts';
import { readAt, secondReader } from './await-officer.ts';
import type { WrongState } from './end-placement.ts';
import { hoursDue } from './hours-due.ts';
import { aboutOf, type LockedPlacement, lockForHours, subjectOf } from './lock-placement.ts';
import { tellWhoActed } from './tell-who-acted.ts';

/** `notMore`: an amendment only adds; `amendmentWaiting`: one at a time. */
export type RequestAmendmentRefusal =
  | CanRefusal
  | WrongState
  | AmendmentRefusal
  | TermRefusal
  | Refusal<'notFound' | 'noReason' | 'notMore' | 'amendmentWaiting'>;

/** The unit asks for `minutes` more; they hold once a second person approves them. */
export async function requestAmendment(
  work: Work,
  actor: Actor,
  { placementId, minutes, reason: typed }: { placementId: number; minutes: number; reason: string },
): Promise<Result<{ readonly amendmentId: number }, RequestAmendmentRefusal>> {
  const placement = await lockForHours(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = can(actor, 'amendPlacement', subjectOf(placement));
  if (!allowed.ok) return allowed;
  const reason = normalise(typed);
  if (reason === '') return refuse('noReason');
  const checked = await checkMore(work, placement, minutes);
  if (!checked.ok) return checked;
  const signed = signature(actor, allowed.holding);
  const asked = { requestedById: signed.actorId ?? 0, requestedForId: signed.behalfOfId ?? null };
  const [row] = await work.tx.placementAmendment.createManyAndReturn({
    data: { placementId, minutes, reason, ...asked, createdAt: work.now },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('amendmentWaiting');
  await awaitDecision(work, placement, row.id, askedBy(asked));
  const { universityId } = placement.opening;
  work.record({
    action: 'placement.amendmentRequested',
    subject: { type: 'placement', id: placementId },
    ...signed,
    universityId,
    after: { amendmentId: row.id, minutes },
  });
  return ok({ amendmentId: row.id });
}

async function checkMore(
  { tx }: Work,
  { id, state, accountId, termId, approvedMinutes, hours }: LockedPlacement,
  minutes: number,
): Promise<Result<object, WrongState | AmendmentRefusal | TermRefusal | Refusal<'notMore'>>> {
  if (!isAmendable(state)) return refuse('wrongState', { state });
  if (minutes <= 0) return refuse('notMore');
  const elsewhere = await minutesElsewhere(tx, { accountId, termId, except: id });
  const inTerm = checkTerm(approvedMinutes + minutes, elsewhere);
  if (!inTerm.ok) return inTerm;
  return checkAmendment(approvedMinutes + minutes, enteredMinutes(hours));
}

async function awaitDecision(
  work: Work,
  placement: LockedPlacement,
  subjectId: number,
  firstPersonIds: readonly number[],
): Promise<void> {
  const { universityId, unitId } = subjectOf(placement);
  const role = await secondReader(work.tx, placement, firstPersonIds);
  await openItem(work, {
    kind: 'approveAmendment',
    ...{ subjectId, universityId },
    ...readAt(role, unitId),
    firstPersonIds,
  });
}

export type AmendmentDecision =
  | { readonly approve: true }
  | { readonly approve: false; readonly reason: string };

export type DecideAmendmentRefusal =
  | CanRefusal
  | WrongState
  | AmendmentRefusal
  | TermRefusal
  | Refusal<'notFound' | 'noReason' | 'notMore' | 'alreadyDecided'>;

/** A second person approves more hours or refuses them; never over the limit for a placement. */
export async function decideAmendment(
  work: Work,
  actor: Actor,
  { amendmentId, decision }: { amendmentId: number; decision: AmendmentDecision },
): Promise<Result<{ readonly approvedMinutes: number }, DecideAmendmentRefusal>> {
  const found = await work.tx.placementAmendment.findUnique({ where: { id: amendmentId } });
  const placement = found && (await lockForHours(work, found.placementId));
  if (!placement) return refuse('notFound');
  const firstPersonIds = askedBy(found);
  const allowed = can(actor, 'decideAmendment', { ...subjectOf(placement), firstPersonIds });
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  const checked = reason === null ? await checkMore(work, placement, found.minutes) : ok();
  if (!checked.ok) return checked;
  const signed = signature(actor, allowed.holding);
  const { count } = await work.tx.placementAmendment.updateMany({
    where: { id: amendmentId, state: 'waiting' },
    data: {
      state: reason === null ? 'accepted' : 'refused',
      decidedById: signed.actorId,
      decidedAt: work.now,
    },
  });
  if (count === 0) return refuse('alreadyDecided');
  await closeItem(work, actor, { kind: 'approveAmendment', subjectId: amendmentId });
  const approvedMinutes = placement.approvedMinutes + (reason === null ? found.minutes : 0);
  await apply(work, placement, { approvedMinutes, reason, requestedById: found.requestedById });
  work.record({
    action: reason === null ? 'placement.amended' : 'placement.amendmentRefused',
    subject: { type: 'placement', id: placement.id },
    ...signed,
    universityId: placement.opening.universityId,
    before: { approvedMinutes: placement.approvedMinutes },
    after: { approvedMinutes, amendmentId },
  });
  return ok({ approvedMinutes });
}

async function apply(
  work: Work,
  placement: LockedPlacement,
  decided: { approvedMinutes: number; reason: string | null; requestedById: number },
): Promise<void> {
  const { approvedMinutes, reason, requestedById } = decided;
  const about = aboutOf(placement);
  const accepted = reason === null;
  const notice = { name: 'amendmentDecided', accepted, reason, ...about } as const;
  await tellWhoActed(work, placement, [requestedById], notice);
  if (!accepted) return;
  await work.tx.placement.update({ where: { id: placement.id }, data: { approvedMinutes } });
  const dueAt = await hoursDue(work, 'approveFinal', { ...placement, approvedMinutes });
  const final = { kind: 'approveFinal', subjectIds: [placement.id] } as const;
  if (dueAt) await postponeItems(work, { ...final, dueAt });
  const addedMinutes = approvedMinutes - placement.approvedMinutes;
  const amended = { addedMinutes, approvedMinutes, ...about };
  await tell(work, placement.accountId, { name: 'hoursAmended', ...amended });
}
