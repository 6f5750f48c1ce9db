import type { BankAccount } from '../../prisma/generated/client.ts';
import type { TrackingCode } from '../applications/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { nameOf } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
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

/** An account as an officer may see it, with whose it is and what was decided. */
export type AccountView = AccountToConfirm & {
  readonly studentNumber: string | null;
  /** Of the student's latest application. */
  readonly trackingCode: string | null;
  readonly evidence: string | null;
  readonly decidedBy: string | null;
};

/** Refused to whoever may not decide on it, the student included. */
export async function accountView(
  reader: Tx,
  actor: Actor,
  bankAccountId: number,
): Promise<Result<{ readonly view: AccountView }, Refusal<'notFound'> | CanRefusal>> {
  const row = await reader.bankAccount.findUnique({
    where: { id: bankAccountId },
    include: { account: { select: owner } },
  });
  if (!row) return refuse('notFound');
  const { profile, applications, ...names } = row.account;
  const universityId = profile?.universityId ?? null;
  const allowed = can(actor, 'decideBankAccount', { universityId, ownerId: row.accountId });
  if (!allowed.ok) return allowed;
  const view: AccountView = {
    ...listed(row),
    ...names,
    sheba: row.sheba,
    studentNumber: profile?.studentNumber ?? null,
    trackingCode: applications[0]?.trackingCode ?? null,
    evidence: row.evidence,
    decidedBy: await nameOf(reader, row.decidedById),
  };
  return ok({ view });
}

const owner = {
  firstName: true,
  lastName: true,
  profile: { select: { universityId: true, studentNumber: true } },
  applications: { orderBy: { id: 'desc' }, take: 1, select: { trackingCode: true } },
} as const;

/** The account in force of the student whose application has a code. */
export async function accountOfCode(
  reader: Tx,
  trackingCode: TrackingCode,
): Promise<number | undefined> {
  const row = await reader.bankAccount.findFirst({
    where: { state: { not: 'replaced' }, account: { applications: { some: { trackingCode } } } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id;
}
