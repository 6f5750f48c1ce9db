import type {
  ApproveRefusal,
  ReasonedRefusal,
  VerifyRefusal,
} from '../../../core/applications/types.ts';
import type { Closing } from '../../../core/staff/queries.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatInstant, formatList } from '../format.ts';
import { explainCan } from './staff.ts';

/** Why a decision on an application was not taken; `closing` says who was faster. */
export function explainDecision(
  turn: Turn,
  refusal: ApproveRefusal | ReasonedRefusal | VerifyRefusal,
  closing?: Closing,
): string {
  const { html, plain, language } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
      return html('staff.codeUnknown');
    case 'accountClosed':
      return html('review.accountClosed');
    case 'notAllowed':
    case 'ownCase':
    case 'samePerson':
      return explainCan(turn, refusal);
    case 'noReason':
      return html('review.noReason');
    case 'claimsPending': {
      const classes = refusal.classes.map((one) => plain(`terms.priorityClasses.${one}`));
      return html('review.claimsFirst', { classes: formatList(classes, language) });
    }
    case 'changedSince':
      return html('review.changedSince');
    case 'alreadyVerified':
      return html('review.alreadyVerified', {
        verdict: plain(`terms.claimStates.${refusal.verdict}`),
      });
    case 'alreadyDecided': {
      const state = plain(`terms.applicationStates.${refusal.state}`);
      if (!closing?.byName) return html('review.alreadyDecided', { state });
      const at = formatInstant(closing.at, language);
      return html('review.alreadyDecidedBy', { name: closing.byName, at, state });
    }
  }
}
