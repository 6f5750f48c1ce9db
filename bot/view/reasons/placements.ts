import type {
  DecideAmendmentRefusal,
  RequestAmendmentRefusal,
} from '../../../core/placements/commands/amend-placement.ts';
import type { SettleRefusal } from '../../../core/placements/commands/answer-hours.ts';
import type {
  CorrectRefusal,
  NoHoursRefusal,
} from '../../../core/placements/commands/correct-placement.ts';
import type { DecideRefusal } from '../../../core/placements/commands/decide-placement.ts';
import type { TerminateRefusal } from '../../../core/placements/commands/end-placement.ts';
import type { FinaliseRefusal } from '../../../core/placements/commands/finalise-placement.ts';
import type {
  ReportRefusal,
  StartRefusal,
} from '../../../core/placements/commands/report-hours.ts';
import type { RequestRefusal } from '../../../core/placements/commands/request-placement.ts';
import type { RequestableRefusal } from '../../../core/placements/queries.ts';
import type { EntriesRefusal } from '../../../core/placements/rules/typed.ts';
import type {
  EntryRefusal,
  HoursChanged,
  HoursRefusal,
  PlacementState,
  TermRefusal,
} from '../../../core/placements/types.ts';
import type { Closing } from '../../../core/staff/queries.ts';
import type { CanRefusal } from '../../../core/staff/rules.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate, formatHours, formatInstant, formatList } from '../format.ts';
import { Html } from '../language.ts';
import { showCode } from '../names.ts';
import { explainDay } from './days.ts';
import { explainCan } from './staff.ts';
import { explainWindow } from './terms.ts';

/** Why hours as they were written cannot stand. */
export function explainHours(
  turn: Pick<Turn, 'words'>,
  refusal: HoursRefusal | EntryRefusal | TermRefusal,
): string {
  const { html, language } = turn.words;
  switch (refusal.reason) {
    case 'tooMany':
    case 'tooManyInTerm': {
      const limit = formatHours(refusal.limit, language);
      return html(`placing.hoursWrong.${refusal.reason}`, { limit });
    }
    case 'overTerm':
    case 'overApproved':
    case 'overMonthlyCap': {
      const left = formatHours(refusal.left, language);
      return html(`placing.hoursWrong.${refusal.reason}`, { left });
    }
    default:
      return html(`placing.hoursWrong.${refusal.reason}`);
  }
}

const isCan = (refusal: { readonly reason: string }): refusal is CanRefusal =>
  ['notAllowed', 'ownCase', 'samePerson'].includes(refusal.reason);

/** What more than one step is refused for. */
const common = {
  notFound: 'placing.none',
  noReason: 'review.noReason',
} as const;

const explainCommon = ({ words }: Turn, reason: keyof typeof common): string =>
  words.html(common[reason]);

const explainChanged = ({ words }: Turn, { minutes }: HoursChanged): string =>
  words.html('placing.hoursChanged', { hours: formatHours(minutes, words.language) });

const explainState = ({ words: { html, plain } }: Turn, state?: PlacementState): string =>
  html('placing.wrongState', { state: state ? plain(`terms.placementStates.${state}`) : '' });

/** Why a request was not decided on; `closing` says who was faster. */
export function explainPlacing(turn: Turn, refusal: DecideRefusal, closing?: Closing): string {
  const { html } = turn.words;
  if (isCan(refusal)) return explainCan(turn, refusal);
  switch (refusal.reason) {
    case 'notFound':
    case 'noReason':
      return explainCommon(turn, refusal.reason);
    case 'alreadyDecided':
      return explainDecided(turn, refusal.state, closing);
    default:
      return html(`placing.${refusal.reason}`);
  }
}

function explainDecided(
  { words: { html, plain, language } }: Turn,
  of: PlacementState,
  closing: Closing | undefined,
): string {
  const state = plain(`terms.placementStates.${of}`);
  if (!closing?.byName) return html('placing.alreadyDecided', { state });
  const at = formatInstant(closing.at, language);
  return html('placing.alreadyDecidedBy', { name: closing.byName, at, state });
}

/** Why hours were not entered, or an objection not settled. */
export function explainReport(turn: Turn, refusal: ReportRefusal | SettleRefusal): string {
  const { html, language } = turn.words;
  if (isCan(refusal)) return explainCan(turn, refusal);
  switch (refusal.reason) {
    case 'notFound':
    case 'noReason':
      return explainCommon(turn, refusal.reason);
    case 'outsideWindow':
      return explainWindow(turn, refusal);
    case 'wrongState':
      return explainState(turn, refusal.state);
    case 'future':
    case 'longAgo':
    case 'dayEntered':
      return html(`placing.${refusal.reason}`, { day: formatDate(refusal.day, language) });
    case 'replacesObjected':
      return refusal.minutes === 0
        ? html('placing.objectionOver')
        : html('placing.replacesObjected', { hours: formatHours(refusal.minutes, language) });
    case 'changed':
      return explainChanged(turn, refusal);
    case 'noEntries':
    case 'waitsForExpert':
    case 'studentLeft':
    case 'notYours':
      return html(`placing.${refusal.reason}`);
    default:
      return explainHours(turn, refusal);
  }
}

