import type { BulkKind, BulkRefusal, BulkVerb, NudgeRefusal } from '../../../core/bulk/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainDecision } from '../../view/reasons/decisions.ts';
import { explainOpening } from '../../view/reasons/openings.ts';
import { explainFinal, explainPlacing } from '../../view/reasons/placements.ts';
import { explainCan } from '../../view/reasons/staff.ts';

/** Why one of several was not decided; of what changed meanwhile no page is drawn here. */
export function explainBulk(turn: Turn, refused: BulkRefusal): string {
  const { html } = turn.words;
  switch (refused.of) {
    case 'item':
      return explainItem(turn, refused.refusal);
    case 'application':
      return refused.refusal.reason === 'changedSince'
        ? html('bulk.requestChanged')
        : explainDecision(turn, refused.refusal);
    case 'opening':
      return refused.refusal.reason === 'changedSince'
        ? html('bulk.needChanged')
        : explainOpening(turn, refused.refusal);
    case 'placement':
      return explainPlacing(turn, refused.refusal);
    case 'final':
      return explainFinal(turn, refused.refusal);
  }
}

function explainItem(turn: Turn, refusal: Extract<BulkRefusal, { of: 'item' }>['refusal']): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'gone':
      return refusal.by === null
        ? html('staff.inbox.closed')
        : html('bulk.closedBy', { name: refusal.by });
    case 'claimedByAnother':
      return html('staff.inbox.takenBy', { name: refusal.by ?? '' });
    default:
      return explainCan(turn, refusal);
  }
}

/** Why one of several was not reminded. */
export const explainNudge = (turn: Turn, refusal: NudgeRefusal): string => {
  switch (refusal.reason) {
    case 'answered':
    case 'remindedToday':
    case 'nobodyThere':
      return turn.words.html(`bulk.remind.${refusal.reason}`);
    default:
      return explainCan(turn, refusal);
  }
};

/** What a button does with what of a kind was picked. */
export const verbOf = (
  { words: { plain } }: Turn,
  kind: BulkKind | undefined,
  verb: BulkVerb,
): string => plain(kind === 'approveFinal' ? 'bulk.verbs.final' : `bulk.verbs.${verb}`);
