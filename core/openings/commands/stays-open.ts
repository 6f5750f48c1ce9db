import type { Work } from '../../work.ts';
import { isOpen } from '../rules.ts';
import type { OpeningState } from '../types.ts';

/** Whether an opening is open; until the commit it stays as it is. Who also takes its seats asks before. */
export async function staysOpen({ tx }: Pick<Work, 'tx'>, openingId: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: OpeningState }[]>`
    SELECT "state" FROM "Opening" WHERE "id" = ${openingId} FOR SHARE`;
  return row !== undefined && isOpen(row.state);
}
