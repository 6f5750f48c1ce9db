/** How many of everything there are for a number of applications. */
export interface Shape {
  readonly applications: number;
  readonly universities: number;
  /** The last one is the present term. */
  readonly terms: number;
  /**
   * Accounts of students at one university; each files in two terms, one after the other, but for the
   * last ones, who have filed nothing.
   */
  readonly studentsEach: number;
}

/** Requests of a university in a term: a country grows by universities and terms, not by these. */
export const perTerm = 1_000;
export const unitsEach = 25;
export const newcomersEach = 200;
const mostTerms = 8;

export function shapeOf(applications: number): Shape {
  const terms = Math.min(mostTerms, Math.ceil(applications / perTerm));
  return {
    applications,
    terms,
    universities: Math.ceil(applications / (perTerm * terms)),
    studentsEach: perTerm * Math.ceil(terms / 2) + newcomersEach,
  };
}

/** The instant at which everything stands as it was seeded: early in the present term, 1402-1. */
export const seededAt = new Date('2023-10-21T08:00:00.000Z');

/** Officers have ids from here on, above those of all students. */
export const firstOfficer = 5_000_000;

/** Officers that a university has, by the step from its first: see `people.ts`. */
export const officers = {
  expert: 0,
  secondExpert: 1,
  thirdExpert: 2,
  studentDeputy: 3,
  internationalDeputy: 4,
  finance: 5,
  secondFinance: 6,
  /** Two for each unit, one after the other. */
  firstOfUnits: 7,
} as const;

export const officersEach = officers.firstOfUnits + 2 * unitsEach;

export const chatOf = (accountId: number): bigint => 1_000_000_000n + BigInt(accountId);
