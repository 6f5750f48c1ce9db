import type { SupportTicket } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { holdingsOf } from '../../staff/queries.ts';
import type { CanRefusal } from '../../staff/rules.ts';
import type { Holding, Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Answerable, isOwner, mayAnswer } from '../rules.ts';

/**
 * The ticket, locked until the commit. Of all rows that a command locks the person's come first, then
 * the ticket, then what hangs on it.
 */
export async function lockTicket({ tx }: Work, ticketId: number): Promise<SupportTicket | null> {
  await tx.$queryRaw`SELECT 1 FROM "SupportTicket" WHERE "id" = ${ticketId} FOR UPDATE`;
  return tx.supportTicket.findUnique({ where: { id: ticketId } });
}

/** The own ticket, locked; another's is not told from one that never was. */
export async function lockOwnTicket(
  work: Work,
  person: Person,
  ticketId: number,
): Promise<SupportTicket | undefined> {
  const ticket = await lockTicket(work, ticketId);
  return ticket && isOwner(ticket, person) ? ticket : undefined;
}

/** `closed`: by the person, a colleague, or after days of silence. */
export type ReaderRefusal = CanRefusal | Refusal<'notFound' | 'closed' | 'claimedByAnother'>;

export interface ReadTicket {
  readonly ticket: SupportTicket;
  readonly holding: Holding | null;
  readonly accountId: number;
}

/** The ticket, locked, if this officer may work on it and no colleague is at it. */
export async function requireReader(
  work: Work,
  person: Person,
  ticketId: number,
): Promise<Result<ReadTicket, ReaderRefusal>> {
  const ticket = await lockTicket(work, ticketId);
  if (!ticket) return refuse('notFound');
  const allowed = mayAnswer(person, ticket);
  if (!allowed.ok) return allowed;
  if (person.accountId === null) return refuse('notAllowed');
  if (ticket.state === 'closed') return refuse('closed');
  if (await isAnothers(work, ticket, person.accountId)) return refuse('claimedByAnother');
  return ok({ ticket, holding: allowed.holding, accountId: person.accountId });
}

/** Somebody who gave the cartable up holds the ticket up no more. */
async function isAnothers(work: Work, ticket: SupportTicket, accountId: number): Promise<boolean> {
  const item = await work.tx.workItem.findFirst({
    where: { kind: 'answerTicket', subjectId: ticket.id, closedAt: null },
    select: { claimedById: true },
  });
  const claimedById = item?.claimedById ?? accountId;
  return claimedById !== accountId && (await stillReads(work, claimedById, ticket));
}

/** Whether an officer, who is not here now, may answer a ticket. */
export async function stillReads(
  { tx, now }: Work,
  accountId: number,
  ticket: Answerable,
): Promise<boolean> {
  const holdings = await holdingsOf(tx, accountId, now);
  // The chat of an officer matters only for tickets of a chat, which are nobody's own here.
  return mayAnswer({ kind: 'person', accountId, chatId: 0n, holdings }, ticket).ok;
}
