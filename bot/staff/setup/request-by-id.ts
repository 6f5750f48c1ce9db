import { mayInvite } from '../../../core/cartables/commands/request-cartable.ts';
import { type RequestView, requestView } from '../../../core/cartables/queries.ts';
import { can } from '../../../core/staff/rules.ts';
import type { Turn } from '../../intake/turn.ts';
import { declineTo } from '../officer.ts';

/** A request for a cartable, for those who ask there or answer; others are told that it is not theirs. */
export async function requestById(turn: Turn, requestId: number): Promise<RequestView | undefined> {
  const view = await requestView(turn.work.tx, requestId, turn.work.now);
  const person = await turn.person();
  const { html } = turn.words;
  if (!view) {
    declineTo(turn, html('cartables.unknownRequest'));
    return undefined;
  }
  const seen = mayInvite(person, view.place).ok || can(person, 'decideCartable', view.place).ok;
  if (seen) return view;
  declineTo(turn, html('errors.notAllowed'));
  return undefined;
}
