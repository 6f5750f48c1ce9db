import type { AnswerTicketRefusal } from '../../../core/support/commands/answer-ticket.ts';
import type { CloseTicketRefusal } from '../../../core/support/commands/close-ticket.ts';
import type { ContinueRefusal } from '../../../core/support/commands/continue-ticket.ts';
import type { HandOverRefusal } from '../../../core/support/commands/hand-over-ticket.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainCan } from './staff.ts';

export type TicketRefusal =
  | ContinueRefusal
  | AnswerTicketRefusal
  | CloseTicketRefusal
  | HandOverRefusal;

/** Why nothing was done with a ticket, and what to do instead. */
export function explainTicket(turn: Turn, refusal: TicketRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'notAllowed':
    case 'ownCase':
    case 'samePerson':
      return explainCan(turn, refusal);
    case 'tooLong':
      return html('forms.tooLong', { length: refusal.length, limit: refusal.limit });
    case 'tooManyFiles':
      return html('files.tooMany', { limit: refusal.limit });
    case 'tooManyOpen':
    case 'waitForAnswer':
      return html(`support.refusals.${refusal.reason}`, { limit: refusal.limit });
    default:
      return html(`support.refusals.${refusal.reason}`);
  }
}
