import type { Prisma, Unit } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { openItem } from '../../staff/commands/work-items.ts';
import {
  type CanRefusal,
  can,
  firstPersons,
  type Signature,
  signature,
} from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import { openUnit } from '../../universities/commands/lock-unit.ts';
import type { Work } from '../../work.ts';
import { checkSeats, checkWorkType, knownUnitKind } from '../rules.ts';
import type { Seats, SeatsRefusal, WorkType, WorkTypeRefusal } from '../types.ts';
import { insertOpening, leavesTaken, lockCounts, setCapacities } from './write-opening.ts';

export type NewOpening = {
  readonly unitId: number;
  readonly termId: number;
  readonly field: string;
  readonly titleFa: string;
  readonly titleEn: string;
  readonly workType: WorkType;
  readonly seats: Seats;
  readonly description: string;
};

/**
 * `alreadyDeclared`: the unit has one of that title and field in the term; `seatsTaken`: it was closed,
 * and more of its seats are held and filled than it would have.
 */
export type DeclareRefusal =
  | CanRefusal
  | WorkTypeRefusal
  | SeatsRefusal
  | Refusal<'unknownUnit' | 'unknownTerm' | 'noTitle' | 'alreadyDeclared' | 'seatsTaken'>;

/**
 * A unit's officer declares a need; the expert decides. One of the same title and field that was
 * refused or closed is declared again.
 */
export async function declareOpening(
  work: Work,
  actor: Actor,
  opening: NewOpening,
): Promise<Result<{ readonly openingId: number }, DeclareRefusal>> {
  const unit = await openUnit(work.tx, opening.unitId);
  if (!unit) return refuse('unknownUnit');
  const { universityId } = unit;
  const allowed = can(actor, 'declareOpening', { universityId, unitId: unit.id });
  if (!allowed.ok) return allowed;
  const checked = await check(work, unit, opening);
  if (!checked.ok) return checked;
  const signed = signature(actor, allowed.holding);
  const written = await write(work, signed, unit, opening);
  if (!written.ok) return written;
  const { openingId } = written;
  await openItem(work, {
    kind: 'approveOpening',
    subjectId: openingId,
    role: 'expert',
    universityId,
    firstPersonIds: firstPersons(signed.actorId, signed.behalfOfId),
  });
  recordDeclared(work, signed, { openingId, universityId, opening });
  return ok({ openingId });
}

async function check(
  { tx }: Work,
  unit: Unit,
  { termId, workType, seats, titleFa }: NewOpening,
): Promise<Result<object, DeclareRefusal>> {
  const fits = checkWorkType(knownUnitKind(unit.kind), workType);
  if (!fits.ok) return fits;
  const counted = checkSeats(seats);
  if (!counted.ok) return counted;
  if (normalise(titleFa) === '') return refuse('noTitle');
  return (await tx.term.count({ where: { id: termId } })) === 0 ? refuse('unknownTerm') : ok();
}

type Written = Result<{ readonly openingId: number }, Refusal<'alreadyDeclared' | 'seatsTaken'>>;

async function write(
  work: Work,
  { actorId, behalfOfId }: Signature,
  { id: unitId, universityId }: Unit,
  { termId, seats, workType, ...texts }: NewOpening,
): Promise<Written> {
  const key = {
    unitId,
    termId,
    titleFa: normalise(texts.titleFa),
    field: normalise(texts.field),
  };
  const data = {
    titleEn: normalise(texts.titleEn),
    description: normalise(texts.description),
    workType,
    declaredById: actorId,
    declaredForId: behalfOfId ?? null,
  };
  const inserted = await insertOpening(work, { ...key, ...data, universityId }, seats);
  return inserted === undefined ? again(work, { key, data, seats }) : ok({ openingId: inserted });
}

type Key = {
  readonly unitId: number;
  readonly termId: number;
  readonly titleFa: string;
  readonly field: string;
};

/** Declares an opening again that is there and was refused or closed; students may still sit in it. */
async function again(
  work: Work,
  { key, data, seats }: { key: Key; data: Prisma.OpeningUpdateInput; seats: Seats },
): Promise<Written> {
  const { tx } = work;
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    SELECT "id" FROM "Opening"
    WHERE "unitId" = ${key.unitId} AND "termId" = ${key.termId}
      AND "titleFa" = ${key.titleFa} AND "field" = ${key.field} AND "state" IN ('refused', 'closed')
    FOR NO KEY UPDATE`;
  if (!row) return refuse('alreadyDeclared');
  const { id: openingId } = row;
  const counts = await lockCounts(work, openingId);
  if (!leavesTaken(counts, seats)) return refuse('seatsTaken');
  const anew = { state: 'declared', reason: null, approvedById: null, decidedAt: null } as const;
  await tx.opening.update({ where: { id: openingId }, data: { ...data, ...anew } });
  await setCapacities(work, openingId, seats);
  return ok({ openingId });
}

function recordDeclared(
  work: Work,
  signed: Signature,
  declared: { openingId: number; universityId: number; opening: NewOpening },
): void {
  const { seats, workType } = declared.opening;
  work.record({
    action: 'opening.declared',
    subject: { type: 'opening', id: declared.openingId },
    ...signed,
    universityId: declared.universityId,
    after: { seats: { ...seats }, workType },
  });
}