/** Why there is no final approval. */
export function explainFinal(turn: Turn, refusal: FinaliseRefusal, state?: PlacementState): string {
  const { html } = turn.words;
  if (isCan(refusal)) return explainCan(turn, refusal);
  switch (refusal.reason) {
    case 'notFound':
      return explainCommon(turn, refusal.reason);
    case 'wrongState':
      return explainState(turn, state);
    case 'changed':
      return explainChanged(turn, refusal);
    default:
      return html(`placing.${refusal.reason}`);
  }
}

/** Why a unit cannot have the student that it asks for. */
export function explainRequest(turn: Turn, refusal: RequestRefusal | RequestableRefusal): string {
  const { html, plain, language } = turn.words;
  if (isCan(refusal)) return explainCan(turn, refusal);
  switch (refusal.reason) {
    case 'outsideWindow':
      return explainWindow(turn, refusal);
    case 'notApproved': {
      const state = plain(`terms.applicationStates.${refusal.state}`);
      return html('placing.request.notApproved', { state });
    }
    case 'higherRanked': {
      const codes = refusal.trackingCodes.map((code) => showCode(code).html);
      return html('placing.request.higherRanked', { codes: new Html(formatList(codes, language)) });
    }
    case 'openingNotOpen':
    case 'unknownStudent':
    case 'noWish':
    case 'otherOpening':
    case 'alreadyPlaced':
    case 'noSeat':
      return html(`placing.request.${refusal.reason}`);
    default:
      return explainHours(turn, refusal);
  }
}

type StepRefusal = TerminateRefusal | StartRefusal | NoHoursRefusal;

/** Why a placement was not begun, not ended, or still waits for hours. */
export function explainStep(turn: Turn, refusal: StepRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
    case 'noReason':
      return explainCommon(turn, refusal.reason);
    case 'wrongState':
      return explainState(turn, refusal.state);
    case 'hasHours':
      return html('placing.hasHours');
    default:
      return explainCan(turn, refusal);
  }
}

/** Why more hours were not asked for, or not decided on. */
export function explainAmendment(
  turn: Turn,
  refusal: RequestAmendmentRefusal | DecideAmendmentRefusal,
): string {
  const { html, language } = turn.words;
  if (isCan(refusal)) return explainCan(turn, refusal);
  switch (refusal.reason) {
    case 'notFound':
    case 'noReason':
      return explainCommon(turn, refusal.reason);
    case 'wrongState':
      return explainState(turn, refusal.state);
    case 'notMore':
      return html('placing.amend.notMore');
    case 'amendmentWaiting':
      return html('placing.amendmentWaiting');
    case 'alreadyDecided':
      return html('placing.amend.decided');
    case 'underEntered':
      return html('placing.amend.underEntered', { hours: formatHours(refusal.entered, language) });
    default:
      return explainHours(turn, refusal);
  }
}

/** Why what was finally approved is not corrected. */
export function explainCorrection(turn: Turn, refusal: CorrectRefusal): string {
  const { html, language } = turn.words;
  if (isCan(refusal)) return explainCan(turn, refusal);
  switch (refusal.reason) {
    case 'notFound':
    case 'noReason':
      return explainCommon(turn, refusal.reason);
    case 'wrongState':
      return explainState(turn, refusal.state);
    case 'changed':
      return explainChanged(turn, refusal);
    case 'inPayRun':
      return html('placing.correct.inPayRun');
    case 'outOfRange':
      return html('placing.correct.outOfRange', {
        payable: formatHours(refusal.payable, language),
        approved: formatHours(refusal.approved, language),
      });
    case 'nothing':
      return html('placing.hoursWrong.notPositive');
    case 'overTerm':
      return explainHours(turn, refusal);
    default:
      return html('placing.hoursWrong.notQuarter');
  }
}

/** What is wrong with a list of hours, and in which line. */
export function explainEntries(turn: Turn, refusal: EntriesRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'empty':
      return html('placing.hoursWrong.empty');
    case 'tooManyLines':
      return html('placing.linesWrong.tooManyLines', { limit: refusal.limit });
    case 'totalAlone':
      return html('placing.linesWrong.totalAlone');
    case 'wrongDay': {
      const why = new Html(explainDay(turn, { ok: false, reason: refusal.why }));
      return html('placing.linesWrong.day', { line: refusal.line, why });
    }
    case 'wrongHours': {
      const why = new Html(explainHours(turn, refusal.why));
      return html('placing.linesWrong.day', { line: refusal.line, why });
    }
  }
}
