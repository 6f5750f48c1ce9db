import type { Language } from '../../view/language.ts';
import { journeyUnit } from '../people.ts';
import { readCapacity } from '../seed/qom-capacity.ts';
import { titlesFa } from '../seed/titles.ts';

/** Codes of the units whose openings the student wishes for, in order. */
export const wishes = [journeyUnit, 'public-relations'] as const;

/** The title of a unit's opening, as the screen shows it. */
export async function titleOf(unit: string, language: Language): Promise<string> {
  const row = (await readCapacity()).find(({ code }) => code === unit);
  const title = language === 'fa' ? titlesFa[unit] : row?.activityEn;
  if (title === undefined) throw new Error(`the table has no unit ${unit}`);
  return title;
}
