import type { UnitKind } from '../openings/types.ts';

/**
 * Who answers for a university's students: `state`, the Organisation of Student Affairs; `azad`, the
 * central office of Islamic Azad; `medical`, the Ministry of Health.
 */
export const universityKinds = ['state', 'azad', 'medical'] as const;
export type UniversityKind = (typeof universityKinds)[number];

/** To who asked for a university that had not started. */
export type UniversityNotice = {
  readonly name: 'universityStarted';
  readonly university: { readonly fa: string; readonly en: string };
  /** There is no account in the chat. */
  readonly unregistered?: boolean;
};

/** Characters of a unit's directions: it stands in messages beside other things. */
export const longestDirections = 300;

export type UnitField = 'code' | 'nameFa' | 'nameEn' | 'kind';

export type UnitRow = {
  readonly code: string;
  readonly nameFa: string;
  readonly nameEn: string;
  /** Undefined: the sheet does not say it. */
  readonly kind: UnitKind | undefined;
};

/** A sheet as its file gives it: text in cells, the first row being the headings. */
export type UnitSheet = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** What goes on in a unit: it is not closed before all of these are 0. */
export interface UnitUse {
  /** Neither refused nor closed. */
  readonly openings: number;
  /** Placements that have not ended. */
  readonly placements: number;
  /** What waits for its officers. */
  readonly items: number;
  /** Who holds its cartable, or is named for it. */
  readonly officers: number;
}

/**
 * `twice`: an earlier row has the code; `kindInUse`: the unit has openings of its present kind; `closed`:
 * it was closed.
 */
export type UnitRowProblem =
  | { readonly problem: 'missing' | 'wrong'; readonly field: UnitField }
  | { readonly problem: 'twice' | 'kindInUse' | 'closed' };

/** `line` counts as spreadsheets do: the headings are line 1. */
export type UnitsReport = {
  readonly added: number;
  readonly changed: number;
  /** Rows that say what is known. */
  readonly known: number;
  readonly bad: readonly { readonly line: number; readonly problems: readonly UnitRowProblem[] }[];
};
