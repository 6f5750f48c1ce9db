import { openItemOf } from '../../core/inbox/queries.ts';
import type { WorkItemKind } from '../../core/staff/types.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button } from '../view/message.ts';

/** What waits about one thing for this officer: in whose hands it is, and the button that changes that. */
export interface Claim {
  /** HTML; nothing where nobody has taken it. */
  readonly lines: readonly string[];
  readonly rows: readonly Button[][];
  /** What waits. */
  readonly itemId?: number;
}

export const noClaim: Claim = { lines: [], rows: [] };

/** Empty where nothing waits about it for this officer. */
export async function claimOf(
  turn: Turn,
  kinds: readonly WorkItemKind[],
  subjectId: number,
): Promise<Claim> {
  const person = await turn.person();
  const item = await openItemOf(turn.work.tx, person, { kinds, subjectId });
  if (!item) return noClaim;
  const { html, plain } = turn.words;
  if (item.claimedById === null) {
    const claim = { text: plain('staff.inbox.claim'), data: `claim:${item.id}` };
    return { lines: [], rows: [[claim]], itemId: item.id };
  }
  if (item.claimedById === person.accountId) {
    const release = { text: plain('staff.inbox.release'), data: `release:${item.id}` };
    return { lines: [html('staff.inbox.yours')], rows: [[release]], itemId: item.id };
  }
  const lines = [html('staff.inbox.takenBy', { name: item.claimedBy ?? '' })];
  return { lines, rows: [], itemId: item.id };
}
