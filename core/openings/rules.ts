import { sheetWords } from '../../prisma/data/sheet-words.ts';
import type { Gender } from '../registry/types.ts';
import { ok, type Result, refuse } from '../result.ts';
import { searchKey } from '../text.ts';
import {
  type ApprovedPart,
  type OpeningState,
  type SeatCount,
  type SeatMove,
  type Seats,
  type SeatsRefusal,
  type TotalDifference,
  type Totals,
  totalColumns,
  type UnitKind,
  unitKinds,
  type WorkType,
  type WorkTypeRefusal,
} from './types.ts';

/** The work that each kind of unit may give to assistants. No unit gives `services`. */
export const workTypeOf: Readonly<Record<UnitKind, WorkType>> = {
  educationDeputy: 'educational',
  educationalPlanning: 'educational',
  academicManagement: 'educational',
  freeEducation: 'educational',
  faculty: 'educational',
  researchDeputy: 'research',
  centralLaboratory: 'research',
  centralLibrary: 'research',
  planningAndBudget: 'administrativeFinancial',
  propertyTrustee: 'administrativeFinancial',
  quranAndEtrat: 'cultural',
  culturalAffairs: 'cultural',
  studentDeputy: 'student',
  womensStudentOffice: 'student',
  healthCentre: 'student',
  physicalEducation: 'student',
  nutrition: 'student',
  dormitory: 'student',
  guildCouncil: 'student',
  counsellingCentre: 'student',
  nonIranianStudents: 'student',
  growthCentre: 'presidency',
  ictManagement: 'presidency',
  shahedAndIsargar: 'presidency',
  publicRelations: 'presidency',
  leadersOffice: 'presidency',
  security: 'presidency',
};

const kindByCode: Readonly<Record<string, UnitKind>> = {
  'education-deputy': 'educationDeputy',
  'educational-planning': 'educationalPlanning',
  'academic-management': 'academicManagement',
  'sisters-academic-management': 'academicManagement',
  'free-education': 'freeEducation',
  'research-deputy': 'researchDeputy',
  'central-laboratory': 'centralLaboratory',
  'central-library': 'centralLibrary',
  'planning-and-budget': 'planningAndBudget',
  'property-trustee': 'propertyTrustee',
  'quran-and-etrat': 'quranAndEtrat',
  'cultural-affairs': 'culturalAffairs',
  'student-deputy': 'studentDeputy',
  'sisters-student-office': 'womensStudentOffice',
  'health-centre': 'healthCentre',
  'physical-education': 'physicalEducation',
  nutrition: 'nutrition',
  dormitory: 'dormitory',
  'guild-council': 'guildCouncil',
  'counselling-centre': 'counsellingCentre',
  'non-iranian-students': 'nonIranianStudents',
  'growth-centre': 'growthCentre',
  'ict-management': 'ictManagement',
  'shahed-and-isargar': 'shahedAndIsargar',
  'public-relations': 'publicRelations',
  'leaders-office': 'leadersOffice',
  security: 'security',
};

/** The kind of a unit by its code; every code that begins with `faculty-` is a faculty's. */
export function unitKindOf(code: string): UnitKind | undefined {
  if (/^faculty(?:-|$)/.test(code)) return 'faculty';
  return Object.hasOwn(kindByCode, code) ? kindByCode[code] : undefined;
}

/** The kind that is stored of a unit. Throws for a word that is none: only checked ones are stored. */
export function knownUnitKind(stored: string): UnitKind {
  const kind = unitKinds.find((known) => known === stored);
  if (kind === undefined) throw new Error(`not a kind of unit: ${stored}`);
  return kind;
}

/** Whether seats can be declared: whole numbers, and at least one of them. */
export function checkSeats({ female, male }: Seats): Result<object, SeatsRefusal> {
  const counts = [female, male].every((count) => Number.isInteger(count) && count >= 0);
  if (!counts) return refuse('notCount');
  return female + male === 0 ? refuse('noSeats') : ok();
}

