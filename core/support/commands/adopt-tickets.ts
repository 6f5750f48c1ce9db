import type { Work } from '../../work.ts';

/**
 * What somebody asked as a stranger becomes the account's that is opened or signed in in that chat, and
 * goes with it wherever it is signed in.
 */
export async function adoptTickets(
  { tx }: Work,
  { chatId, accountId }: { readonly chatId: bigint; readonly accountId: number },
): Promise<void> {
  const where = { chatId, accountId: null };
  await tx.supportTicket.updateMany({ where, data: { accountId } });
  await tx.storedFile.updateMany({ where, data: { accountId, chatId: null } });
}
