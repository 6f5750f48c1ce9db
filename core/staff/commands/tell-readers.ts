import { tellAll } from '../../outbox/commands.ts';
import type { Notice } from '../../outbox/types.ts';
import type { Work } from '../../work.ts';
import { readersOf } from '../queries.ts';

type Place = Parameters<typeof readersOf>[1];

/**
 * Tells whoever sees what waits for a role at a place: its holders, and those who stand in for one; not
 * `except`, who did it and sees it anyway.
 */
export async function tellReaders(
  work: Work,
  at: Place,
  notice: Notice,
  { except = null }: { readonly except?: number | null } = {},
): Promise<void> {
  const readers = await readersOf(work.tx, at, work.now);
  await tellAll(
    work,
    readers.filter((accountId) => accountId !== except).map((accountId) => ({ accountId, notice })),
  );
}

/**
 * Tells what came of a step to those who took it, each once. Only somebody who still sees what waits at
 * one of the places can act on it; where none of them does, whoever sees it at the first place where
 * there is anybody is told; not `except`, as above.
 */
export async function tellWhoActs(
  work: Work,
  accountIds: readonly number[],
  notice: Notice,
  places: readonly Place[],
  { except = null }: { readonly except?: number | null } = {},
): Promise<void> {
  const readers: number[][] = [];
  for (const at of places) {
    const there = await readersOf(work.tx, at, work.now);
    readers.push(there.filter((accountId) => accountId !== except));
  }
  const present = accountIds.filter((accountId) => readers.flat().includes(accountId));
  const told = present.length > 0 ? present : (readers.find((some) => some.length > 0) ?? []);
  await tellAll(
    work,
    [...new Set(told)].map((accountId) => ({ accountId, notice })),
  );
}
