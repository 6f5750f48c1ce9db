import { closeItem, openItem } from '../staff/commands/work-items.ts';
import type { Work } from '../work.ts';
import type { Sheba } from './types.ts';

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
