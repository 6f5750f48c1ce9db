import { adoptCodes } from '../../codes/commands.ts';
import { adoptTickets } from '../../support/commands/adopt-tickets.ts';
import { attachDemands } from '../../universities/commands/carry-demands.ts';
import type { Work } from '../../work.ts';

/**
 * What somebody left in a chat without an account becomes the account's that is opened or signed in
 * there: it goes along wherever that is signed in, and is erased with it.
 */
export async function adoptChat(
  work: Work,
  whose: { readonly chatId: bigint; readonly accountId: number },
): Promise<void> {
  await adoptTickets(work, whose);
  await adoptCodes(work, whose);
  await attachDemands(work, whose);
}
