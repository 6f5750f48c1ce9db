import { type Ok, ok, type Refusal, type Result, refuse } from '../../result.ts';
import { openItem } from '../../staff/commands/work-items.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { openTicketsOf, routeOf, universityIdOf } from '../queries.ts';
import { mostOpenTickets } from '../rules.ts';
import type { Route, TicketTopic } from '../types.ts';
import { checkWriting, type Writing, type WritingRefusal, writeMessage } from './write-message.ts';

/** `noAccount`: it was erased a moment ago. */
export type OpenTicketRefusal =
  | WritingRefusal
  | Refusal<'noAccount'>
  | Refusal<'tooManyOpen', { readonly limit: number }>;

/** `dueAt`: by when an answer is due. */
export type Opened = {
  readonly ticketId: number;
  readonly route: Route;
  readonly dueAt: Date;
};

/**
 * Asks support. The ticket comes before the first role of its topic that somebody holds, and waits
 * in that cartable. Of two at once from one chat, the second counts the first.
 */
export async function openTicket(
  work: Work,
  person: Person,
  { topic, ...writing }: Writing & { readonly topic: TicketTopic },
): Promise<Result<Opened, OpenTicketRefusal>> {
  if (!(await lockPerson(work, person))) return refuse('noAccount');
  const written = await checkWriting(work, person, writing);
  if (!written.ok) return written;
  const room = await requireRoom(work, person);
  if (!room.ok) return room;
  const { accountId, chatId } = person;
  const universityId = await universityIdOf(work.tx, person);
  const route = await routeOf(work.tx, { topic, universityId, accountId });
  const ticket = await work.tx.supportTicket.create({
    data: {
      ...{ accountId, chatId, universityId, topic, role: route.role },
      ...{ createdAt: work.now, updatedAt: work.now },
    },
  });
  await writeMessage(work, ticket, written.checked, { role: null, byId: accountId });
  const { id: subjectId } = ticket;
  await openItem(work, { kind: 'answerTicket', subjectId, role: route.role, universityId });
  work.record({
    action: 'ticket.opened',
    subject: { type: 'ticket', id: ticket.id },
    actorId: accountId,
    universityId,
    after: { topic, role: route.role, files: written.checked.fileIds.length },
  });
  const { dueAt } = await work.tx.workItem.findFirstOrThrow({
    where: { kind: 'answerTicket', subjectId, closedAt: null },
    select: { dueAt: true },
  });
  return ok({ ticketId: ticket.id, route, dueAt });
}

/**
 * Locks a person's chat and account, so that neither a second ticket nor an erasure comes between.
 * False: the account was erased a moment ago.
 */
export async function lockPerson({ tx }: Work, { accountId, chatId }: Person): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM "ChatSession" WHERE "chatId" = ${chatId} FOR UPDATE`;
  if (accountId === null) return true;
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR SHARE`;
  return (await tx.account.count({ where: { id: accountId, closedAt: null } })) > 0;
}

type NoRoom = Extract<OpenTicketRefusal, { reason: 'tooManyOpen' }>;

/** Whether a person, who is locked, may have one more ticket open. */
export async function requireRoom({ tx }: Work, person: Person): Promise<Ok | NoRoom> {
  const open = await openTicketsOf(tx, person);
  return open < mostOpenTickets ? ok() : refuse('tooManyOpen', { limit: mostOpenTickets });
}
