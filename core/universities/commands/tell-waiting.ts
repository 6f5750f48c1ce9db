import { tellChat } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';

/**
 * Tells everybody who waits for a university that it uses Hamyar now, each once: in the chat where the
 * account is by now, or where they asked if it is in none. Returns how many wishes that answers.
 */
export async function tellWaiting(
  work: Work,
  { id, nameFa, nameEn }: { readonly id: number; readonly nameFa: string; readonly nameEn: string },
): Promise<number> {
  const waiting = await work.tx.universityDemand.updateManyAndReturn({
    where: { universityId: id, toldAt: null },
    data: { toldAt: work.now },
    select: { chatId: true, accountId: true },
  });
  const chats = await work.tx.chatSession.findMany({
    where: {
      accountId: { not: null },
      OR: [
        { chatId: { in: waiting.map(({ chatId }) => chatId) } },
        { accountId: { in: waiting.flatMap(({ accountId }) => accountId ?? []) } },
      ],
    },
    select: { chatId: true, accountId: true },
  });
  const chatOf = new Map(chats.map(({ chatId, accountId }) => [accountId, chatId]));
  const accountIn = new Map(chats.map(({ chatId, accountId }) => [chatId, accountId]));
  const notice = { name: 'universityStarted', university: { fa: nameFa, en: nameEn } } as const;
  const told = new Set(
    waiting.map(({ chatId, accountId }) => (accountId && chatOf.get(accountId)) || chatId),
  );
  for (const chatId of told) {
    const accountId = accountIn.get(chatId);
    if (accountId) tellChat(work, chatId, notice, { accountId });
    else tellChat(work, chatId, { ...notice, unregistered: true });
  }
  return waiting.length;
}
