import type { DecideAccountRefusal } from '../../../core/bank/commands/decide-account.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatInstant } from '../format.ts';
import { explainCan } from './staff.ts';

/** Who decided on an account before, as far as it is known. */
type Decided = { readonly decidedBy: string | null; readonly decidedAt: Date | null };

/** Why an account was not decided on. */
export function explainAccount(
  turn: Turn,
  refusal: DecideAccountRefusal,
  decided?: Decided,
): string {
  const { html, plain, language } = turn.words;
  switch (refusal.reason) {
    case 'notAllowed':
    case 'ownCase':
    case 'samePerson':
      return explainCan(turn, refusal);
    case 'notFound':
      return html('finance.account.none');
    case 'noEvidence':
      return html('finance.account.noEvidence');
    case 'noReason':
      return html('review.noReason');
    case 'alreadyDecided': {
      const state = plain(`terms.bankAccountStates.${refusal.state}`);
      if (!decided?.decidedBy || !decided.decidedAt) {
        return html('finance.account.alreadyDecided', { state });
      }
      const at = formatInstant(decided.decidedAt, language);
      return html('finance.account.alreadyDecidedBy', { name: decided.decidedBy, at, state });
    }
  }
}
