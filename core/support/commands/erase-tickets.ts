import { Prisma } from '../../../prisma/generated/client.ts';
import type { Work } from '../../work.ts';

/**
 * Erases what a person asked of support and was answered: texts, files, and the notices that hold
 * them. Called before the account is unlinked from its chat, since what a stranger had asked there
 * goes too.
 */
export async function eraseTickets(work: Work, accountId: number): Promise<void> {
  const { tx, now } = work;
  const session = await tx.chatSession.findUnique({
    where: { accountId },
    select: { chatId: true },
  });
  const ofChat = session ? [{ accountId: null, chatId: session.chatId }] : [];
  const OR = [{ accountId }, ...ofChat];
  const ids = await lockTickets(work, OR);
  await tx.storedFile.updateMany({
    where: { OR: [...ofChat, { supportFiles: { some: { message: { ticketId: { in: ids } } } } }] },
    data: { accountId: null, chatId: null, deletedAt: now },
  });
  await forgetNotices(work, ids);
  await tx.workItem.updateMany({
    where: { kind: 'answerTicket', subjectId: { in: ids }, closedAt: null },
    data: { closedAt: now },
  });
  await tx.supportTicket.deleteMany({ where: { id: { in: ids } } });
}

/** In the order of their ids, as two who lock several must. */
async function lockTickets({ tx }: Work, OR: Prisma.SupportTicketWhereInput[]): Promise<number[]> {
  const tickets = await tx.supportTicket.findMany({
    where: { OR },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  const ids = tickets.map(({ id }) => id);
  if (ids.length > 0) {
    await tx.$queryRaw`
      SELECT 1 FROM "SupportTicket" WHERE "id" IN (${Prisma.join(ids)}) ORDER BY "id" FOR UPDATE`;
  }
  return ids;
}

async function forgetNotices({ tx }: Work, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM "OutboxMessage" WHERE "kind" = 'notice'
      AND "payload" -> 'notice' ->> 'ticketId' IN (${Prisma.join(ids.map(String))})`;
}
