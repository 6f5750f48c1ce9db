import { applying } from './applying.ts';
import { completingProfile } from './completing-profile.ts';
import { paying } from './paying.ts';
import { placing } from './placing.ts';
import { registering } from './registering.ts';
import { reviewing } from './reviewing.ts';
import type { Step } from './step.ts';

/** From a stranger's first greeting to the pay in the account, in order. */
export const journey: readonly Step[] = [
  ...registering,
  ...completingProfile,
  ...applying,
  ...reviewing,
  ...placing,
  ...paying,
];
