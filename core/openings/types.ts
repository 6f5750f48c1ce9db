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
 * - `closed`: taken back by the unit; placements in it stay.
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

type Titled = {
  readonly openingId: number;
  readonly title: { readonly fa: string; readonly en: string };
};

/** What a unit's officers are told of openings. */
export type OpeningNotice =
  | ({ readonly name: 'openingApproved' } & Titled)
  | ({ readonly name: 'openingRefused'; readonly reason: string } & Titled)
  | ({
      readonly name: 'openingChangeDecided';
      readonly accepted: boolean;
      readonly reason: string | null;
    } & Titled)
  /** `nextCode`: the tracking code of who is next in rank. */
  | {
      readonly name: 'seatFreed';
      readonly openingId: number;
      readonly gender: Gender;
      readonly nextCode: string;
    };
