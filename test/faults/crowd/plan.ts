import { seeded } from '../../core/seeded.ts';

/** What is broken. `disk` strikes where a file is sent; the others anywhere. */
export const kinds = [
  'kill web',
  'kill worker',
  'deploy',
  'redis',
  'postgres',
  'connections',
  '429',
  '5xx',
  'delay',
  'cut before',
  'cut after',
  'twice',
  'late',
  'disk',
  'clock',
] as const;
export type Kind = (typeof kinds)[number];

export interface PlannedFault {
  readonly kind: Kind;
  readonly journey: number;
  /** The step of that journey, counted from 0. */
  readonly step: number;
  /** Milliseconds after the person has acted. */
  readonly after: number;
  /** Which of several alike. */
  readonly which: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly journeys: number;
  readonly faults: number;
  /** Steps of a journey, and the one that sends a file. */
  readonly steps: number;
  readonly fileStep: number;
}

/**
 * The same faults at the same points of each journey for the same seed. Every kind has its turn before
 * one comes again.
 */
export function planOf({ seed, journeys, faults, steps, fileStep }: PlanOptions): PlannedFault[] {
  const { int } = seeded(seed);
  const rest: Kind[] = [];
  return Array.from({ length: faults }, () => {
    if (rest.length === 0) rest.push(...kinds);
    const [kind = 'kill web'] = rest.splice(int(rest.length), 1);
    return {
      kind,
      journey: int(journeys),
      step: kind === 'disk' ? fileStep : int(steps),
      after: int(120),
      which: int(2),
    };
  });
}
