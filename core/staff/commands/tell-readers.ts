import { tellAll } from '../../outbox/commands.ts';
import type { Notice } from '../../outbox/types.ts';
import type { Work } from '../../work.ts';
import { readersOf } from '../queries.ts';

/**
 * Tells whoever sees what waits for a role at a place: its holders, and those who stand in for one; not
 * `except`, who did it and sees it anyway.
 */
export async function tellReaders(
  work: Work,
  at: Parameters<typeof readersOf>[1],
  notice: Notice,
  { except = null }: { readonly except?: number | null } = {},
): Promise<void> {
  const readers = await readersOf(work.tx, at, work.now);
  await tellAll(
    work,
    readers.filter((accountId) => accountId !== except).map((accountId) => ({ accountId, notice })),
  );
}
