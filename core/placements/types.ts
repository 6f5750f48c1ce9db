import type { WorkType } from '../openings/types.ts';
import type { Refusal } from '../result.ts';

/**
 * - `requested`: a unit asked for the student; a seat is held.
 * - `approved`: initially approved; the seat is filled and the student is to report to the unit.
 * - `working`: the student has reported; no hours are entered yet.
 * - `hoursReported`: entries wait for the student's answer.
 * - `confirmed`: every entry is confirmed, by word or by silence.
 * - `objected`: the student objected; the unit, the second time the expert, has to act.
 * - `final`: finally approved; nothing changes but by a recorded correction.
 * - `paid`: the bank has paid.
 * - `declined`: by the unit or expert at the start, or by the student on being told.
 * - `expired`: nobody decided while the seat was held.
 * - `withdrawn`, `terminated`: ended early by the student or the unit; hours worked stay payable.
 */
export const placementStates = [
  'requested',
  'approved',
  'working',
  'hoursReported',
  'confirmed',
  'objected',
  'final',
  'paid',
  'declined',
  'expired',
  'withdrawn',
  'terminated',
] as const;
export type PlacementState = (typeof placementStates)[number];

/**
 * - `approve`, `decline`: the second officer or the expert, on a request.
 * - `expire`: the hold of the seat ran out.
 * - `turnDown`: the student, within the days after being told.
 * - `start`: the unit says that the student has reported.
 * - `reportHours`: the unit enters hours, or answers an objection with right ones.
 * - `confirm`, `object`: the student, on all unanswered entries; `lapse`: silence for the set days.
 * - `settle`: the expert decides on a repeated objection; or what was objected to is taken back, and
 *   other hours stand. `noHours`: it is taken back, and none stand.
 * - `finalise`: final approval; `correct`: a recorded correction after it.
 * - `pay`: the bank has paid; `unpay`: it has not after all, or the money came back.
 * - `withdraw`: the student; `terminate`: the unit, with a reason.
 */
export const placementEvents = [
  'approve',
  'decline',
  'expire',
  'turnDown',
  'start',
  'reportHours',
  'confirm',
  'lapse',
  'object',
  'settle',
  'noHours',
  'finalise',
  'correct',
  'pay',
  'unpay',
  'withdraw',
  'terminate',
] as const;
export type PlacementEvent = (typeof placementEvents)[number];

/** How the work ended. It stays with a placement that goes on to final approval and pay. */
export const placementEndings = ['finished', 'withdrawn', 'terminated'] as const;
export type PlacementEnding = (typeof placementEndings)[number];

/**
 * Of one hours entry.
 * - `reported`: waits for the student; `objected`: for the unit, the second time for the expert.
 * - `confirmed`: by the student, or by the expert's decision; `silent`: no objection in time.
 * - `replaced`: a later entry stands for it; its minutes do not count.
 */
export const hoursStates = ['reported', 'confirmed', 'silent', 'objected', 'replaced'] as const;
export type HoursState = (typeof hoursStates)[number];

export type HoursEntry = { readonly minutes: number; readonly state: HoursState };

export type SeatUse = 'free' | 'held' | 'filled';

/** Whose turn it is after an objection. */
export type ObjectionReader = 'unit' | 'expert';

/** The kinds of work items that a placement can wait for. */
export const officersTurns = [
  'approvePlacement',
  'reportHours',
  'answerObjection',
  'approveFinal',
] as const;
export type OfficersTurn = (typeof officersTurns)[number];

/** `limit` is in minutes. */
export type HoursRefusal =
  | Refusal<'empty' | 'notNumber' | 'notQuarter' | 'notPositive'>
  | Refusal<'tooMany', { readonly limit: number }>;

/** Of the hours of one placement beside the others of the term; `limit`: what is left for this one, in minutes. */
export type TermRefusal = Refusal<'tooMany' | 'tooManyInTerm', { readonly limit: number }>;

/** `left`: minutes that may still be entered; `overTerm`: beside what other placements took. */
export type EntryRefusal =
  | Refusal<'notQuarter' | 'notPositive'>
  | Refusal<'overApproved' | 'overTerm' | 'overMonthlyCap', { readonly left: number }>;

/** `left`: approved hours cannot go under the minutes already entered. */
export type AmendmentRefusal = HoursRefusal | Refusal<'underEntered', { readonly entered: number }>;