export function checkWorkType(kind: UnitKind, workType: WorkType): Result<object, WorkTypeRefusal> {
  const right = workTypeOf[kind];
  return workType === right ? ok() : refuse('wrongWorkType', { right });
}

/** Openings that students may wish for and units may ask for students in. */
export function isOpen(state: OpeningState): boolean {
  return state === 'approved';
}

/** Whether it is, and has seats for a gender, taken or free: a change may leave it none. */
export const isOpenTo = (
  gender: Gender,
  state: OpeningState,
  seats: readonly { readonly gender: Gender; readonly capacity: number }[],
): boolean => isOpen(state) && seats.some((count) => count.gender === gender && count.capacity > 0);

const fieldKey = (field: string): string => searchKey(field).replaceAll(' ', '');
/** How an opening says that students of every field may come. */
export const everyFieldName = sheetWords.everyField[0];

const everyField = new Set(sheetWords.everyField.map(fieldKey));

/** Whether what stands for an opening's field of study means every field, in whatever language it was written. */
export function isForEveryField(asked: string): boolean {
  return everyField.has(fieldKey(asked));
}

/**
 * Whether an opening's field of study takes students of one: it is for all, or one of the two names
 * holds the other, for openings name several fields, and students the branch of one.
 */
export function suitsField(asked: string, own: string): boolean {
  const [wanted, having] = [fieldKey(asked), fieldKey(own)];
  if (isForEveryField(asked)) return true;
  return having !== '' && (wanted.includes(having) || having.includes(wanted));
}

const totalWords = new Set(sheetWords.total.map(fieldKey));

/** Whether a cell where a unit would be named says that its row states the totals. */
export const namesTotal = (cell: string): boolean => totalWords.has(fieldKey(cell));

/** Whether a change touches what the expert has approved. */
export function needsNewApproval(before: ApprovedPart, after: ApprovedPart): boolean {
  return (
    before.field !== after.field ||
    before.workType !== after.workType ||
    before.seats.female !== after.seats.female ||
    before.seats.male !== after.seats.male
  );
}

export function freeSeats({ capacity, held, filled }: SeatCount): number {
  return capacity - held - filled;
}

type Movement = { readonly move: SeatMove; readonly amount: number };

const movements: Readonly<Record<SeatMove, (before: SeatCount, amount: number) => SeatCount>> = {
  capacitySet: (before, capacity) => ({ ...before, capacity }),
  held: (before) => ({ ...before, held: before.held + 1 }),
  filled: (before) => ({ ...before, held: before.held - 1, filled: before.filled + 1 }),
  holdFreed: (before) => ({ ...before, held: before.held - 1 }),
  filledFreed: (before) => ({ ...before, filled: before.filled - 1 }),
};

/** The counts of a ledger's beginning, and those after one more movement. */
export const noSeats: SeatCount = { capacity: 0, held: 0, filled: 0 };
export const moveSeats = (before: SeatCount, { move, amount }: Movement): SeatCount =>
  movements[move](before, amount);

/** Days for which a unit's request holds a seat. */
export const seatHoldDays = 7;

/** The openings that a student may name in one application, in order of wish. */
export const wishes = { fewest: 1, most: 5 } as const;

/** Always computed from the rows; no sheet's own totals are believed. */
export function totalsOf(rows: readonly Seats[]): Totals {
  const women = rows.reduce((sum, { female }) => sum + female, 0);
  const men = rows.reduce((sum, { male }) => sum + male, 0);
  return { women, men, all: women + men };
}

/** Where a sheet's stated totals are not those of its rows; what it does not state is not compared. */
export function compareTotals(
  rows: readonly Seats[],
  stated: Partial<Totals>,
): readonly TotalDifference[] {
  const computed = totalsOf(rows);
  return totalColumns.flatMap((column) => {
    const claim = stated[column];
    if (claim === undefined || claim === computed[column]) return [];
    return [{ column, computed: computed[column], stated: claim }];
  });
}
