import { fromUtc, startOfTehranDay } from '../../calendar.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';

/** `used`: a list that is closed pays by it. */
export type WithdrawRateRefusal = CanRefusal | Refusal<'notFound' | 'used'>;

/** Takes a rate back that was set by mistake, as long as no closed list pays anybody by it. */
export async function withdrawRate(
  work: Work,
  actor: Actor,
  { rateId }: { rateId: number },
): Promise<Ok | WithdrawRateRefusal> {
  const allowed = can(actor, 'setRate', {});
  if (!allowed.ok) return allowed;
  const { tx } = work;
  // A list that is being closed holds the rates until it stands.
  await tx.$queryRaw`SELECT 1 FROM "PayRate" WHERE "id" = ${rateId} FOR UPDATE`;
  const rate = await tx.payRate.findUnique({ where: { id: rateId } });
  if (!rate) return refuse('notFound');
  const { level, rialPerHour } = rate;
  const validFrom = fromUtc(rate.validFrom);
  const used = await tx.payLine.count({
    where: {
      state: { not: 'cancelled' },
      run: { state: { not: 'draft' } },
      placement: { finalAt: { gte: startOfTehranDay(validFrom) }, application: { level } },
    },
  });
  if (used > 0) return refuse('used');
  await tx.payRate.delete({ where: { id: rateId } });
  work.record({
    action: 'payRate.withdraw',
    subject: { type: 'payRate', id: rateId },
    ...signature(actor, allowed.holding),
    before: { level, rialPerHour: String(rialPerHour), validFrom },
  });
  return ok();
}
