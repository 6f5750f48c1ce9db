import { endDelegationsTo } from '../../delegations/commands/end-delegation.ts';
import { closeItems } from '../../staff/commands/work-items.ts';
import type { Actor, WorkItemKind } from '../../staff/types.ts';
import type { Tx, Work } from '../../work.ts';

/**
 * Closes every item of work about a person who leaves, whoever claimed it: nobody can act for who is
 * gone. What was handed over to the person is the giver's alone again. Called once the name is erased, so that those who hear of it are told none.
 */
export async function closeMatters(work: Work, actor: Actor, accountId: number): Promise<void> {
  await endDelegationsTo(work, actor, accountId);
  for (const [kinds, subjectIds] of await mattersOf(work.tx, accountId)) {
    for (const kind of kinds) await closeItems(work, actor, { kind, subjectIds });
  }
}

type Matters = readonly [kinds: readonly WorkItemKind[], subjectIds: readonly number[]];

/** By the table that a kind of item names its subject in; tickets go with their texts. */
async function mattersOf(tx: Tx, accountId: number): Promise<Matters[]> {
  const of = { where: { accountId }, select: { id: true } } as const;
  const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);
  const amendments = await tx.placementAmendment.findMany({
    where: { placement: { accountId } },
    select: { id: true },
  });
  return [
    [['reviewProfile'], [accountId]],
    [
      ['reviewApplication', 'approveInternational', 'decideAppeal'],
      ids(await tx.application.findMany(of)),
    ],
    [
      ['approvePlacement', 'reportHours', 'answerObjection', 'approveFinal'],
      ids(await tx.placement.findMany(of)),
    ],
    [['approveAmendment'], ids(amendments)],
    [['confirmBankAccount'], ids(await tx.bankAccount.findMany(of))],
    [['returnedPayLine'], ids(await tx.payLine.findMany(of))],
  ];
}
