import { firstPersons } from '../../staff/rules.ts';
import type { HoursEntry } from '../types.ts';

// Who took a step, and for whom a delegate did: none of them is a second person for it.

/** Of a request for a student, or for more hours. */
export const askedBy = (step: {
  readonly requestedById: number;
  readonly requestedForId: number | null;
}): number[] => firstPersons(step.requestedById, step.requestedForId);

/** Of the final approval. */
export const finalBy = (step: {
  readonly finalById: number | null;
  readonly finalForId: number | null;
}): number[] => firstPersons(step.finalById, step.finalForId);

/** Of the hours that stand. */
export function hoursBy(
  entries: readonly (Pick<HoursEntry, 'state'> & {
    readonly enteredById: number;
    readonly enteredForId: number | null;
  })[],
): number[] {
  const standing = entries.filter(({ state }) => state !== 'replaced');
  return firstPersons(...standing.flatMap((entry) => [entry.enteredById, entry.enteredForId]));
}
