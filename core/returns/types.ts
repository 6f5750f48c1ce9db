import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';

/**
 * What a payment that the bank returned waits for.
 * - `another`: the student, for another account; or finance, to say that the same is tried again.
 * - `confirmation`: an officer, to confirm the other account; `refused`: it was not accepted.
 * - `nextRun`: nobody; the next run has it.
 * - `inRun`: its run; `paid`: nothing, it was paid later; `nothing`: a correction left no hours to pay.
 */
export const returnWaits = [
  'another',
  'confirmation',
  'refused',
  'nextRun',
  'inRun',
  'paid',
  'nothing',
] as const;
export type ReturnWait = (typeof returnWaits)[number];

/** `notWaiting`: it is no returned payment that waits for another account, or not any more. */
export type ReleaseRefusal = CanRefusal | Refusal<'notFound' | 'notWaiting'>;
