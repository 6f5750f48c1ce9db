import { type Action, can, type Subject } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import {
  hoursLimits,
  isAmendable,
  movePlacement,
  objectedOf,
  objectionReader,
  objectionsTo,
  officersTurn,
} from '../rules.ts';
import type { HoursEntry, PlacementState } from '../types.ts';
import { askedBy, finalBy, hoursBy } from './first-persons.ts';

/**
 * What an officer may do with a placement.
 * - `decide`: the initial approval; `came`: the student has reported; `report`: enter hours.
 * - `stand`: answer an objection by the same hours; `takeBack`: by none; `settle`: the expert, after the
 *   second one.
 * - `finalise`; `amend`, `decideAmendment`: more hours; `terminate`; `correct`: after the final approval.
 * - `noHours`: of one that ended early there are none to report.
 */
export const placementSteps = [
  'decide',
  'came',
  'report',
  'stand',
  'takeBack',
  'settle',
  'finalise',
  'amend',
  'decideAmendment',
  'terminate',
  'noHours',
  'correct',
] as const;
export type PlacementStep = (typeof placementSteps)[number];

type Standing = {
  readonly state: PlacementState;
  readonly approvedById: number | null;
  readonly account: { readonly closedAt: Date | null };
  readonly requestedById: number;
  readonly requestedForId: number | null;
  readonly finalById: number | null;
  readonly finalForId: number | null;
  readonly approvedMinutes: number;
  readonly hours: readonly (HoursEntry & {
    readonly objectionRound: number;
    readonly enteredById: number;
    readonly enteredForId: number | null;
  })[];
  /** Whether its hours are still asked for: of one that ended early the unit may have said that there are none. */
  readonly waitsForHours: boolean;
  /** What waits for an approval. */
  readonly amendment: {
    readonly requestedById: number;
    readonly requestedForId: number | null;
  } | null;
};

/** The steps that are due and open to this officer, so that no other button is shown. */
export function officerSteps(
  actor: Actor,
  placement: Standing,
  subject: Subject,
): Readonly<Record<PlacementStep, boolean>> {
  const { state, approvedById, hours, amendment } = placement;
  const approved = approvedById !== null;
  const turn = officersTurn({ state, approved, entries: hours });
  const may = (action: Action, firstPersonIds: readonly (number | null)[] = []) =>
    can(actor, action, { ...subject, firstPersonIds }).ok;
  const objected = turn === 'answerObjection';
  const toExpert = objected && objectionReader(objectionsTo(hours)) === 'expert';
  const ended = state === 'withdrawn' || state === 'terminated';
  const amendable =
    isAmendable(state) && amendment === null && placement.approvedMinutes < hoursLimits.most;
  return {
    decide: turn === 'approvePlacement' && may('decidePlacement', askedBy(placement)),
    came: movePlacement('start', state) !== undefined && may('reportHours'),
    report: isReportable(placement) && !toExpert && may('reportHours'),
    stand: objected && !toExpert && may('reportHours'),
    takeBack: objected && !toExpert && isReportable(placement) && may('reportHours'),
    settle: toExpert && may('settleObjection', hoursBy(objectedOf(hours))),
    finalise: turn === 'approveFinal' && may('finalisePlacement', hoursBy(hours)),
    amend: amendable && may('amendPlacement'),
    decideAmendment: amendment !== null && may('decideAmendment', askedBy(amendment)),
    terminate: movePlacement('terminate', state) !== undefined && may('terminatePlacement'),
    noHours: ended && turn === 'reportHours' && placement.waitsForHours && may('reportHours'),
    correct:
      movePlacement('correct', state) !== undefined &&
      may('correctPlacement', [...finalBy(placement), ...hoursBy(hours)]),
  };
}

/** Whether hours may be entered: nobody could answer those of a student who has left, nor be paid for them. */
function isReportable({ state, approvedById, account }: Standing): boolean {
  if (approvedById === null || account.closedAt !== null) return false;
  return movePlacement('reportHours', state === 'approved' ? 'working' : state) !== undefined;
}
