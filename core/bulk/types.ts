import type { ApproveRefusal, ReasonedRefusal, RejectionReason } from '../applications/types.ts';
import type { DecideOpeningRefusal } from '../openings/commands/decide-opening.ts';
import type { DecideRefusal } from '../placements/commands/decide-placement.ts';
import type { FinaliseRefusal } from '../placements/commands/finalise-placement.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';
import type { WorkItemKind } from '../staff/types.ts';

/** What can be decided in bulk, and how: where a word is asked for, one is given for all. */
export const bulkVerbs = {
  reviewApplication: ['approve', 'reject'],
  approveInternational: ['approve', 'reject'],
  approveOpening: ['approve', 'reject'],
  approvePlacement: ['approve', 'reject'],
  approveFinal: ['approve'],
} as const satisfies Readonly<Partial<Record<WorkItemKind, readonly BulkVerb[]>>>;

export type BulkVerb = 'approve' | 'reject';
export type BulkKind = keyof typeof bulkVerbs;
export const bulkKinds = Object.keys(bulkVerbs) as BulkKind[];

/** At once: one transaction, and one report that fits into a few messages. */
export const mostAtOnce = 50;

/** An item as it was picked; `revision`: of a request, the one that was on the screen. */
export interface Pick {
  readonly itemId: number;
  readonly revision: number | null;
}

export type BulkOrder = {
  readonly kind: BulkKind;
  readonly picks: readonly Pick[];
} & (
  | { readonly verb: 'approve' }
  | { readonly verb: 'reject'; readonly reasonCode: RejectionReason; readonly reason: string }
);

/** `gone`: it waits no more, closed `by` a name where an officer did; `claimedByAnother`: in a colleague's hands. */
type ItemRefusal =
  | Refusal<'gone', { readonly by: string | null }>
  | Refusal<'claimedByAnother', { readonly by: string | null }>
  | CanRefusal;

/** Why one of them was not decided, by what it was. */
export type BulkRefusal =
  | { readonly of: 'item'; readonly refusal: ItemRefusal }
  | { readonly of: 'application'; readonly refusal: ApproveRefusal | ReasonedRefusal }
  | { readonly of: 'opening'; readonly refusal: DecideOpeningRefusal }
  | { readonly of: 'placement'; readonly refusal: DecideRefusal }
  | { readonly of: 'final'; readonly refusal: FinaliseRefusal };

export interface BulkOutcome {
  readonly itemId: number;
  /** Null: done. */
  readonly refused: BulkRefusal | null;
}

/** Whom something waits for: a request the student, an item of work the officers of a role. */
export type Nudged =
  | { readonly what: 'request'; readonly applicationId: number }
  | { readonly what: 'item'; readonly itemId: number };

/** `answered`: it waits for that no more; `remindedToday`; `nobodyThere`: nobody can be told. */
export type NudgeRefusal = CanRefusal | Refusal<'answered' | 'remindedToday' | 'nobodyThere'>;

export interface NudgeOutcome {
  readonly of: Nudged;
  readonly refused: NudgeRefusal | null;
}
