import { importOpenings } from '../../../core/openings/commands/import-openings.ts';
import type { Work } from '../../../core/work.ts';
import { done, system } from './done.ts';
import type { CapacityRow } from './qom-capacity.ts';
import { titlesFa } from './titles.ts';

export interface Place {
  readonly universityId: number;
  readonly termId: number;
}

/** The table's units, each with an approved opening and the table's seats. */
export async function addOpenings(
  work: Work,
  place: Place,
  table: readonly CapacityRow[],
): Promise<void> {
  const rows = table.map(({ code, nameFa, nameEn, ...row }, index) => ({
    line: index + 2,
    unit: { code, nameFa, nameEn },
    field: 'همهٔ رشته‌ها',
    titleFa: titlesFa[code] ?? nameFa,
    titleEn: row.activityEn,
    workType: row.workType,
    seats: { female: row.women, male: row.men },
  }));
  const sheet = { ...place, rows, stated: {}, acknowledged: true };
  const { problems } = done(await importOpenings(work, system, sheet));
  if (problems.length > 0) throw new Error(`rows of the table were not taken: ${problems.length}`);
}
