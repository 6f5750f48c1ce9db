import type { Ok, Refusal } from '../../../core/result.ts';

/** Who fills the playground. */
export const system = { kind: 'system' } as const;

/** What a command gave. Throws where it refused: the playground's own data is wrong then. */
export function done<Given extends object>(result: Ok<Given> | Refusal): Ok<Given> {
  if (result.ok) return result;
  throw new Error(`the playground cannot be filled: ${result.reason}`);
}
