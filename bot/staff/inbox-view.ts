import { type InboxFilter, inboxFilters } from '../../core/staff/queries.ts';
import { type WorkItemKind, workItemKinds } from '../../core/staff/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Button } from '../view/message.ts';

/** What of the inbox is on the screen. */
export interface InboxView {
  readonly filter: InboxFilter;
  /** From 0. */
  readonly page: number;
  readonly kind: WorkItemKind | null;
  readonly unitId: number | null;
}

export const wholeInbox: InboxView = { filter: 'all', page: 0, kind: null, unitId: null };

/** What a button carries that shows this of the inbox. */
export function inboxData({ filter, page, kind, unitId }: InboxView): string {
  const narrow = kind === null && unitId === null ? '' : `:${kind ?? ''}:${unitId ?? ''}`;
  return `inbox:${filter}:${page}${narrow}`;
}

export const inboxButton = (text: string, view: InboxView): Button => ({
  text,
  data: inboxData(view),
});

/** What such a button means; all of the inbox where it means nothing. */
export function inboxViewOf([filter, page, kind, unit]: readonly string[]): InboxView {
  return {
    filter: inboxFilters.find((one) => one === filter) ?? 'all',
    page: idOf(page),
    kind: workItemKinds.find((one) => one === kind) ?? null,
    unitId: idOf(unit) || null,
  };
}
