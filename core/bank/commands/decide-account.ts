import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem } from '../../staff/commands/work-items.ts';
import { type Allowed, type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { maskSheba } from '../rules.ts';
import type { BankAccountState } from '../types.ts';

/** `alreadyDecided`: somebody was faster, or the student has declared another one since. */
export type DecideAccountRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'noEvidence' | 'noReason'>
  | Refusal<'alreadyDecided', { readonly state: BankAccountState }>;

/** An officer confirms that the account is the student's own, and says by what evidence. */
export async function confirmAccount(
  work: Work,
  actor: Actor,
  { bankAccountId, evidence: typed }: { bankAccountId: number; evidence: string },
): Promise<Ok | DecideAccountRefusal> {
  const found = await requireAccount(work, actor, bankAccountId);
  if (!found.ok) return found;
  const evidence = normalise(typed);
  if (evidence === '') return refuse('noEvidence');
  const decided = await decide(work, actor, found, { state: 'confirmed', evidence });
  if (!decided.ok) return decided;
  const { accountId, sheba } = found.account;
  await tell(work, accountId, { name: 'bankAccountConfirmed', maskedSheba: maskSheba(sheba) });
  return ok();
}

/** An officer refuses the account and says why; the student declares another one. */
export async function refuseAccount(
  work: Work,
  actor: Actor,
  { bankAccountId, reason: typed }: { bankAccountId: number; reason: string },
): Promise<Ok | DecideAccountRefusal> {
  const found = await requireAccount(work, actor, bankAccountId);
  if (!found.ok) return found;
  const reason = normalise(typed);
  if (reason === '') return refuse('noReason');
  const decided = await decide(work, actor, found, { state: 'refused', reason });
  if (!decided.ok) return decided;
  const { accountId, sheba } = found.account;
  const maskedSheba = maskSheba(sheba);
  await tell(work, accountId, { name: 'bankAccountRefused', maskedSheba, reason });
  return ok();
}

type Declared = {
  readonly id: number;
  readonly accountId: number;
  readonly sheba: string;
  readonly universityId: number | null;
};

type Found = { readonly account: Declared; readonly holding: Allowed['holding'] };

async function requireAccount(
  { tx }: Work,
  actor: Actor,
  bankAccountId: number,
): Promise<Result<Found, DecideAccountRefusal>> {
  const row = await tx.bankAccount.findUnique({
    where: { id: bankAccountId },
    include: { account: { select: { profile: { select: { universityId: true } } } } },
  });
  if (!row) return refuse('notFound');
  const { id, accountId, sheba } = row;
  const universityId = row.account.profile?.universityId ?? null;
  const allowed = can(actor, 'decideBankAccount', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  return ok({ account: { id, accountId, sheba, universityId }, holding: allowed.holding });
}

/** The conditional update decides between two at once, and between an officer and a new Sheba. */
async function decide(
  work: Work,
  actor: Actor,
  { account, holding }: Found,
  data: { state: 'confirmed' | 'refused'; evidence?: string; reason?: string },
): Promise<Ok | DecideAccountRefusal> {
  const { actorId, ...behalf } = signature(actor, holding);
  const { id } = account;
  const { count } = await work.tx.bankAccount.updateMany({
    where: { id, state: 'declared' },
    data: { ...data, decidedAt: work.now, decidedById: actorId },
  });
  if (count === 0) {
    const { state } = await work.tx.bankAccount.findUniqueOrThrow({ where: { id } });
    return refuse('alreadyDecided', { state });
  }
  await closeItem(work, actor, { kind: 'confirmBankAccount', subjectId: id });
  work.record({
    action: `bankAccount.${data.state}`,
    subject: { type: 'bankAccount', id },
    actorId,
    ...behalf,
    universityId: account.universityId,
    before: { state: 'declared' },
    after: { state: data.state },
  });
  return ok();
}
