import type { SupportTicket } from '../../../prisma/generated/client.ts';
import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { openItem } from '../../staff/commands/work-items.ts';
import type { Person, StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { lastAnswerOf, readerOf } from '../queries.ts';
import { mostUnanswered, reopenUntil } from '../rules.ts';
import { lockOwnTicket, stillReads } from './lock-ticket.ts';
import { lockPerson, type OpenTicketRefusal, requireRoom } from './open-ticket.ts';
import { checkWriting, type Writing, writeMessage } from './write-message.ts';

/** `closedLongAgo`: a new ticket is to be opened; `waitForAnswer`: enough was written for now. */
export type ContinueRefusal =
  | OpenTicketRefusal
  | Refusal<'notFound' | 'closedLongAgo'>
  | Refusal<'waitForAnswer', { readonly limit: number }>;

export type Continued = { readonly role: StaffRole; readonly reopened: boolean };

/**
 * Writes on in the own ticket. One that was answered waits for an officer again; one that was closed
 * reopens within its days.
 */
export async function continueTicket(
  work: Work,
  person: Person,
  { ticketId, ...writing }: Writing & { readonly ticketId: number },
): Promise<Result<Continued, ContinueRefusal>> {
  if (!(await lockPerson(work, person))) return refuse('noAccount');
  const ticket = await lockOwnTicket(work, person, ticketId);
  if (!ticket) return refuse('notFound');
  const written = await checkWriting(work, person, writing);
  if (!written.ok) return written;
  const hindrance = await whatHinders(work, person, ticket);
  if (hindrance) return hindrance;
  await writeMessage(work, ticket, written.checked, { role: null, byId: person.accountId });
  const role = await awaitAnswer(work, ticket);
  const reopened = ticket.state === 'closed';
  work.record({
    action: reopened ? 'ticket.reopened' : 'ticket.continued',
    subject: { type: 'ticket', id: ticketId },
    actorId: person.accountId,
    universityId: ticket.universityId,
    before: { state: ticket.state },
    after: { state: 'open', role, files: written.checked.fileIds.length },
  });
  return ok({ role, reopened });
}

async function whatHinders(
  work: Work,
  person: Person,
  { id, state, closedAt }: SupportTicket,
): Promise<ContinueRefusal | undefined> {
  if (state === 'closed') {
    if (closedAt === null || work.now > reopenUntil(closedAt)) return refuse('closedLongAgo');
    const room = await requireRoom(work, person);
    return room.ok ? undefined : room;
  }
  const last = await lastAnswerOf(work.tx, id);
  const unanswered = await work.tx.supportMessage.count({
    where: { ticketId: id, id: { gt: last?.id ?? 0 } },
  });
  if (unanswered < mostUnanswered) return undefined;
  return refuse('waitForAnswer', { limit: mostUnanswered });
}

/** Puts a ticket before an officer, who knows it already where one answered it. */
async function awaitAnswer(work: Work, ticket: SupportTicket): Promise<StaffRole> {
  const { id, universityId, state } = ticket;
  const role = state === 'open' ? ticket.role : await readerOf(work.tx, ticket);
  await work.tx.supportTicket.update({
    where: { id },
    data: { state: 'open', role, updatedAt: work.now, closedAt: null },
  });
  await openItem(work, { kind: 'answerTicket', subjectId: id, role, universityId });
  if (state !== 'open') await tellWhoAnswered(work, { ...ticket, role });
  return role;
}

async function tellWhoAnswered(work: Work, ticket: SupportTicket): Promise<void> {
  const last = await lastAnswerOf(work.tx, ticket.id);
  if (last?.byId == null || !(await stillReads(work, last.byId, ticket))) return;
  await tell(work, last.byId, { name: 'ticketContinued', ticketId: ticket.id });
}
