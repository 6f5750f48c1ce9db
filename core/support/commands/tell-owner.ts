import { tell, tellChat } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import type { TicketOwner } from '../rules.ts';
import type { SupportNotice } from '../types.ts';

/** Tells whose ticket it is: the account in whichever chat it is now, a stranger where it was opened. */
export async function tellOwner(
  work: Work,
  { accountId, chatId }: TicketOwner,
  notice: SupportNotice,
): Promise<void> {
  if (accountId === null) tellChat(work, chatId, notice);
  else await tell(work, accountId, notice);
}
