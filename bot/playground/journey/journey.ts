import { applying } from './applying.ts';
import type { Cast } from './cast.ts';
import { completingProfile } from './completing-profile.ts';
import { paying } from './paying.ts';
import { placing } from './placing.ts';
import { registering } from './registering.ts';
import { reviewing } from './reviewing.ts';
import type { Step } from './step.ts';

/** The parts of the journey, in order. */
export const chapters = {
  registering,
  completingProfile,
  applying,
  reviewing,
  placing,
  paying,
} as const satisfies Record<string, readonly Step[]>;

const all: readonly Step[] = Object.values(chapters).flat();

/** From a stranger's first greeting to the pay in the account, in order. */
export const journeyOf = ({ married }: Pick<Cast, 'married'>): readonly Step[] =>
  all.filter((step) => married || !step.onlyMarried);
