import { lockAccount } from '../../accounts/commands/lock-account.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import type { Person } from '../../staff/types.ts';
import { currentTerm, requireWindow } from '../../terms/queries.ts';
import type { OutsideWindow } from '../../terms/types.ts';
import type { Work } from '../../work.ts';
import { parseSheba } from '../rules.ts';
import type { Sheba, ShebaRefusal } from '../types.ts';

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

export type ChangeShebaRefusal =
  | ShebaRefusal
  | OutsideWindow
  | Refusal<'notActive' | 'noTerm' | 'same'>;

/**
 * The student declares another Sheba. The window for accounts holds, but not for who has to: the
 * account was refused, or the bank returned a payment. Locks the account.
 */
export async function changeSheba(
  work: Work,
  { accountId }: Person,
  { sheba: typed }: { sheba: string },
): Promise<Ok | ChangeShebaRefusal> {
  const parsed = parseSheba(typed);
  if (!parsed.ok) return parsed;
  const account = accountId === null ? undefined : await lockAccount(work, accountId);
  if (accountId === null || account?.state !== 'active') return refuse('notActive');
  const profile = await work.tx.profile.findUnique({ where: { accountId } });
  if (!profile) return refuse('notActive');
  const { universityId } = profile;
  const current = await work.tx.bankAccount.findFirst({
    where: { accountId, state: { in: ['declared', 'confirmed', 'refused'] } },
  });
  if (current?.sheba === parsed.value && current.state !== 'refused') return refuse('same');
  const free = current?.state === 'refused' || (await hasReturnedPay(work, accountId));
  const open = free ? ok() : await requireAccountsWindow(work, universityId);
  if (!open.ok) return open;
  await declareAccount(work, { accountId, universityId, sheba: parsed.value });
  return ok();
}

async function requireAccountsWindow(
  work: Work,
  universityId: number,
): Promise<Ok | OutsideWindow | Refusal<'noTerm'>> {
  const term = await currentTerm(work.tx, universityId, work.now);
  if (!term) return refuse('noTerm');
  return requireWindow(work, { universityId, termId: term.id, kind: 'accounts' });
}

/** Whether a payment came back for which no later line stands. */
async function hasReturnedPay({ tx }: Work, accountId: number): Promise<boolean> {
  const returned = await tx.payLine.count({
    where: {
      accountId,
      state: 'returned',
      placement: { payLines: { none: { state: { in: ['due', 'paid'] } } } },
    },
  });
  return returned > 0;
}
