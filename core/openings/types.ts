import type { Gender } from '../registry/types.ts';
import type { Refusal } from '../result.ts';

export const workTypes = [
  'educational',
  'research',
  'administrativeFinancial',
  'cultural',
  'services',
  'student',
  'presidency',
] as const;
export type WorkType = (typeof workTypes)[number];

export const unitKinds = [
  'educationDeputy',
  'educationalPlanning',
  'academicManagement',
  'freeEducation',
  'faculty',
  'researchDeputy',
  'centralLaboratory',
  'centralLibrary',
  'planningAndBudget',
  'propertyTrustee',
  'quranAndEtrat',
  'culturalAffairs',
  'studentDeputy',
  'womensStudentOffice',
  'healthCentre',
  'physicalEducation',
  'nutrition',
  'dormitory',
  'guildCouncil',
  'counsellingCentre',
  'nonIranianStudents',
  'growthCentre',
  'ictManagement',
  'shahedAndIsargar',
  'publicRelations',
  'leadersOffice',
  'security',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/**
 * - `declared`: the unit officer has asked; the expert has not yet answered.
 * - `approved`: students may wish for it and units may ask for students.
 * - `refused`: the expert said no; the officer may change and declare it again.
 * - `closed`: taken back by the unit, or the expert; placements in it stay.
 */
export const openingStates = ['declared', 'approved', 'refused', 'closed'] as const;
export type OpeningState = (typeof openingStates)[number];

/** Seats of one opening. */
export type Seats = Readonly<Record<Gender, number>>;

/** Seats of one opening and gender; capacity is free + held + filled at all times. */
export type SeatCount = {
  readonly capacity: number;
  readonly held: number;
  readonly filled: number;
};

/** What the expert approves; a change of any of it needs approval again. */
export type ApprovedPart = {
  readonly seats: Seats;
  readonly field: string;
  readonly workType: WorkType;
};

/**
 * A movement in the ledger of seats: the capacity was set to an amount; a seat was held, a held one
 * filled, or one of either freed.
 */
export const seatMoves = ['capacitySet', 'held', 'filled', 'holdFreed', 'filledFreed'] as const;
export type SeatMove = (typeof seatMoves)[number];

export type SeatsRefusal = Refusal<'notCount' | 'noSeats'>;

/** `right`: the one work type that the unit's kind allows. */
export type WorkTypeRefusal = Refusal<'wrongWorkType', { readonly right: WorkType }>;

export const totalColumns = ['women', 'men', 'all'] as const;
export type TotalColumn = (typeof totalColumns)[number];
export type Totals = Readonly<Record<TotalColumn, number>>;

/** Computed and stated totals that are not the same. */
export type TotalDifference = {
  readonly column: TotalColumn;
  readonly computed: number;
  readonly stated: number;
};

/** Columns of a sheet of openings. */
export const openingFields = [
  'code',
  'nameFa',
  'nameEn',
  'women',
  'men',
  'all',
  'workType',
  'titleFa',
  'titleEn',
  'field',
] as const;
export type OpeningField = (typeof openingFields)[number];

/** One row of a sheet of openings. `line` is its line in the file. */
export type OpeningRow = {
  readonly line: number;
  readonly unit: { readonly code: string; readonly nameFa: string; readonly nameEn: string };
  readonly field: string;
  readonly titleFa: string;
  readonly titleEn: string;
  /** Null where the sheet leaves it open: then it is the one that the unit's kind allows. */
  readonly workType: WorkType | null;
  readonly seats: Seats;
};

/** What keeps a row from being taken; with a field where one cell is to blame. */
export type CellProblem = {
  readonly problem: 'missing' | 'wrong';
  readonly field: OpeningField;
};

/** Rows of a sheet as they were read, and what the sheet says of itself. */
export type ReadOpenings = {
  readonly rows: readonly OpeningRow[];
  readonly bad: readonly { readonly line: number; readonly problems: readonly CellProblem[] }[];
  /** What a row of totals states; empty where the sheet has none. */
  readonly stated: Partial<Totals>;
  /** Rows whose own total is not the sum of their seats; the seats count. */
  readonly odd: readonly {
    readonly line: number;
    readonly computed: number;
    readonly stated: number;
  }[];
};

type Titled = {
  readonly openingId: number;
  readonly title: { readonly fa: string; readonly en: string };
};

/**
 * What applicants can do once an opening of their wish is closed: nothing, since others of their wishes
 * are open; change the request; or ask the university.
 */
export type AfterClosing = 'othersStand' | 'change' | 'ask';

/** What a unit's officers are told of openings, and applicants of one that is closed. */
export type OpeningNotice =
  | {
      readonly name: 'wishClosed';
      readonly trackingCode: string;
      readonly title: { readonly fa: string; readonly en: string };
      readonly unit: { readonly fa: string; readonly en: string };
      /** It is open, but not to the student's gender any more. */
      readonly noSeats?: true;
      readonly next: AfterClosing;
    }
  | ({ readonly name: 'openingApproved' } & Titled)
  | ({ readonly name: 'openingClosed' } & Titled)
  | ({ readonly name: 'openingRefused'; readonly reason: string } & Titled)
  | ({
      readonly name: 'openingChangeDecided';
      readonly accepted: boolean;
      readonly reason: string | null;
    } & Titled)
  /**
   * `nextCode`: the tracking code of who is next in rank. `title`: missing in what an older version
   * wrote, which may still wait to be sent.
   */
  | {
      readonly name: 'seatFreed';
      readonly openingId: number;
      readonly title?: { readonly fa: string; readonly en: string };
      readonly gender: Gender;
      readonly nextCode: string;
    };
