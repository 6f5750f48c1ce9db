import { fromUtc, type IsoDate } from '../../calendar.ts';
import type { IdentityNumber } from '../../identity/types.ts';
import type { Work } from '../../work.ts';
import type { AccountState } from '../types.ts';

export type LockedAccount = {
  readonly id: number;
  readonly state: AccountState;
  readonly identityNumber: IdentityNumber;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: IsoDate;
};

/**
 * Locks an account until the commit. Of all rows that a command locks the account comes first, then
 * its applications, then what hangs on them. Undefined where it is erased or never was.
 */
export async function lockAccount(
  { tx }: Work,
  accountId: number,
): Promise<LockedAccount | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const account = await tx.account.findUnique({ where: { id: accountId } });
  if (!account) return undefined;
  const { id, state, identityNumber, firstName, lastName, birthDate } = account;
  if (!identityNumber || !firstName || !lastName || !birthDate) return undefined;
  return {
    id,
    state,
    identityNumber: identityNumber as IdentityNumber,
    firstName,
    lastName,
    birthDate: fromUtc(birthDate),
  };
}
