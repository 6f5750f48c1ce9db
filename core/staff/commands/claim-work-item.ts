import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import { covers, signature } from '../rules.ts';
import type { Person } from '../types.ts';

/** `gone`: closed, or never there; `claimedByAnother`: somebody was faster. */
export type ClaimRefusal = Refusal<'notAllowed' | 'gone' | 'claimedByAnother'>;

type Change = { readonly itemId: number };

/** Takes an item, so that the others who hold the cartable see that it is taken. Twice is once. */
export async function claimWorkItem(
  work: Work,
  person: Person,
  { itemId }: Change,
): Promise<Ok | ClaimRefusal> {
  const reached = await requireReach(work, person, itemId);
  if (!reached.ok) return reached;
  const { accountId, signed } = reached;
  const { count } = await work.tx.workItem.updateMany({
    where: { id: itemId, closedAt: null, OR: [{ claimedById: null }, { claimedById: accountId }] },
    data: { claimedById: accountId, claimedAt: work.now },
  });
  if (count === 0) return refuse('claimedByAnother');
  work.record({
    action: 'workItem.claimed',
    subject: { type: 'workItem', id: itemId },
    ...signed,
  });
  return ok();
}

/** Gives a claimed item back to everybody who holds the cartable. */
export async function releaseWorkItem(
  work: Work,
  person: Person,
  { itemId }: Change,
): Promise<Ok | ClaimRefusal> {
  const reached = await requireReach(work, person, itemId);
  if (!reached.ok) return reached;
  const { count } = await work.tx.workItem.updateMany({
    where: { id: itemId, closedAt: null, claimedById: reached.accountId },
    data: { claimedById: null, claimedAt: null },
  });
  if (count === 0) return refuse('claimedByAnother');
  work.record({
    action: 'workItem.released',
    subject: { type: 'workItem', id: itemId },
    ...reached.signed,
  });
  return ok();
}

async function requireReach({ tx }: Work, person: Person, itemId: number) {
  const { accountId, holdings } = person;
  const item = await tx.workItem.findUnique({ where: { id: itemId } });
  if (!item || item.closedAt !== null) return refuse('gone');
  const by = holdings.find((holding) => holding.role === item.role && covers(holding, item));
  if (!by || accountId === null) return refuse('notAllowed');
  return ok({ accountId, signed: signature(person, by) });
}
