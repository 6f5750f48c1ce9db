import type { Cast, OfficerInJourney } from './cast.ts';

/** One thing that one person does, and what that person must then see. */
export interface Step {
  /** In words, for who watches. */
  readonly name: string;
  readonly who: 'student' | OfficerInJourney;
  /** Rejects where what must be seen is not. */
  readonly act: (cast: Cast) => Promise<void>;
}

type Who = Step['who'];

/** Steps of one person, written as pairs of a name and what is done. */
export const stepsOf = (
  who: Who,
  steps: readonly (readonly [name: string, act: Step['act']])[],
): Step[] => steps.map(([name, act]) => ({ name, who, act }));
