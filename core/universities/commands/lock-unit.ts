import type { Unit } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../work.ts';

/** A unit that is open, and stays so until the unit of work is done; undefined where there is none. */
export async function openUnit(tx: Tx, unitId: number): Promise<Unit | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Unit" WHERE "id" = ${unitId} FOR KEY SHARE`;
  return (await tx.unit.findFirst({ where: { id: unitId, closedAt: null } })) ?? undefined;
}

/** Lets no unit of a university be closed until the unit of work is done. */
export async function keepUnitsOpen(tx: Tx, universityId: number): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Unit" WHERE "universityId" = ${universityId} ORDER BY "id" FOR KEY SHARE`;
}

/** A unit for which nothing is made until the unit of work is done: whoever would waits in `openUnit`. */
export async function lockUnit(tx: Tx, unitId: number): Promise<Unit | null> {
  await tx.$queryRaw`SELECT 1 FROM "Unit" WHERE "id" = ${unitId} FOR UPDATE`;
  return tx.unit.findUnique({ where: { id: unitId } });
}
