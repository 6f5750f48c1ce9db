import { addDays, fromUtc, type IsoDate, toUtc } from '../calendar.ts';
import type { Tx } from '../work.ts';
import type { Holiday } from './types.ts';

/** No due time is further away, nor looked at later, than this. */
const lookedAtDays = 120;

/** The holidays from two weeks before a day on, as far as anything falls due. */
export async function holidaysAround(reader: Tx, day: IsoDate): Promise<ReadonlySet<IsoDate>> {
  const rows = await reader.holiday.findMany({
    where: {
      removedAt: null,
      day: { gte: toUtc(addDays(day, -14)), lte: toUtc(addDays(day, lookedAtDays)) },
    },
    select: { day: true },
  });
  return new Set(rows.map((row) => fromUtc(row.day)));
}

/** Holidays from a day on, the next first. `page` counts from 0 and is brought into range. */
export async function comingHolidays(
  reader: Tx,
  { from, page, size }: { from: IsoDate; page: number; size: number },
): Promise<{ holidays: Holiday[]; page: number; pages: number }> {
  const where = { removedAt: null, day: { gte: toUtc(from) } };
  const pages = Math.max(1, Math.ceil((await reader.holiday.count({ where })) / size));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const rows = await reader.holiday.findMany({
    where,
    orderBy: { day: 'asc' },
    skip: shown * size,
    take: size,
  });
  const holidays = rows.map(({ day, nameFa, nameEn, source }) => ({
    ...{ nameFa, nameEn, source },
    day: fromUtc(day),
  }));
  return { holidays, page: shown, pages };
}
