import type { Mobile } from '../accounts/types.ts';
import type { IdentityNumber } from '../identity/types.ts';
import type { Tx } from '../work.ts';
import type { Officer } from './types.ts';

/** An account's person as one who is to hold a cartable; null where its data was erased. */
export async function asOfficer(reader: Tx, accountId: number): Promise<Officer | null> {
  const account = await reader.account.findUniqueOrThrow({ where: { id: accountId } });
  const { identityKind: kind, identityCountry: country, identityNumber: value } = account;
  const { firstName, lastName, mobile } = account;
  if (value === null || firstName === null || lastName === null || mobile === null) return null;
  const identity = { kind, country, value: value as IdentityNumber };
  return { identity, firstName, lastName, mobile: mobile as Mobile };
}
