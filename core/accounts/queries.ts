import type { Tx } from '../work.ts';
import type { AccountState, Identity } from './types.ts';

export type FoundAccount = { readonly accountId: number; readonly state: AccountState };

/** The account of an identity number, if it has one. Erased accounts have no number any more. */
export async function findByIdentity(
  reader: Tx,
  { kind, country, value }: Identity,
): Promise<FoundAccount | null> {
  const account = await reader.account.findFirst({
    where: { identityKind: kind, identityCountry: country, identityNumber: value },
    select: { id: true, state: true },
  });
  return account && { accountId: account.id, state: account.state };
}
