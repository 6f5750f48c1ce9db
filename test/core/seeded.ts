/** A small seeded generator (mulberry32): the same numbers in every run, so a failure can be repeated. */
export function seeded(seed: number): { int(maxExclusive: number): number } {
  let state = seed >>> 0;
  return {
    int(maxExclusive) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * maxExclusive);
    },
  };
}
