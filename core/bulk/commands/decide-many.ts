import { approveApplication } from '../../applications/commands/approve-application.ts';
import { decideInternational } from '../../applications/commands/decide-international.ts';
import { rejectApplication } from '../../applications/commands/reject-application.ts';
import { reaches } from '../../inbox/queries.ts';
import { decideOpening } from '../../openings/commands/decide-opening.ts';
import { decidePlacement } from '../../placements/commands/decide-placement.ts';
import { finalisePlacement } from '../../placements/commands/finalise-placement.ts';
import { refuse } from '../../result.ts';
import { nameOf } from '../../staff/queries.ts';
import type { Person, WorkItem } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import {
  type BulkKind,
  type BulkOrder,
  type BulkOutcome,
  type BulkRefusal,
  mostAtOnce,
  type Pick,
} from '../types.ts';

/**
 * Decides on several items by the command of each, one after the other in the order of their ids, so
 * that two who do this at once do not wait for each other in a circle. What one of them is refused
 * for keeps none of the others; each has its own event in the record.
 */
export async function decideMany(
  work: Work,
  person: Person,
  order: BulkOrder,
): Promise<readonly BulkOutcome[]> {
  const picks = order.picks
    .slice(0, mostAtOnce)
    .toSorted((one, other) => one.itemId - other.itemId);
  const outcomes: BulkOutcome[] = [];
  for (const pick of picks) {
    outcomes.push({ itemId: pick.itemId, refused: await decideOne(work, person, order, pick) });
  }
  return outcomes;
}

/** What `decideMany` would say now: it is done and undone, so a preview knows every reason that there is. */
export async function rehearseMany(
  work: Work,
  person: Person,
  order: BulkOrder,
): Promise<readonly BulkOutcome[]> {
  await work.tx.$executeRaw`SAVEPOINT "rehearsal"`;
  const silent: Work = { ...work, record: () => undefined, send: () => undefined };
  const outcomes = await decideMany(silent, person, order);
  await work.tx.$executeRaw`ROLLBACK TO SAVEPOINT "rehearsal"`;
  await work.tx.$executeRaw`RELEASE SAVEPOINT "rehearsal"`;
  return outcomes;
}

async function decideOne(
  work: Work,
  person: Person,
  order: BulkOrder,
  { itemId, revision }: Pick,
): Promise<BulkRefusal | null> {
  const { tx } = work;
  const item = await tx.workItem.findUnique({ where: { id: itemId } });
  if (!item || item.kind !== order.kind || !reaches(person, item)) {
    return { of: 'item', refusal: refuse('notAllowed') };
  }
  if (item.closedAt !== null) {
    const by = await nameOf(tx, item.closedById);
    return { of: 'item', refusal: refuse('gone', { by }) };
  }
  if (item.claimedById !== null && item.claimedById !== person.accountId) {
    const by = await nameOf(tx, item.claimedById);
    return { of: 'item', refusal: refuse('claimedByAnother', { by }) };
  }
  return deciders[order.kind](work, person, order, { item, revision });
}

type Decide = (
  work: Work,
  person: Person,
  order: BulkOrder,
  about: { readonly item: WorkItem; readonly revision: number | null },
) => Promise<BulkRefusal | null>;

const deciders: Readonly<Record<BulkKind, Decide>> = {
  reviewApplication: async (work, person, order, { item, revision }) => {
    const on = { applicationId: item.subjectId, ...(revision !== null && { revision }) };
    const result =
      order.verb === 'approve'
        ? await approveApplication(work, person, on)
        : await rejectApplication(work, person, {
            ...on,
            reasonCode: order.reasonCode,
            reasonText: order.reason,
          });
    return result.ok ? null : { of: 'application', refusal: result };
  },
  approveInternational: async (work, person, order, { item, revision }) => {
    const on = { applicationId: item.subjectId, ...(revision !== null && { revision }) };
    const decision =
      order.verb === 'approve'
        ? ({ allow: true } as const)
        : ({ allow: false, reason: order.reason } as const);
    const result = await decideInternational(work, person, { ...on, decision });
    return result.ok ? null : { of: 'application', refusal: result };
  },
  approveOpening: async (work, person, order, { item: { id: itemId, subjectId: openingId } }) => {
    const on = { openingId, itemId };
    const result = await decideOpening(work, person, { ...on, decision: decisionOf(order) });
    return result.ok ? null : { of: 'opening', refusal: result };
  },
  approvePlacement: async (work, person, order, { item: { subjectId: placementId } }) => {
    const result = await decidePlacement(work, person, {
      placementId,
      decision: decisionOf(order),
    });
    return result.ok ? null : { of: 'placement', refusal: result };
  },
  approveFinal: async (work, person, _order, { item: { subjectId: placementId } }) => {
    const result = await finalisePlacement(work, person, { placementId });
    return result.ok ? null : { of: 'final', refusal: result };
  },
};

const decisionOf = (order: BulkOrder) =>
  order.verb === 'approve'
    ? ({ approve: true } as const)
    : ({ approve: false, reason: order.reason } as const);
