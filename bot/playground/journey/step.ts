import type { Cast, OfficerInJourney } from './cast.ts';

/** One thing that one person does, and what that person must then see. */
export interface Step {
  /** In words, for who watches. */
  readonly name: string;
  readonly who: 'student' | OfficerInJourney;
  /** Rejects where what must be seen is not. */
  readonly act: (cast: Cast) => Promise<void>;
  /** Only where the student claims to be married, and proves it. */
  readonly onlyMarried?: boolean;
}

type Who = Step['who'];

type Line = readonly [name: string, act: Step['act'], of?: 'married'];

/** Steps of one person, each written as its name and what is done. */
export const stepsOf = (who: Who, steps: readonly Line[]): Step[] =>
  steps.map(([name, act, of]) => ({ name, who, act, onlyMarried: of === 'married' }));
