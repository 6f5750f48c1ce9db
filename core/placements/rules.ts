import { type IsoDate, jalaliMonth } from '../calendar.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { decimalParts, plain } from '../text.ts';
import {
  type AmendmentRefusal,
  type EntryRefusal,
  type FinalRefusal,
  type HoursEntry,
  type HoursRefusal,
  type ObjectionReader,
  type OfficersTurn,
  type PlacementEnding,
  type PlacementEvent,
  type PlacementState,
  placementStates,
  type SeatUse,
  type TermRefusal,
} from './types.ts';

type Moves = Readonly<Partial<Record<PlacementState, PlacementState>>>;

// A placement that ended early still has its hours reported, answered and finally approved. It
// stays `withdrawn` or `terminated` meanwhile, so that it holds neither its seat nor the student.
const ended = { withdrawn: 'withdrawn', terminated: 'terminated' } as const;

/** Every move that there is; what is not here cannot happen. */
export const placementMoves: Readonly<Record<PlacementEvent, Moves>> = {
  approve: { requested: 'approved' },
  decline: { requested: 'declined' },
  expire: { requested: 'expired' },
  turnDown: { approved: 'declined' },
  start: { approved: 'working' },
  reportHours: {
    ...ended,
    working: 'hoursReported',
    hoursReported: 'hoursReported',
    confirmed: 'hoursReported',
    objected: 'hoursReported',
  },
  confirm: { ...ended, hoursReported: 'confirmed', objected: 'confirmed' },
  lapse: { ...ended, hoursReported: 'confirmed' },
  object: { ...ended, hoursReported: 'objected' },
  settle: { ...ended, objected: 'confirmed' },
  noHours: { ...ended, objected: 'working' },
  finalise: { confirmed: 'final', withdrawn: 'final', terminated: 'final' },
  correct: { final: 'final' },
  pay: { final: 'paid' },
  unpay: { paid: 'final' },
  withdraw: {
    requested: 'withdrawn',
    approved: 'withdrawn',
    working: 'withdrawn',
    hoursReported: 'withdrawn',
    confirmed: 'withdrawn',
    objected: 'withdrawn',
  },
  terminate: {
    approved: 'terminated',
    working: 'terminated',
    hoursReported: 'terminated',
    confirmed: 'terminated',
    objected: 'terminated',
  },
};

/** The state that an event leads to; undefined where it cannot happen. */
export function movePlacement(
  event: PlacementEvent,
  from: PlacementState,
): PlacementState | undefined {
  return placementMoves[event][from];
}

/** The states from which an event leads somewhere, for a conditional update. */
export function sourcesOf(event: PlacementEvent): PlacementState[] {
  return placementStates.filter((state) => movePlacement(event, state) !== undefined);
}

/** Of a placement that has not ended: a student has at most one of them at a time, anywhere. */
export function isLive(state: PlacementState): boolean {
  return movePlacement('withdraw', state) !== undefined;
}

export const liveStates: readonly PlacementState[] = placementStates.filter(isLive);

const nothingBegan: ReadonlySet<PlacementState> = new Set(['requested', 'declined', 'expired']);

/** Whether there may be hours to speak of: there are none of what nobody approved, or the student declined. */
export const mayHaveHours = ({
  state,
  approvedAt,
}: {
  readonly state: PlacementState;
  readonly approvedAt: Date | null;
}): boolean => !nothingBegan.has(state) && (state !== 'withdrawn' || approvedAt !== null);

const seatUses: Readonly<Record<PlacementState, SeatUse>> = {
  requested: 'held',
  approved: 'filled',
  working: 'filled',
  hoursReported: 'filled',
  confirmed: 'filled',
  objected: 'filled',
  final: 'filled',
  paid: 'filled',
  declined: 'free',
  expired: 'free',
  withdrawn: 'free',
  terminated: 'free',
};

/**
 * What a placement does with its seat. One that ended early freed it for good, also when its hours
 * are finally approved and paid later.
 */
export function seatUse(state: PlacementState, ending: PlacementEnding | null): SeatUse {
  return ending === 'withdrawn' || ending === 'terminated' ? 'free' : seatUses[state];
}

/** How the work has ended after an event, given how it had ended before; null while it goes on. */
export function endingAfter(
  event: PlacementEvent,
  before: PlacementEnding | null,
): PlacementEnding | null {
  if (event === 'withdraw') return 'withdrawn';
  if (event === 'terminate') return 'terminated';
  return event === 'finalise' ? (before ?? 'finished') : before;
}

/** Minutes; `most` is for a placement and term, amendments included. */
export const hoursLimits = { unit: 15, most: 200 * 60 } as const;

