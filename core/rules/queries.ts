import type { Tx } from '../work.ts';
import type { RulesKind } from './types.ts';

/**
 * Whether a text of this kind was accepted: by the account from any chat, or, where there is no
 * account yet, from this chat.
 */
export async function hasAccepted(
  reader: Tx,
  kind: RulesKind,
  by: { readonly chatId: bigint; readonly accountId: number | null },
): Promise<boolean> {
  const { chatId, accountId } = by;
  const who = accountId === null ? { chatId, accountId } : { accountId };
  const found = await reader.rulesAcceptance.findFirst({
    where: { kind, ...who },
    select: { id: true },
  });
  return found !== null;
}
