import type { Random } from '../../core/work.ts';
import { seeded } from '../core/seeded.ts';

/** Randomness that is the same in each test, so that a failure can be repeated. */
export function seededRandom(seed = 1402): Random & { reset(): void } {
  let source = seeded(seed);
  const bytes = (length: number) => Uint8Array.from({ length }, () => source.int(256));
  return {
    int: (maxExclusive) => source.int(maxExclusive),
    bytes,
    uuid() {
      const hex = Buffer.from(bytes(16)).toString('hex');
      const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
      return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
    },
    reset() {
      source = seeded(seed);
    },
  };
}
