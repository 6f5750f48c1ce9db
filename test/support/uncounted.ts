import type { Counting } from '../../bot/figures.ts';

/** For tests that look at something else than figures. */
export const uncounted: Counting = { sending: () => undefined, flood: () => undefined };
