import { mayInvite } from '../../../core/cartables/commands/request-cartable.ts';
import { type RequestView, requestView } from '../../../core/cartables/queries.ts';
import { can } from '../../../core/staff/rules.ts';
import type { Person } from '../../../core/staff/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { declineTo } from '../officer.ts';

const isSeenBy = (person: Person, { place }: RequestView): boolean =>
  mayInvite(person, place).ok || can(person, 'decideCartable', place).ok;

/** A request for a cartable, for those who ask there or answer. */
export async function requestSeen(turn: Turn, requestId: number): Promise<RequestView | undefined> {
  const view = await requestView(turn.work.tx, requestId, turn.work.now);
  return view && isSeenBy(await turn.person(), view) ? view : undefined;
}

/** The same; others are told that it is not theirs. */
export async function requestById(turn: Turn, requestId: number): Promise<RequestView | undefined> {
  const view = await requestView(turn.work.tx, requestId, turn.work.now);
  const person = await turn.person();
  const { html } = turn.words;
  if (!view) {
    declineTo(turn, html('cartables.unknownRequest'));
    return undefined;
  }
  if (isSeenBy(person, view)) return view;
  declineTo(turn, html('errors.notAllowed'));
  return undefined;
}
