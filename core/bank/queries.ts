import type { BankAccount } from '../../prisma/generated/client.ts';
import type { Tx } from '../work.ts';
import { bankOf, maskSheba } from './rules.ts';
import type { BankAccountState, BankId, Sheba } from './types.ts';

export interface ListedAccount {
  readonly id: number;
  readonly maskedSheba: string;
  readonly bank: BankId | undefined;
  readonly state: BankAccountState;
  readonly reason: string | null;
  readonly declaredAt: Date;
  readonly decidedAt: Date | null;
}

function listed({ id, sheba, state, reason, declaredAt, decidedAt }: BankAccount): ListedAccount {
  const bank = bankOf(sheba as Sheba);
  return { id, maskedSheba: maskSheba(sheba), bank, state, reason, declaredAt, decidedAt };
}

/** The accounts of a student, the one in force first. */
export async function accountsOf(reader: Tx, accountId: number): Promise<ListedAccount[]> {
  const rows = await reader.bankAccount.findMany({ where: { accountId }, orderBy: { id: 'desc' } });
  return rows.map(listed);
}

/** What an officer sees who confirms: the number in full, beside the owner's names. */
export type AccountToConfirm = ListedAccount & {
  readonly sheba: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
};

export async function accountToConfirm(
  reader: Tx,
  bankAccountId: number,
): Promise<AccountToConfirm | undefined> {
  const row = await reader.bankAccount.findUnique({
    where: { id: bankAccountId },
    include: { account: { select: { firstName: true, lastName: true } } },
  });
  return row === null ? undefined : { ...listed(row), sheba: row.sheba, ...row.account };
}
