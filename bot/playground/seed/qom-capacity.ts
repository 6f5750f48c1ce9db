import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { namesTotal } from '../../../core/openings/rules.ts';
import { type WorkType, workTypes } from '../../../core/openings/types.ts';
import { readSheet } from '../../view/sheets/read.ts';

/** A unit with its seats, as a row of the table says. */
export interface CapacityRow {
  readonly code: string;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly women: number;
  readonly men: number;
  readonly workType: WorkType;
  readonly activityEn: string;
}

const table = new URL('../../../prisma/data/qom-1402-capacity.csv', import.meta.url);

const count = z.string().regex(/^\d+$/).transform(Number);
// The table leaves the property trustee's type open; product.md decides it.
const workType = z.union([
  z.enum(workTypes),
  z.literal('').transform(() => 'administrativeFinancial' as const),
]);
const row = z.tuple([
  z.string().min(1),
  z.string().min(1),
  z.string().min(1),
  count,
  count,
  count,
  workType,
  z.string().min(1),
]);

/** Qom's table of 1402-1403. Throws where the file that ships is not as it should be. */
export async function readCapacity(): Promise<CapacityRow[]> {
  const sheet = await readSheet(await readFile(table), { kind: 'csv' });
  if (!sheet.ok) throw new Error(`the table of units cannot be read: ${sheet.reason}`);
  const [, ...rows] = sheet.rows;
  const units = rows.filter(({ cells }) => !namesTotal(cells[0] ?? ''));
  return units.map(({ cells }) => {
    const [code, nameFa, nameEn, women, men, , type, activityEn] = row.parse(cells);
    return { code, nameFa, nameEn, women, men, workType: type, activityEn };
  });
}
