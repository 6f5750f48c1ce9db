import type {
  ChangeRefusal,
  DecideChangeRefusal,
} from '../../../core/openings/commands/change-opening.ts';
import type { CloseRefusal } from '../../../core/openings/commands/close-opening.ts';
import type { DecideOpeningRefusal } from '../../../core/openings/commands/decide-opening.ts';
import type { DeclareRefusal } from '../../../core/openings/commands/declare-opening.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainCan } from './staff.ts';

type OpeningRefusal = DeclareRefusal | CloseRefusal | DecideOpeningRefusal;

/** Why a need was not declared, not decided on, not closed or not shown. */
export function explainOpening(turn: Turn, refusal: OpeningRefusal): string {
  const { html, plain } = turn.words;
  switch (refusal.reason) {
    case 'notAllowed':
    case 'ownCase':
    case 'samePerson':
      return explainCan(turn, refusal);
    case 'notFound':
      return html('openings.notFound');
    case 'noReason':
      return html('review.noReason');
    case 'wrongWorkType':
      return html('openings.need.wrongWorkType', {
        work: plain(`terms.workTypes.${refusal.right}`),
      });
    case 'notCount':
    case 'noSeats':
      return html('openings.need.noSeats');
    case 'noTitle':
      return html('openings.need.titleFaAsk');
    case 'alreadyDecided':
      return html('openings.alreadyDecided', { state: plain(`openings.states.${refusal.state}`) });
    case 'changedSince':
      return html('openings.changedSince');
    case 'alreadyClosed':
      return html('openings.alreadyClosed');
    default:
      return html(`openings.need.${refusal.reason}`);
  }
}

/** Why a change was not asked for, or not decided on. */
export function explainChange(turn: Turn, refusal: ChangeRefusal | DecideChangeRefusal): string {
  const { html, plain } = turn.words;
  switch (refusal.reason) {
    case 'same':
      return html('openings.change.same');
    case 'changeWaiting':
      return html('openings.change.waiting');
    case 'notApproved':
      return html('openings.change.notApproved', {
        state: plain(`openings.states.${refusal.state}`),
      });
    case 'alreadyDecided':
      return html('openings.changeDecided');
    case 'seatsTaken':
      return html('openings.seatsTaken');
    case 'alreadyDeclared':
      return html('openings.change.alreadyDeclared');
    case 'fieldTaken':
      return html('openings.fieldTaken');
    default:
      return explainOpening(turn, refusal);
  }
}
