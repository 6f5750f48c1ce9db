import type { SupportTicket } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor, Person, StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { routeOf } from '../queries.ts';
import type { TicketTopic } from '../types.ts';
import { lockTicket, type ReaderRefusal, requireReader } from './lock-ticket.ts';
import { tellOwner } from './tell-owner.ts';

/** `alreadyThere`: of that topic already; `nobodyElse`: no other cartable that could answer is held. */
export type HandOverRefusal = ReaderRefusal | Refusal<'alreadyThere' | 'nobodyElse'>;

/** Gives a ticket of the one topic to those who answer the other; the person is told. */
export async function handOverTicket(
  work: Work,
  person: Person,
  { ticketId, to }: { readonly ticketId: number; readonly to: TicketTopic },
): Promise<Result<{ readonly role: StaffRole }, HandOverRefusal>> {
  const read = await requireReader(work, person, ticketId);
  if (!read.ok) return read;
  const { ticket } = read;
  if (ticket.topic === to) return refuse('alreadyThere');
  const { role, detour } = await routeOf(work.tx, { ...ticket, topic: to });
  if (role === ticket.role || detour === 'nobodyAtAll') return refuse('nobodyElse');
  await moveTicket(work, person, ticket, { topic: to, role });
  work.record({
    action: 'ticket.handedOver',
    subject: { type: 'ticket', id: ticketId },
    ...signature(person, read.holding),
    universityId: ticket.universityId,
    before: { topic: ticket.topic, role: ticket.role },
    after: { topic: to, role },
  });
  return ok({ role });
}

async function moveTicket(
  work: Work,
  actor: Actor,
  ticket: SupportTicket,
  { topic, role }: { readonly topic: TicketTopic; readonly role: StaffRole },
): Promise<void> {
  const { id, universityId } = ticket;
  const item = { kind: 'answerTicket', subjectId: id } as const;
  await closeItem(work, actor, item);
  await openItem(work, { ...item, role, universityId });
  await work.tx.supportTicket.update({
    where: { id },
    data: { topic, role, state: 'open', updatedAt: work.now },
  });
  await tellOwner(work, ticket, { name: 'ticketHandedOver', ticketId: id, role });
}

const system = { kind: 'system' } as const;

/**
 * A job: a ticket that waits before a cartable that nobody holds any more comes before the next who
 * may answer. Where there is nobody it stays. Returns whether it moved.
 */
export async function rerouteTicket(
  work: Work,
  { ticketId }: { readonly ticketId: number },
): Promise<boolean> {
  const ticket = await lockTicket(work, ticketId);
  if (ticket?.state !== 'open') return false;
  const { topic, role: before, universityId } = ticket;
  const { role, detour } = await routeOf(work.tx, ticket);
  if (role === before || detour === 'nobodyAtAll') return false;
  await moveTicket(work, system, ticket, { topic, role });
  work.record({
    action: 'ticket.rerouted',
    subject: { type: 'ticket', id: ticketId },
    actorId: null,
    universityId,
    before: { role: before },
    after: { role },
  });
  return true;
}
