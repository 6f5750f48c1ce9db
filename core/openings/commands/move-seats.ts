import type { SeatMove } from '../../../prisma/generated/client.ts';
import type { Gender } from '../../registry/types.ts';
import { tellReaders } from '../../staff/commands/tell-readers.ts';
import type { Work } from '../../work.ts';
import { nextInRank } from '../queries/waiting.ts';
import { isOpen } from '../rules.ts';

export type Seat = {
  readonly openingId: number;
  readonly gender: Gender;
  readonly placementId: number;
};

// Each move is one conditional UPDATE of the row of SeatCount, which the database locks until the
// commit: two people at the same moment can never pass the capacity. Whoever also locks a placement
// does that before.

/** Holds a free seat for a placement. False: no seat is free. */
export async function holdSeat(work: Work, seat: Seat): Promise<boolean> {
  const count = await work.tx.$executeRaw`
    UPDATE "SeatCount" SET "held" = "held" + 1
    WHERE "openingId" = ${seat.openingId} AND "gender" = ${seat.gender}::"Gender"
      AND "held" + "filled" < "capacity"`;
  if (count === 1) await write(work, seat, 'held');
  return count === 1;
}

/** The held seat of a placement becomes a filled one. */
export async function fillSeat(work: Work, seat: Seat): Promise<void> {
  const count = await work.tx.$executeRaw`
    UPDATE "SeatCount" SET "held" = "held" - 1, "filled" = "filled" + 1
    WHERE "openingId" = ${seat.openingId} AND "gender" = ${seat.gender}::"Gender" AND "held" > 0`;
  requireMoved(count, seat);
  await write(work, seat, 'filled');
}

/** Frees the seat of a placement and tells the unit who is next in rank, if anybody waits. */
export async function freeSeat(work: Work, seat: Seat, was: 'held' | 'filled'): Promise<void> {
  const count =
    was === 'held'
      ? await work.tx.$executeRaw`
          UPDATE "SeatCount" SET "held" = "held" - 1
          WHERE "openingId" = ${seat.openingId} AND "gender" = ${seat.gender}::"Gender"
            AND "held" > 0`
      : await work.tx.$executeRaw`
          UPDATE "SeatCount" SET "filled" = "filled" - 1
          WHERE "openingId" = ${seat.openingId} AND "gender" = ${seat.gender}::"Gender"
            AND "filled" > 0`;
  requireMoved(count, seat);
  await write(work, seat, was === 'held' ? 'holdFreed' : 'filledFreed');
  await tellWhoIsNext(work, seat);
}

function requireMoved(count: number, { placementId }: Seat): void {
  if (count !== 1) throw new Error(`the seat of placement ${placementId} is not in the counts`);
}

async function write({ tx, now }: Work, seat: Seat, move: SeatMove): Promise<void> {
  await tx.seatEvent.create({ data: { ...seat, move, amount: 1, at: now } });
}

/** Tells the unit who is next in rank for a free seat, if anybody waits and the opening is open. */
export async function tellWhoIsNext(
  work: Work,
  { openingId, gender }: Omit<Seat, 'placementId'>,
): Promise<void> {
  const opening = await work.tx.opening.findUniqueOrThrow({
    where: { id: openingId },
    select: { unitId: true, universityId: true, state: true, titleFa: true, titleEn: true },
  });
  const { unitId, universityId, state } = opening;
  if (!isOpen(state)) return;
  const nextCode = await nextInRank(work.tx, { openingId, gender });
  if (nextCode === null) return;
  const unit = { role: 'unitOfficer', universityId, unitId } as const;
  const title = { fa: opening.titleFa, en: opening.titleEn };
  await tellReaders(work, unit, { name: 'seatFreed', openingId, title, gender, nextCode });
}