/** `unanswered`: entries that wait for the student, or for an answer to an objection. */
export type FinalRefusal = Refusal<'wrongState' | 'noHours' | 'enteredBySamePerson' | 'unanswered'>;

/** `minutes` is how many there are now, which is not what the person saw who decides on them. */
export type HoursChanged = Refusal<'changed', { readonly minutes: number }>;

/** Which placement a notice is about, in words that both sides know. */
type About = {
  readonly placementId: number;
  /** Of the application, without the dash. */
  readonly trackingCode: string;
  readonly unit: { readonly fa: string; readonly en: string };
};

/** Hours as a notice names them: of a day, or in all where `workedOn` is null. */
export type ToldHours = { readonly minutes: number; readonly workedOn: string | null };

/** What students and officers are told of placements. Times are ISO instants, days ISO dates. */
export type PlacementNotice =
  /** To who asked for the student. */
  | ({ readonly name: 'requestApproved' } & About)
  | ({ readonly name: 'requestDeclined'; readonly reason: string } & About)
  /** `isClosed`: the opening is not open any more, so that nobody can ask again. */
  | ({ readonly name: 'requestExpired'; readonly isClosed?: true } & About)
  /** To the student. */
  | ({
      readonly name: 'placementApproved';
      readonly minutes: number;
      readonly workType: WorkType;
      /** Where to report to; null where the unit has not said it. */
      readonly directions: string | null;
      readonly answerDueAt: string;
    } & About)
  | ({
      readonly name: 'placementAnswerDue';
      readonly directions: string | null;
      readonly answerDueAt: string;
    } & About)
  | ({
      readonly name: 'hoursReported';
      readonly entries: readonly ToldHours[];
      /** All that waits for the answer, with what was entered before. */
      readonly waitingMinutes: number;
      /** All that stands, and what may still be entered. */
      readonly enteredMinutes: number;
      readonly leftMinutes: number;
      /** Whether the unit answers an objection by them. */
      readonly afterObjection: boolean;
      readonly answerDueAt: string;
    } & About)
  | ({
      readonly name: 'hoursAnswerDue';
      readonly waitingMinutes: number;
      readonly answerDueAt: string;
    } & About)
  | ({ readonly name: 'hoursLapsed'; readonly minutes: number } & About)
  | ({
      readonly name: 'objectionSettled';
      readonly reason: string;
      /** All that stands after it. */
      readonly enteredMinutes: number;
    } & About)
  /** The unit answers an objection by none: `minutes` no longer count, and `enteredMinutes` stand. */
  | ({
      readonly name: 'hoursTakenBack';
      readonly minutes: number;
      readonly enteredMinutes: number;
    } & About)
  | ({ readonly name: 'placementFinal'; readonly minutes: number } & About)
  | ({
      readonly name: 'placementTerminated';
      readonly reason: string;
      readonly enteredMinutes: number;
    } & About)
  /** `enterUntil`: until when the unit could still enter some; null where it no longer can. */
  | ({ readonly name: 'noHoursReported'; readonly enterUntil: string | null } & About)
  | ({
      readonly name: 'hoursAmended';
      readonly addedMinutes: number;
      readonly approvedMinutes: number;
    } & About)
  | ({
      readonly name: 'placementCorrected';
      /** Negative where hours were taken away. */
      readonly change: number;
      readonly minutes: number;
      readonly reason: string;
    } & About)
  /** To the unit. */
  | ({ readonly name: 'placementTurnedDown' } & About)
  /** `enterUntil`: as above; left out where nobody had approved, so that there are no hours. */
  | ({
      readonly name: 'placementWithdrawn';
      readonly reason: string | null;
      readonly enterUntil?: string | null;
    } & About)
  | ({ readonly name: 'hoursConfirmed'; readonly minutes: number } & About)
  | ({ readonly name: 'hoursUnanswered'; readonly minutes: number } & About)
  | ({ readonly name: 'hoursObjected'; readonly text: string; readonly round: number } & About)
  | ({ readonly name: 'objectionDecided'; readonly reason: string } & About)
  | ({
      readonly name: 'amendmentDecided';
      readonly accepted: boolean;
      /** Null where it was accepted, or not decided on before the placement ended. */
      readonly reason: string | null;
    } & About);
