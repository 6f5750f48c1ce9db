import { universitiesByIds } from '../../core/universities/queries.ts';
import type { Turn } from '../intake/turn.ts';
import { nameIn } from '../view/names.ts';
import { declineTo, showPage } from './officer.ts';

/**
 * The one of these universities that is meant: where they are several it is asked by buttons, each
 * with the data that leads on, and where there is none it is refused; both give undefined.
 */
export async function oneUniversity(
  turn: Turn,
  ids: readonly number[],
  dataOf: (universityId: number) => string,
): Promise<number | undefined> {
  const { html, language } = turn.words;
  const [first, ...others] = ids;
  if (first === undefined) return void declineTo(turn, html('errors.notAllowed'));
  if (others.length === 0) return first;
  const universities = await universitiesByIds(turn.work.tx, ids);
  showPage(turn, {
    text: html('staff.whichUniversity'),
    buttons: universities.map((one) => [{ text: nameIn(language, one), data: dataOf(one.id) }]),
  });
  return undefined;
}
