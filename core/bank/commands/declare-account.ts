import { lockAccount } from '../../accounts/commands/lock-account.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type MayNotChange, mayChangeSheba } from '../queries.ts';
import { bankOf, parseSheba } from '../rules.ts';
import type { BankId, Sheba, ShebaRefusal } from '../types.ts';

const system = { kind: 'system' } as const;

/**
 * Declares the account that a student is to be paid on. One that is in force already with the same
 * number stays as it is, unless it was refused; any other is replaced, and the new one starts at
 * `declared`. The partial unique index keeps one account in force per person.
 */
export async function declareAccount(
  work: Work,
  { accountId, universityId, sheba }: { accountId: number; universityId: number; sheba: Sheba },
): Promise<void> {
  await replaceOther(work, accountId, sheba);
  const [declared] = await work.tx.bankAccount.createManyAndReturn({
    data: { accountId, sheba, declaredAt: work.now },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!declared) return;
  const kind = 'confirmBankAccount';
  await openItem(work, { kind, subjectId: declared.id, role: 'finance', universityId });
  work.record({
    action: 'bankAccount.declared',
    subject: { type: 'bankAccount', id: declared.id },
    actorId: accountId,
    universityId,
  });
}

async function replaceOther(work: Work, accountId: number, sheba: Sheba): Promise<void> {
  const replaced = await work.tx.bankAccount.updateManyAndReturn({
    where: {
      accountId,
      OR: [
        { state: { in: ['declared', 'confirmed'] }, sheba: { not: sheba } },
        { state: 'refused' },
      ],
    },
    data: { state: 'replaced' },
    select: { id: true },
  });
  for (const { id } of replaced) {
    await closeItem(work, system, { kind: 'confirmBankAccount', subjectId: id });
  }
}

export type ChangeShebaRefusal = ShebaRefusal | MayNotChange | Refusal<'same'>;

/**
 * The student declares another Sheba, where that is open. Gives the bank's name, where its code is
 * known. Locks the account.
 */
export async function changeSheba(
  work: Work,
  { accountId }: Person,
  { sheba: typed }: { sheba: string },
): Promise<Result<{ readonly bank: BankId | undefined }, ChangeShebaRefusal>> {
  const parsed = parseSheba(typed);
  if (!parsed.ok) return parsed;
  const { value: sheba } = parsed;
  if (accountId === null || !(await lockAccount(work, accountId))) return refuse('notActive');
  const may = await mayChangeSheba(work, accountId);
  if (!may.ok) return may;
  const { current, universityId } = may;
  if (current?.sheba === sheba && current.state !== 'refused') return refuse('same');
  await declareAccount(work, { accountId, universityId, sheba });
  return ok({ bank: bankOf(sheba) });
}
