import type { SupportTicket } from '../../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor, Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { reopenDays, reopenUntil } from '../rules.ts';
import { lockOwnTicket, type ReaderRefusal, requireReader } from './lock-ticket.ts';
import { tellOwner } from './tell-owner.ts';

type Request = { readonly ticketId: number };

/** The person says that it is solved. Twice is once. */
export async function solveTicket(
  work: Work,
  person: Person,
  { ticketId }: Request,
): Promise<Result<{ readonly until: Date }, Refusal<'notFound'>>> {
  const ticket = await lockOwnTicket(work, person, ticketId);
  if (!ticket) return refuse('notFound');
  if (ticket.closedAt !== null) return ok({ until: reopenUntil(ticket.closedAt) });
  await close(work, person, ticket);
  work.record({
    action: 'ticket.solved',
    subject: { type: 'ticket', id: ticketId },
    actorId: person.accountId,
    universityId: ticket.universityId,
    before: { state: ticket.state },
    after: { state: 'closed' },
  });
  return ok({ until: reopenUntil(work.now) });
}

/** `writtenSince`: the person wrote what the officer has not seen. */
export type CloseTicketRefusal = ReaderRefusal | Refusal<'writtenSince'>;

/**
 * An officer closes a ticket as it was seen, up to the message `seenId`: nothing that the person wrote
 * since is closed unread. The person is told, and until when writing reopens it.
 */
export async function closeTicket(
  work: Work,
  person: Person,
  { ticketId, seenId }: Request & { readonly seenId: number },
): Promise<Ok | CloseTicketRefusal> {
  const read = await requireReader(work, person, ticketId);
  if (!read.ok) return read;
  const { ticket, holding } = read;
  const unread = await work.tx.supportMessage.findFirst({
    where: { ticketId, role: null, id: { gt: seenId } },
    select: { id: true },
  });
  if (unread) return refuse('writtenSince');
  await close(work, person, ticket);
  const until = reopenUntil(work.now).toISOString();
  await tellOwner(work, ticket, { name: 'ticketClosed', ticketId, until });
  work.record({
    action: 'ticket.closed',
    subject: { type: 'ticket', id: ticketId },
    ...signature(person, holding),
    universityId: ticket.universityId,
    before: { state: ticket.state },
    after: { state: 'closed' },
  });
  return ok();
}

async function close(work: Work, actor: Actor, { id }: Pick<SupportTicket, 'id'>): Promise<void> {
  await work.tx.supportTicket.update({
    where: { id },
    data: { state: 'closed', closedAt: work.now, updatedAt: work.now },
  });
  await closeItem(work, actor, { kind: 'answerTicket', subjectId: id });
}

const dayMs = 86_400_000;

/** A job: closes tickets to whose answer nothing was said for so long. Returns how many. */
export async function closeSilentTickets({ tx, now, record }: Work): Promise<number> {
  const before = new Date(now.getTime() - reopenDays * dayMs);
  const closed = await tx.supportTicket.updateManyAndReturn({
    where: { state: 'answered', updatedAt: { lt: before } },
    data: { state: 'closed', closedAt: now },
    select: { id: true, universityId: true },
  });
  for (const { id, universityId } of closed) {
    record({
      action: 'ticket.closed',
      subject: { type: 'ticket', id },
      actorId: null,
      universityId,
      before: { state: 'answered' },
      after: { state: 'closed' },
    });
  }
  return closed.length;
}
