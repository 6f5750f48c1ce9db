import type { Prisma } from '../../../prisma/generated/client.ts';
import { fillSeat, freeSeat } from '../../openings/commands/move-seats.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor, Holding } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { endingAfter, isAmendable, movePlacement, seatUse, sourcesOf } from '../rules.ts';
import type { PlacementEvent, PlacementState } from '../types.ts';
import { awaitOfficer } from './await-officer.ts';
import { closeAmendment } from './close-amendment.ts';
import type { LockedPlacement } from './lock-placement.ts';

export type Move = {
  readonly event: PlacementEvent;
  readonly data?: Prisma.PlacementUncheckedUpdateManyInput;
  readonly holding?: Holding | null;
  /** What the record says besides the states. */
  readonly detail?: Prisma.InputJsonObject;
};

/**
 * Moves a locked placement by the one table of moves: its state, how it ended, its seat, what waits for
 * it, the inboxes and the audit event. That the event is possible was asked before; otherwise this throws.
 */
export async function move(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
  { event, data = {}, holding = null, detail = {} }: Move,
): Promise<PlacementState> {
  const state = movePlacement(event, placement.state);
  if (state === undefined) throw new Error(`no ${event} from ${placement.state}`);
  const ending = endingAfter(event, placement.ending);
  const justEnded = ending !== placement.ending && { ending, endedAt: work.now };
  const { count } = await work.tx.placement.updateMany({
    where: { id: placement.id, state: { in: sourcesOf(event) } },
    data: { ...data, state, ...justEnded },
  });
  if (count !== 1) throw new Error(`placement ${placement.id} moved while it was locked`);
  await moveSeat(work, placement, seatUse(state, ending));
  const ends = isAmendable(placement.state) && !isAmendable(state);
  const amendmentId = ends ? await closeAmendment(work, actor, placement) : undefined;
  await awaitOfficer(work, actor, placement.id);
  work.record({
    action: `placement.${event}`,
    subject: { type: 'placement', id: placement.id },
    ...signature(actor, holding),
    universityId: placement.opening.universityId,
    before: { state: placement.state },
    after: { ...detail, ...(amendmentId !== undefined && { amendmentId }), state },
  });
  return state;
}

async function moveSeat(
  work: Work,
  { id, openingId, gender, state, ending }: LockedPlacement,
  after: ReturnType<typeof seatUse>,
): Promise<void> {
  const before = seatUse(state, ending);
  if (before === after) return;
  const seat = { placementId: id, openingId, gender };
  if (before === 'held' && after === 'filled') return fillSeat(work, seat);
  if (before === 'free' || after !== 'free') throw new Error(`no seat goes ${before} to ${after}`);
  return freeSeat(work, seat, before);
}
