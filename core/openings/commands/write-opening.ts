import type { Prisma, SeatCount } from '../../../prisma/generated/client.ts';
import { genders } from '../../registry/types.ts';
import type { Work } from '../../work.ts';
import type { Seats } from '../types.ts';

/** Inserts an opening with its seats; undefined where the unit has one of that title and field. */
export async function insertOpening(
  work: Work,
  row: Omit<Prisma.OpeningCreateManyInput, 'createdAt'>,
  seats: Seats,
): Promise<number | undefined> {
  const [inserted] = await work.tx.opening.createManyAndReturn({
    data: { ...row, createdAt: work.now },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!inserted) return undefined;
  await work.tx.seatCount.createMany({
    data: genders.map((gender) => ({ openingId: inserted.id, gender, capacity: seats[gender] })),
  });
  await writeCapacities(work, inserted.id, seats);
  return inserted.id;
}

/** The counts of an opening, women's first, locked until the commit. Whoever locks the opening does that before. */
export async function lockCounts({ tx }: Work, openingId: number): Promise<SeatCount[]> {
  await tx.$queryRaw`
    SELECT 1 FROM "SeatCount" WHERE "openingId" = ${openingId} ORDER BY "gender" FOR UPDATE`;
  return tx.seatCount.findMany({ where: { openingId }, orderBy: { gender: 'asc' } });
}

/** Whether capacities would hold every seat that is held or filled. */
export const leavesTaken = (counts: readonly SeatCount[], seats: Seats): boolean =>
  counts.every(({ gender, held, filled }) => held + filled <= seats[gender]);

/** Sets both capacities of an opening nobody has a seat in, or that the caller has checked. */
export async function setCapacities(work: Work, openingId: number, seats: Seats): Promise<void> {
  for (const gender of genders) {
    await work.tx.seatCount.updateMany({
      where: { openingId, gender },
      data: { capacity: seats[gender] },
    });
  }
  await writeCapacities(work, openingId, seats);
}

async function writeCapacities({ tx, now }: Work, openingId: number, seats: Seats): Promise<void> {
  await tx.seatEvent.createMany({
    data: genders.map((gender) => ({
      openingId,
      gender,
      move: 'capacitySet',
      amount: seats[gender],
      at: now,
    })),
  });
}