/** Days for the student: to turn an approved placement down; to object to an entry. */
export const turnDownDays = 3;
export const objectionDays = 5;

/** Days back that hours can be of: longer ago than a term is no day of its work. */
export const workedDaysBack = 250;

/** Days before the last one, on which the student is reminded of it. */
export const reminderDays = 1;

const clock = /^(\d+):(\d{1,2})$/;

/** `37:30`, or `37.5` with any of the signs for a point that `decimalParts` takes, in minutes. */
export function parseHours(text: string): Result<{ readonly minutes: number }, HoursRefusal> {
  const typed = plain(text);
  if (typed === '') return refuse('empty');
  const minutes = clockMinutes(typed) ?? decimalMinutes(typed);
  if (minutes === undefined) return refuse('notNumber');
  return checkHours(minutes);
}

function clockMinutes(typed: string): number | undefined {
  const [, hours, minutes] = clock.exec(typed) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

function decimalMinutes(typed: string): number | undefined {
  const parts = decimalParts(typed);
  if (parts === undefined) return undefined;
  // In hundredths of an hour a quarter is 25; anything finer is no quarter and must not round to one.
  const fraction = parts.fraction.replace(/0+$/, '').padEnd(2, '0');
  const hundredths = fraction.length > 2 ? Number.NaN : Number(fraction);
  return Number(parts.whole) * 60 + (hundredths * 60) / 100;
}

function checkMinutes(
  minutes: number,
): Result<{ readonly minutes: number }, Refusal<'notQuarter' | 'notPositive'>> {
  if (minutes <= 0) return refuse('notPositive');
  return minutes % hoursLimits.unit === 0 ? ok({ minutes }) : refuse('notQuarter');
}

/** Minutes that a placement may be approved for. */
export function checkHours(minutes: number): Result<{ readonly minutes: number }, HoursRefusal> {
  if (minutes > hoursLimits.most) return refuse('tooMany', { limit: hoursLimits.most });
  return checkMinutes(minutes);
}

/** Whether a placement may have `minutes` in all, where the student's others of the term take `elsewhere`. */
export function checkTerm(minutes: number, elsewhere: number): Result<object, TermRefusal> {
  const limit = Math.max(0, hoursLimits.most - elsewhere);
  if (minutes <= limit) return ok();
  return refuse(elsewhere === 0 ? 'tooMany' : 'tooManyInTerm', { limit });
}

/** Minutes worked that count: those of entries that no later entry stands for. */
export function enteredMinutes(entries: readonly HoursEntry[]): number {
  return entries.reduce((sum, { minutes, state }) => sum + (state === 'replaced' ? 0 : minutes), 0);
}

/** The Jalali month that an entry counts for. A total has no day: it counts for that of its entering. */
export const countedMonth = ({
  workedOn,
  enteredOn,
}: {
  readonly workedOn: IsoDate | null;
  readonly enteredOn: IsoDate;
}): string => jalaliMonth(workedOn ?? enteredOn);

/** Minutes that a student's confirmation is about. */
export function waitingMinutes(entries: readonly HoursEntry[]): number {
  return entries.reduce(
    (sum, { minutes, state }) => sum + (state === 'reported' || state === 'objected' ? minutes : 0),
    0,
  );
}

/** Minutes that the student agreed to, by word or by silence. */
export function agreedMinutes(entries: readonly HoursEntry[]): number {
  return entries.reduce(
    (sum, { minutes, state }) => sum + (state === 'confirmed' || state === 'silent' ? minutes : 0),
    0,
  );
}

/** Minutes that may still be worked: of the approved ones, and of a student's in all of the term. */
export function leftMinutes({
  approved,
  entered,
  elsewhere = 0,
}: {
  readonly approved: number;
  readonly entered: number;
  readonly elsewhere?: number;
}): number {
  return Math.max(0, Math.min(approved, hoursLimits.most - elsewhere) - entered);
}

/**
 * Until when the student may answer: all entries that wait are answered together, so the last of
 * their days counts. Null: none waits.
 */
export function answerDue(
  entries: readonly (Pick<HoursEntry, 'state'> & { readonly objectionDueAt: Date })[],
): Date | null {
  const days = entries.flatMap(({ state, objectionDueAt }) =>
    state === 'reported' ? [objectionDueAt.getTime()] : [],
  );
  return days.length === 0 ? null : new Date(Math.max(...days));
}

/**
 * Whether `minutes` may be entered beside what is entered already. `monthlyCap` in minutes, null
 * where the university has none; `enteredInMonth` counts the month that the new entry is in.
 */
export function checkEntry(
  minutes: number,
  placement: {
    readonly approved: number;
    readonly entered: number;
    /** In the other placements of the term, those that ended early with them. */
    readonly elsewhere?: number;
    readonly monthlyCap: number | null;
    readonly enteredInMonth: number;
  },
): Result<{ readonly minutes: number }, EntryRefusal> {
  const checked = checkMinutes(minutes);
  if (!checked.ok) return checked;
  const left = placement.approved - placement.entered;
  if (minutes > left) return refuse('overApproved', { left });
  const elsewhere = placement.elsewhere ?? 0;
  const leftInTerm = Math.max(0, hoursLimits.most - elsewhere - placement.entered);
  if (minutes > leftInTerm) return refuse('overTerm', { left: leftInTerm });
  if (placement.monthlyCap === null) return checked;
  const leftInMonth = Math.max(0, placement.monthlyCap - placement.enteredInMonth);
  return minutes > leftInMonth ? refuse('overMonthlyCap', { left: leftInMonth }) : checked;
}

/** Running placements, to which hours may still be added. */
export function isAmendable(state: PlacementState): boolean {
  return isLive(state) && state !== 'requested';
}

/** Whether the approved minutes may be changed to `approved`. */
export function checkAmendment(
  approved: number,
  entered: number,
): Result<{ readonly minutes: number }, AmendmentRefusal> {
  const checked = checkHours(approved);
  return checked.ok && approved < entered ? refuse('underEntered', { entered }) : checked;
}

/** The first objection to an entry goes back to the unit, every later one to the expert. */
export function objectionReader(objections: number): ObjectionReader {
  return objections <= 1 ? 'unit' : 'expert';
}

type Standing = {
  readonly state: PlacementState;
  /** Whether it was ever initially approved. */
  readonly approved: boolean;
  readonly entries: readonly (HoursEntry & { readonly objectionRound: number })[];
};

/**
 * What a placement waits for an officer to do; null while it is the student's turn or nobody's. One
 * that ended early goes by its entries, for its state says only that it ended.
 */
export function officersTurn({ state, approved, entries }: Standing): OfficersTurn | null {
  if (state === 'requested') return 'approvePlacement';
  if (state === 'approved' || state === 'working') return 'reportHours';
  if (state === 'confirmed') return 'approveFinal';
  const ended = state === 'withdrawn' || state === 'terminated';
  if (state !== 'objected' && !(ended && approved)) return null;
  const counted = entries.filter((entry) => entry.state !== 'replaced');
  if (counted.some((entry) => entry.state === 'objected')) return 'answerObjection';
  if (counted.some((entry) => entry.state === 'reported')) return null;
  return counted.length === 0 ? 'reportHours' : 'approveFinal';
}

/** How often the entries on which there is no agreement yet were objected to; earlier ones are settled. */
export function objectionsTo(entries: Standing['entries']): number {
  const open = entries.filter(({ state }) => state === 'reported' || state === 'objected');
  return Math.max(0, ...open.map((entry) => entry.objectionRound));
}

/** The entries that the student objects to. */
export const objectedOf = <Entry extends Pick<HoursEntry, 'state'>>(
  entries: readonly Entry[],
): Entry[] => entries.filter(({ state }) => state === 'objected');

/** Who entered the hours that stand. */
export function enteredByOf(
  entries: readonly (Pick<HoursEntry, 'state'> & { readonly enteredById: number })[],
): number[] {
  return entries.filter(({ state }) => state !== 'replaced').map((entry) => entry.enteredById);
}

/** Minutes to be paid for: what was worked, as the recorded corrections changed it. */
export function payableMinutes(
  entries: readonly HoursEntry[],
  corrections: readonly { readonly minutes: number }[],
): number {
  return corrections.reduce((sum, { minutes }) => sum + minutes, enteredMinutes(entries));
}

const answered: ReadonlySet<HoursEntry['state']> = new Set(['confirmed', 'silent', 'replaced']);

/** Whether `approverId` may finally approve: hours, all answered, none that stand entered by the same person. */
export function mayFinalise(
  placement: {
    readonly state: PlacementState;
    readonly entries: readonly (HoursEntry & { readonly enteredById: number })[];
  },
  approverId: number,
): Result<{ readonly minutes: number }, FinalRefusal> {
  const { state, entries } = placement;
  if (movePlacement('finalise', state) === undefined) return refuse('wrongState');
  const minutes = enteredMinutes(entries);
  if (minutes === 0) return refuse('noHours');
  if (!entries.every((entry) => answered.has(entry.state))) return refuse('unanswered');
  if (enteredByOf(entries).includes(approverId)) return refuse('enteredBySamePerson');
  return ok({ minutes });
}
