/** One measured number, as a row of the table and of the JSON. */
export interface Figure {
  /** What was measured, with its size: `100,000 receivers at 1,000/s`. */
  readonly what: string;
  readonly value: number;
  /** `/s`, `ms`, `MB`, `rows`. */
  readonly unit: string;
  /** What the figure has to be, where somebody was promised it. */
  readonly wanted?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface BenchOptions {
  /** The sizes of the promises; short sizes otherwise, which end within a minute a topic. */
  readonly full: boolean;
  /** Says what is being done, on standard error. */
  readonly say: (what: string) => void;
}

/** A topic measures what belongs together in one run, so that its figures can be compared. */
export interface Topic {
  readonly name: string;
  readonly run: (options: BenchOptions) => Promise<readonly Figure[]>;
}

/** What is wanted of a heap that has had the time to become as large as its work makes it. */
export const whereFull = (
  full: boolean,
  wanted: NonNullable<Figure['wanted']>,
): Pick<Figure, 'wanted'> => (full ? { wanted } : {});

export function keeps({ value, wanted }: Figure): boolean {
  if (!wanted) return true;
  return 'atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost;
}
