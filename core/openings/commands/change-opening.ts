import { tell } from '../../outbox/commands.ts';
import { genders } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { openingById } from '../queries.ts';
import { checkSeats, checkWorkType, knownUnitKind, needsNewApproval } from '../rules.ts';
import { storedChange } from '../schema.ts';
import type { ApprovedPart, OpeningState, SeatsRefusal, WorkTypeRefusal } from '../types.ts';
import type { OpeningDecision } from './decide-opening.ts';
import { setCapacities } from './write-opening.ts';

/** `notApproved`: declare it again instead; `changeWaiting`: one at a time. `same`: no change. */
export type ChangeRefusal =
  | CanRefusal
  | WorkTypeRefusal
  | SeatsRefusal
  | Refusal<'notFound' | 'same' | 'changeWaiting'>
  | Refusal<'notApproved', { readonly state: OpeningState }>;

/** The unit asks for other seats, another field or work type; it holds once the expert approves. */
export async function changeOpening(
  work: Work,
  actor: Actor,
  { openingId, after }: { openingId: number; after: ApprovedPart },
): Promise<Result<{ readonly changeId: number }, ChangeRefusal>> {
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
  | Refusal<'notFound' | 'noReason' | 'alreadyDecided' | 'seatsTaken'>;

/** The expert approves or refuses a change. Locks the opening's counts of seats, women's first. */
export async function decideOpeningChange(
  work: Work,
  actor: Actor,
  { changeId, decision }: { changeId: number; decision: OpeningDecision },
): Promise<Result<object, DecideChangeRefusal>> {
  const { tx, now } = work;
  const include = { opening: true } as const;
  const row = await tx.openingChange.findUnique({ where: { id: changeId }, include });
  if (!row) return refuse('notFound');
  const { opening, requestedById } = row;
  const { universityId } = opening;
  const subject = { universityId, firstPersonIds: [requestedById] };
  const allowed = can(actor, 'decideOpening', subject);
  if (!allowed.ok) return allowed;
  const reason = decision.approve ? null : normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  const { seats, ...part } = storedChange.parse(row.change);
  if (reason === null && !(await leavesTakenSeats(work, opening.id, seats))) {
    return refuse('seatsTaken');
  }
  const signed = signature(actor, allowed.holding);
  const { count } = await tx.openingChange.updateMany({
    where: { id: changeId, state: 'waiting' },
    data: {
      state: reason === null ? 'accepted' : 'refused',
      reason,
      decidedById: signed.actorId,
      decidedAt: now,
    },
  });
  if (count === 0) return refuse('alreadyDecided');
  if (reason === null) {
    await tx.opening.update({ where: { id: opening.id }, data: part });
    await setCapacities(work, opening.id, seats);
  }
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

/** Whether capacities would hold every seat that is held or filled; locks the counts until the commit. */
async function leavesTakenSeats(
  { tx }: Work,
  openingId: number,
  seats: ApprovedPart['seats'],
): Promise<boolean> {
  await tx.$queryRaw`
    SELECT 1 FROM "SeatCount" WHERE "openingId" = ${openingId} ORDER BY "gender" FOR UPDATE`;
  const counts = await tx.seatCount.findMany({ where: { openingId } });
  return genders.every((gender) =>
    counts
      .filter((count) => count.gender === gender)
      .every(({ held, filled }) => held + filled <= seats[gender]),
  );
}
