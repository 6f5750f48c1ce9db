import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { openingById } from '../queries.ts';
import { checkSeats, checkWorkType, freeSeats, knownUnitKind, needsNewApproval } from '../rules.ts';
import { storedChange } from '../schema.ts';
import type { ApprovedPart, OpeningState, SeatsRefusal, WorkTypeRefusal } from '../types.ts';
import type { OpeningDecision } from './decide-opening.ts';
import { tellWhoIsNext } from './move-seats.ts';
import { leavesTaken, lockCounts, setCapacities } from './write-opening.ts';

/** `notApproved`: declare it again instead; `changeWaiting`: one at a time. `same`: no change. */
export type ChangeRefusal =
  | CanRefusal
  | WorkTypeRefusal
  | SeatsRefusal
  | Refusal<'notFound'>
  | Refusal<'same'>
  | Refusal<'changeWaiting'>
  | Refusal<'notApproved', { readonly state: OpeningState }>;

/**
 * The unit asks for other seats, another field or work type; it holds once the expert approves. Locks
 * the opening, so that none is changed that is closed at the same moment.
 */
export async function changeOpening(
  work: Work,
  actor: Actor,
  { openingId, after }: { openingId: number; after: ApprovedPart },
): Promise<Result<{ readonly changeId: number }, ChangeRefusal>> {
  await work.tx.$queryRaw`SELECT 1 FROM "Opening" WHERE "id" = ${openingId} FOR NO KEY UPDATE`;
  const opening = await openingById(work.tx, openingId);
  if (!opening) return refuse('notFound');
  const { universityId, unitId, state } = opening;
  const allowed = can(actor, 'declareOpening', { universityId, unitId });
  if (!allowed.ok) return allowed;
  if (state !== 'approved') return refuse('notApproved', { state });
  const { kind } = await work.tx.unit.findUniqueOrThrow({ where: { id: unitId } });
  const fits = checkWorkType(knownUnitKind(kind), after.workType);
  if (!fits.ok) return fits;
  const counted = checkSeats(after.seats);
  if (!counted.ok) return counted;
  const seats = { female: opening.seats.female.capacity, male: opening.seats.male.capacity };
  const change = { ...after, field: normalise(after.field), seats: { ...after.seats } };
  if (!needsNewApproval({ ...opening, seats }, change)) return refuse('same');
  const signed = signature(actor, allowed.holding);
  const [row] = await work.tx.openingChange.createManyAndReturn({
    data: { openingId, change, requestedById: signed.actorId ?? 0, createdAt: work.now },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('changeWaiting');
  const kindOfItem = 'approveOpeningChange';
  await openItem(work, { kind: kindOfItem, subjectId: row.id, role: 'expert', universityId });
  work.record({
    action: 'opening.changeRequested',
    subject: { type: 'opening', id: openingId },
    ...signed,
    universityId,
    after: { changeId: row.id, seats: change.seats, workType: change.workType },
  });
  return ok({ changeId: row.id });
}

/** `seatsTaken`: more seats of a gender are held and filled than would be left. */
export type DecideChangeRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'noReason'>
  | Refusal<'alreadyDecided'>
  | Refusal<'seatsTaken'>;

/**
 * The expert approves or refuses a change. Locks the opening, so that it is not closed meanwhile, then
 * its counts of seats. Where seats come to be free by it, the unit is told who is next.
 */
export async function decideOpeningChange(
  work: Work,
  actor: Actor,
  { changeId, decision }: { changeId: number; decision: OpeningDecision },
): Promise<Result<object, DecideChangeRefusal>> {
  const row = await work.tx.openingChange.findUnique({
    where: { id: changeId },
    include: { opening: true },
  });
  if (!row) return refuse('notFound');
  const { opening, requestedById } = row;
  const { universityId } = opening;
  const subject = { universityId, firstPersonIds: [requestedById] };
  const allowed = can(actor, 'decideOpening', subject);
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  await work.tx.$queryRaw`SELECT 1 FROM "Opening" WHERE "id" = ${opening.id} FOR NO KEY UPDATE`;
  const signed = signature(actor, allowed.holding);
  const settled = { reason, decidedById: signed.actorId };
  const decided = await settle(work, row, settled);
  if (!decided.ok) return decided;
  await closeItem(work, actor, { kind: 'approveOpeningChange', subjectId: changeId });
  const title = { fa: opening.titleFa, en: opening.titleEn };
  const told = { openingId: opening.id, title, accepted: reason === null, reason };
  await tell(work, requestedById, { name: 'openingChangeDecided', ...told });
  work.record({
    action: reason === null ? 'opening.changeAccepted' : 'opening.changeRefused',
    subject: { type: 'opening', id: opening.id },
    ...signed,
    universityId,
    after: { changeId },
  });
  return ok();
}

type Waiting = { readonly id: number; readonly openingId: number; readonly change: unknown };

/** Takes the change over where it is accepted; the conditional update decides a race. */
async function settle(
  work: Work,
  { id, openingId, change }: Waiting,
  { reason, decidedById }: { reason: string | null; decidedById: number | null },
): Promise<Result<object, Refusal<'alreadyDecided' | 'seatsTaken'>>> {
  const { seats, ...part } = storedChange.parse(change);
  const counts = await lockCounts(work, openingId);
  if (reason === null && !leavesTaken(counts, seats)) return refuse('seatsTaken');
  const { count } = await work.tx.openingChange.updateMany({
    where: { id, state: 'waiting' },
    data: {
      state: reason === null ? 'accepted' : 'refused',
      reason,
      decidedById,
      decidedAt: work.now,
    },
  });
  if (count === 0) return refuse('alreadyDecided');
  if (reason !== null) return ok();
  await work.tx.opening.update({ where: { id: openingId }, data: part });
  await setCapacities(work, openingId, seats);
  for (const before of counts) {
    const after = { ...before, capacity: seats[before.gender] };
    const { gender } = before;
    const appeared = freeSeats(before) === 0 && freeSeats(after) > 0;
    if (appeared) await tellWhoIsNext(work, { openingId, gender });
  }
  return ok();
}

/** A change that waits for an opening which is closed waits no more. */
export async function dropChange(work: Work, actor: Actor, openingId: number): Promise<void> {
  const dropped = await work.tx.openingChange.updateManyAndReturn({
    where: { openingId, state: 'waiting' },
    data: { state: 'refused', decidedAt: work.now },
    select: { id: true },
  });
  for (const { id: subjectId } of dropped) {
    await closeItem(work, actor, { kind: 'approveOpeningChange', subjectId });
  }
}
