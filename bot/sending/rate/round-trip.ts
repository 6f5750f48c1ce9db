/** How long the way to the messenger and back takes at least. */
export interface RoundTrip {
  /** A call was answered after so long. */
  took(milliseconds: number): void;
  /** In milliseconds; 0 where too little is known. */
  least(): number;
}

/** So few calls, or so short a time, may all have been slow ones. */
const fewest = 20;
const spanMs = 10_000;
/** Whatever was measured. */
const mostMs = 200;

interface Span {
  readonly since: number;
  least: number;
  count: number;
}

/** By the shortest call of the last ten or twenty seconds. */
export function createRoundTrip(now: () => number): RoundTrip {
  const begin = (): Span => ({ since: now(), least: Number.POSITIVE_INFINITY, count: 0 });
  let span = begin();
  let before: Span | undefined;

  /** A whole span has to be over before it says anything, and says nothing when the next is over. */
  function goOn(): void {
    const age = now() - span.since;
    if (age < spanMs) return;
    before = age < 2 * spanMs ? span : undefined;
    span = begin();
  }

  return {
    took(milliseconds) {
      goOn();
      span.least = Math.min(span.least, milliseconds);
      span.count += 1;
    },
    least() {
      goOn();
      if (!before || before.count < fewest) return 0;
      return Math.min(mostMs, before.least, span.least);
    },
  };
}
