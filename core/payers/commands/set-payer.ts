import { maskSheba } from '../../bank/rules.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { Payer } from '../types.ts';

/** `serialUsed`: a file of that number, or a later one, went out for this account; `last` is the last. */
export type SetPayerRefusal = CanRefusal | Refusal<'serialUsed', { readonly last: number }>;

/**
 * Finance says from what account the university pays and how its bank is ordered to. Orders that are
 * out stay what they were, and no number of theirs is given again.
 */
export async function setPayer(
  work: Work,
  actor: Actor,
  { universityId, payer }: { universityId: number; payer: Payer },
): Promise<Ok | SetPayerRefusal> {
  const allowed = can(actor, 'setPayer', { universityId });
  if (!allowed.ok) return allowed;
  const { tx } = work;
  // Before the numbers that are out are looked at: an export takes its number from this row.
  await tx.$queryRaw`SELECT 1 FROM "Payer" WHERE "universityId" = ${universityId} FOR UPDATE`;
  const last = await lastSerialOf(work, universityId, payer.sheba);
  if (payer.nextSerial <= last) return refuse('serialUsed', { last });
  const before = await tx.payer.findUnique({ where: { universityId } });
  await tx.payer.upsert({
    where: { universityId },
    create: { universityId, ...payer },
    update: payer,
  });
  work.record({
    action: 'payer.set',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    ...(before && { before: recorded(before) }),
    after: recorded(payer),
  });
  return ok();
}

async function lastSerialOf({ tx }: Work, universityId: number, sheba: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(("order" ->> 'serial')::int) AS "last" FROM (
      SELECT "order" FROM "PayRun" WHERE "universityId" = ${universityId}
      UNION ALL
      SELECT "refused"."order" FROM "PayExport" AS "refused"
      JOIN "PayRun" AS "run" ON "run"."id" = "refused"."runId"
      WHERE "run"."universityId" = ${universityId} AND "refused"."order" IS NOT NULL
    ) AS "given"
    WHERE "order" ->> 'sheba' = ${sheba}`;
  return row?.last ?? 0;
}

function recorded({ name: _name, sheba, ...rest }: Omit<Payer, 'sheba'> & { sheba: string }) {
  const { bic, namespace, method, dates, nextSerial } = rest;
  return { maskedSheba: maskSheba(sheba), bic, namespace, method, dates, nextSerial };
}
