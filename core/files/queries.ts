import type { Tx } from '../work.ts';
import type { FileKey } from './gateway.ts';

/**
 * Keys in the store that were given up since an instant and that nobody needs any more: the same
 * bytes may be another person's too. Deleting them again does no harm, so a sweep that looks some
 * days back makes good for one that was cut off.
 */
export async function deletableKeys(reader: Tx, since: Date): Promise<FileKey[]> {
  const rows = await reader.$queryRaw<{ key: FileKey }[]>`
    SELECT "key" FROM "StoredFile" GROUP BY "key"
    HAVING bool_and("deletedAt" IS NOT NULL) AND max("deletedAt") >= ${since}`;
  return rows.map(({ key }) => key);
}
