import type { SupportTicket } from '../../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type ReaderRefusal, requireReader } from './lock-ticket.ts';
import { tellOwner } from './tell-owner.ts';
import { checkWriting, type Writing, type WritingRefusal, writeMessage } from './write-message.ts';

/** `answered`: a colleague was faster. */
export type AnswerTicketRefusal = ReaderRefusal | WritingRefusal | Refusal<'answered'>;

/** `waits`: the person wrote meanwhile, so that the ticket waits for an answer to that. */
export type Answered = { readonly waits: boolean };

/** Takes a ticket to answer it, so that no colleague does at the same time. Twice is once. */
export async function takeTicket(
  work: Work,
  person: Person,
  { ticketId }: { readonly ticketId: number },
): Promise<Ok | ReaderRefusal> {
  const read = await requireReader(work, person, ticketId);
  if (!read.ok) return read;
  const { count } = await work.tx.workItem.updateMany({
    where: {
      ...{ kind: 'answerTicket', subjectId: ticketId, closedAt: null },
      OR: [{ claimedById: null }, { claimedById: { not: read.accountId } }],
    },
    data: { claimedById: read.accountId, claimedAt: work.now },
  });
  if (count === 0) return ok();
  work.record({
    action: 'ticket.taken',
    subject: { type: 'ticket', id: ticketId },
    ...signature(person, read.holding),
    universityId: read.ticket.universityId,
  });
  return ok();
}

/**
 * Answers a ticket as it was seen, up to the message `seenId`. What the person wrote since then
 * leaves it waiting; what a colleague did declines the answer.
 */
export async function answerTicket(
  work: Work,
  person: Person,
  request: Writing & { readonly ticketId: number; readonly seenId: number },
): Promise<Result<Answered, AnswerTicketRefusal>> {
  const { ticketId, seenId, ...writing } = request;
  const read = await requireReader(work, person, ticketId);
  if (!read.ok) return read;
  const { ticket, accountId } = read;
  const newer = await work.tx.supportMessage.findMany({
    where: { ticketId, id: { gt: seenId } },
    select: { role: true, byId: true },
  });
  if (newer.some(({ role, byId }) => role !== null && byId !== accountId)) {
    return refuse('answered');
  }
  const written = await checkWriting(work, person, writing);
  if (!written.ok) return written;
  const waits = newer.some(({ role }) => role === null);
  await writeMessage(work, ticket, written.checked, { role: ticket.role, byId: accountId });
  await settle(work, person, ticket, waits);
  await tellAnswer(work, ticket, written.checked);
  work.record({
    action: 'ticket.answered',
    subject: { type: 'ticket', id: ticketId },
    ...signature(person, read.holding),
    universityId: ticket.universityId,
    before: { state: ticket.state },
    after: { state: waits ? 'open' : 'answered', files: written.checked.fileIds.length },
  });
  return ok({ waits });
}

async function settle(
  work: Work,
  person: Person,
  { id, role, universityId }: SupportTicket,
  waits: boolean,
): Promise<void> {
  await work.tx.supportTicket.update({
    where: { id },
    data: { state: waits ? 'open' : 'answered', updatedAt: work.now },
  });
  const item = { kind: 'answerTicket', subjectId: id } as const;
  if (waits) await openItem(work, { ...item, role, universityId });
  else await closeItem(work, person, item);
}

async function tellAnswer(
  work: Work,
  ticket: SupportTicket,
  { text, fileIds }: Writing,
): Promise<void> {
  const { id: ticketId, role } = ticket;
  await tellOwner(work, ticket, { name: 'ticketAnswered', ticketId, role, text });
  const files = await work.tx.storedFile.findMany({
    where: { id: { in: [...fileIds] } },
    orderBy: { id: 'asc' },
    select: { key: true, mime: true },
  });
  for (const [index, { key, mime }] of files.entries()) {
    const number = index + 1;
    const of = files.length;
    await tellOwner(work, ticket, { name: 'ticketFile', ticketId, key, mime, number, of });
  }
}
