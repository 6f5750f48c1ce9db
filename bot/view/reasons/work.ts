import type { AnswerRefusal } from '../../../core/placements/commands/answer-hours.ts';
import type {
  TurnDownRefusal,
  WithdrawRefusal,
} from '../../../core/placements/commands/end-placement.ts';
import type { PlacementState } from '../../../core/placements/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay, formatHours } from '../format.ts';

/** Why hours were not confirmed, or not objected to. */
export function explainAnswer(turn: Turn, refusal: AnswerRefusal): string {
  const { html, language } = turn.words;
  switch (refusal.reason) {
    case 'wrongState':
      return explainState(turn, refusal.state);
    case 'changed':
      return html('work.refused.hoursChanged', { hours: formatHours(refusal.minutes, language) });
    case 'tooLate':
      return html('work.refused.objectionTooLate', { until: formatDay(refusal.until, language) });
    case 'noReason':
      return html('work.noReason');
    case 'notFound':
    case 'nothingToAnswer':
      return html(`work.refused.${refusal.reason}`);
  }
}

const begun: ReadonlySet<PlacementState> = new Set([
  'working',
  'hoursReported',
  'confirmed',
  'objected',
]);

/** Why a placement was not declined. */
export function explainTurnDown(turn: Turn, refusal: TurnDownRefusal): string {
  const { html, language } = turn.words;
  switch (refusal.reason) {
    case 'wrongState':
      return begun.has(refusal.state)
        ? html('work.refused.workBegan')
        : explainState(turn, refusal.state);
    case 'tooLate':
      return html('work.refused.declineTooLate', { until: formatDay(refusal.until, language) });
    case 'notFound':
      return html('work.refused.notFound');
  }
}

/** Why a placement was not ended. */
export const explainWithdraw = (turn: Turn, refusal: WithdrawRefusal): string =>
  refusal.reason === 'wrongState'
    ? explainState(turn, refusal.state)
    : turn.words.html('work.refused.notFound');

const explainState = ({ words: { html, plain } }: Turn, state: PlacementState): string =>
  html('work.refused.wrongState', { state: plain(`work.states.${state}`) });
