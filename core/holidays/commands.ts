import { type IsoDate, tehranDate, toUtc } from '../calendar.ts';
import { type Ok, ok, refuse } from '../result.ts';
import { can, signature } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { normalise } from '../text.ts';
import type { Work } from '../work.ts';
import { shippedHolidays } from './rules.ts';
import type { Holiday, HolidayRefusal } from './types.ts';

/** Puts the list that ships into the table. What an officer has changed there stays. */
export async function seedHolidays({ tx, now }: Work): Promise<void> {
  await tx.holiday.createMany({
    data: shippedHolidays().map((holiday) => ({
      ...holiday,
      day: toUtc(holiday.day),
      addedAt: now,
    })),
    skipDuplicates: true,
  });
}

/** Makes a day a holiday, or one that was removed a holiday again. Nothing that is due already moves. */
export async function addHoliday(
  work: Work,
  actor: Actor,
  { day, source, ...typed }: Holiday,
): Promise<Ok | HolidayRefusal> {
  const allowed = can(actor, 'changeHolidays', {});
  if (!allowed.ok) return allowed;
  const names = { nameFa: normalise(typed.nameFa), nameEn: normalise(typed.nameEn) };
  if (Object.values(names).includes('')) return refuse('noName');
  if (day < tehranDate(work.now)) return refuse('inThePast');
  const signed = signature(actor, allowed.holding);
  const row = { ...names, source, addedById: signed.actorId, addedAt: work.now, removedAt: null };
  const { count: revived } = await work.tx.holiday.updateMany({
    where: { day: toUtc(day), removedAt: { not: null } },
    data: row,
  });
  const { count: added } = await work.tx.holiday.createMany({
    data: revived === 0 ? [{ ...row, day: toUtc(day) }] : [],
    skipDuplicates: true,
  });
  if (revived + added === 0) return refuse('already');
  work.record({
    action: 'holiday.added',
    subject: { type: 'holiday', id: day },
    ...signed,
    after: { source },
  });
  return ok();
}

/** Makes a holiday a working day after all. */
export async function removeHoliday(
  work: Work,
  actor: Actor,
  { day }: { day: IsoDate },
): Promise<Ok | HolidayRefusal> {
  const allowed = can(actor, 'changeHolidays', {});
  if (!allowed.ok) return allowed;
  const { count } = await work.tx.holiday.updateMany({
    where: { day: toUtc(day), removedAt: null },
    data: { removedAt: work.now },
  });
  if (count === 0) return refuse('already');
  work.record({
    action: 'holiday.removed',
    subject: { type: 'holiday', id: day },
    ...signature(actor, allowed.holding),
  });
  return ok();
}
