import type { Opening } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, firstPersons, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { openingById } from '../queries.ts';
import { checkSeats, checkWorkType, freeSeats, knownUnitKind, needsNewApproval } from '../rules.ts';
import { storedChange } from '../schema.ts';
import type { ApprovedPart, OpeningState, SeatsRefusal, WorkTypeRefusal } from '../types.ts';
import type { OpeningDecision } from './decide-opening.ts';
import { tellWhoIsNext } from './move-seats.ts';
import { tellDeclarer } from './tell-declarer.ts';
import { tellSeatless } from './tell-wishers.ts';
import { leavesTaken, lockCounts, setCapacities } from './write-opening.ts';

/**
 * `notApproved`: declare it again instead; `changeWaiting`: one at a time. `same`: no change;
 * `alreadyDeclared`: the unit has another opening of that title and field in the term.
 */
export type ChangeRefusal =
  | CanRefusal
  | WorkTypeRefusal
  | SeatsRefusal
  | Refusal<'notFound'>
  | Refusal<'same'>
  | Refusal<'changeWaiting'>
  | Refusal<'alreadyDeclared'>
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
  if (await isTaken(work, opening, change.field)) return refuse('alreadyDeclared');
  const signed = signature(actor, allowed.holding);
  const [row] = await work.tx.openingChange.createManyAndReturn({
    data: {
      ...{ openingId, change, createdAt: work.now },
      requestedById: signed.actorId ?? 0,
      requestedForId: signed.behalfOfId ?? null,
    },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('changeWaiting');
  const kindOfItem = 'approveOpeningChange';
  await openItem(work, {
    ...{ kind: kindOfItem, subjectId: row.id, role: 'expert', universityId },
    firstPersonIds: firstPersons(signed.actorId, signed.behalfOfId),
  });
  work.record({
    action: 'opening.changeRequested',
    subject: { type: 'opening', id: openingId },
    ...signed,
    universityId,
    after: { changeId: row.id, seats: change.seats, workType: change.workType },
  });
  return ok({ changeId: row.id });
}

/** What is unique of a unit's openings in a term besides the field. */
type Titled = Pick<Opening, 'id' | 'unitId' | 'termId' | 'titleFa'>;

/** Whether another opening of the unit, in whatever state, has the title and this field in the term. */
async function isTaken(
  { tx }: Work,
  { id, unitId, termId, titleFa }: Titled,
  field: string,
): Promise<boolean> {
  const where = { unitId, termId, titleFa, field, id: { not: id } };
  return (await tx.opening.count({ where })) > 0;
}

/**
 * `seatsTaken`: more seats of a gender are held and filled than would be left; `fieldTaken`: the unit
 * has come to have another opening of that title and field in the term.
 */
export type DecideChangeRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'noReason'>
  | Refusal<'alreadyDecided'>
  | Refusal<'seatsTaken' | 'fieldTaken'>;

/**
 * The expert approves or refuses a change. Locks the opening, so that it is not closed meanwhile, its
 * unit where the field changes, then its counts of seats. Where seats come to be free by it, the unit
 * is told who is next; where a gender loses all its seats, its applicants are told.
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
  const { opening, requestedById, requestedForId } = row;
  const { universityId } = opening;
  const firstPersonIds = firstPersons(requestedById, requestedForId);
  const allowed = can(actor, 'decideOpening', { universityId, firstPersonIds });
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  await work.tx.$queryRaw`SELECT 1 FROM "Opening" WHERE "id" = ${opening.id} FOR NO KEY UPDATE`;
  const before = await approvedPart(work, opening.id);
  const signed = signature(actor, allowed.holding);
  const settled = { reason, decidedById: signed.actorId };
  const decided = await settle(work, row, settled);
  if (!decided.ok) return decided;
  await closeItem(work, actor, { kind: 'approveOpeningChange', subjectId: changeId });
  const title = { fa: opening.titleFa, en: opening.titleEn };
  const told = { openingId: opening.id, title, accepted: reason === null, reason };
  await tellDeclarer(work, opening, requestedById, { name: 'openingChangeDecided', ...told });
  work.record({
    action: reason === null ? 'opening.changeAccepted' : 'opening.changeRefused',
    subject: { type: 'opening', id: opening.id },
    ...signed,
    universityId,
    ...(reason === null && { before }),
    after: { changeId, ...(reason === null && (await approvedPart(work, opening.id))) },
  });
  return ok();
}

/** What the expert has approved of an opening, as it is now. */
async function approvedPart({ tx }: Work, id: number) {
  const { field, workType, seats } = await tx.opening.findUniqueOrThrow({
    where: { id },
    select: {
      field: true,
      workType: true,
      seats: { select: { gender: true, capacity: true }, orderBy: { gender: 'asc' } },
    },
  });
  const capacities = seats.map(({ gender, capacity }) => [gender, capacity] as const);
  return { field, workType, seats: Object.fromEntries(capacities) };
}

type Waiting = {
  readonly id: number;
  readonly openingId: number;
  readonly opening: Titled & Pick<Opening, 'field'>;
  readonly change: unknown;
};

/** Takes the change over where it is accepted; the conditional update decides a race. */
async function settle(
  work: Work,
  { id, openingId, opening, change }: Waiting,
  { reason, decidedById }: { reason: string | null; decidedById: number | null },
): Promise<Result<object, Refusal<'alreadyDecided' | 'seatsTaken' | 'fieldTaken'>>> {
  const { seats, ...part } = storedChange.parse(change);
  if (reason === null && part.field !== opening.field) {
    await keepOpeningsOf(work, opening);
    if (await isTaken(work, opening, part.field)) return refuse('fieldTaken');
  }
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
  await tellOfSeats(work, openingId, { counts, seats });
  return ok();
}

/** Tells the unit of seats that come to be free, and applicants of a gender for which none are left. */
async function tellOfSeats(
  work: Work,
  openingId: number,
  {
    counts,
    seats,
  }: {
    readonly counts: Awaited<ReturnType<typeof lockCounts>>;
    readonly seats: ApprovedPart['seats'];
  },
): Promise<void> {
  for (const before of counts) {
    const after = { ...before, capacity: seats[before.gender] };
    const seat = { openingId, gender: before.gender };
    const appeared = freeSeats(before) === 0 && freeSeats(after) > 0;
    if (appeared) await tellWhoIsNext(work, seat);
    const lost = before.capacity > 0 && after.capacity === 0;
    if (lost) await tellSeatless(work, seat);
  }
}

/** Until the commit the unit gets no opening, and no other change of a field is decided there. */
async function keepOpeningsOf({ tx }: Work, { unitId }: Titled): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Unit" WHERE "id" = ${unitId} FOR UPDATE`;
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
