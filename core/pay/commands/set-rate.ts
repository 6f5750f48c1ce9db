import { type IsoDate, isoDate, toUtc } from '../../calendar.ts';
import type { Level } from '../../registry/types.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { checkRate } from '../rules.ts';
import type { PayRate, RateRefusal } from '../types.ts';

/** `alreadySet`: the level has a rate from that day, on which something may have been paid. */
export type SetRateRefusal = CanRefusal | RateRefusal | Refusal<'alreadySet'>;

/** Sets a level's rate an hour from a day on; earlier rates stay what they were. */
export async function setRate(
  work: Work,
  actor: Actor,
  { level, rialPerHour, validFrom }: { level: Level; rialPerHour: bigint; validFrom: IsoDate },
): Promise<Ok | SetRateRefusal> {
  const allowed = can(actor, 'setRate', {});
  if (!allowed.ok) return allowed;
  const checked = checkRate(rialPerHour);
  if (!checked.ok) return checked;
  const [row] = await work.tx.payRate.createManyAndReturn({
    data: { level, rialPerHour, validFrom: toUtc(validFrom) },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return refuse('alreadySet');
  work.record({
    action: 'payRate.set',
    subject: { type: 'payRate', id: row.id },
    ...signature(actor, allowed.holding),
    after: { level, rialPerHour: String(rialPerHour), validFrom },
  });
  return ok();
}

// The first day of the Jalali year 1402, from which the sources' rates hold.
const validFrom = isoDate('2023-03-21');

/** The rates of the sources. They name none for associate, professional doctorate, master integrated. */
export const firstRates: readonly PayRate[] = [
  { level: 'phd', rialPerHour: 250_000n, validFrom },
  { level: 'master', rialPerHour: 200_000n, validFrom },
  { level: 'bachelorContinuous', rialPerHour: 180_000n, validFrom },
  { level: 'bachelorDiscontinuous', rialPerHour: 180_000n, validFrom },
];

/** Sets the first rates where they are not set yet. */
export async function seedRates(work: Work): Promise<void> {
  for (const rate of firstRates) await setRate(work, { kind: 'system' }, rate);
}
