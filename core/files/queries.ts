import { ownedBy } from '../staff/queries.ts';
import type { Person } from '../staff/types.ts';
import type { Tx } from '../work.ts';
import type { FileKey } from './gateway.ts';
import { fileSettings } from './schema.ts';

/** Which of these files are the person's own and still there, in the order in which they came. */
export async function keptFilesOf(
  reader: Tx,
  person: Person,
  fileIds: readonly number[],
): Promise<number[]> {
  const rows = await reader.storedFile.findMany({
    where: { id: { in: [...fileIds] }, deletedAt: null, ...ownedBy(person) },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

export interface ListedFile {
  readonly id: number;
  readonly mime: string;
  readonly size: number;
  readonly createdAt: Date;
}

/** Files that are still kept, in the order of the ids; those given up are left out. */
export async function filesOf(reader: Tx, ids: readonly number[]): Promise<ListedFile[]> {
  const rows = await reader.storedFile.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    select: { id: true, mime: true, size: true, createdAt: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

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

/** Which of these keys no file that is kept refers to. */
export async function unneededKeys(reader: Tx, keys: readonly FileKey[]): Promise<FileKey[]> {
  const rows = await reader.storedFile.findMany({
    where: { key: { in: [...keys] }, deletedAt: null },
    select: { key: true },
  });
  const needed = new Set(rows.map(({ key }) => key));
  return keys.filter((key) => !needed.has(key));
}

/** For how many days after the decision the proofs of a student are kept, as the own university sets. */
export async function keptDaysOf(reader: Tx, accountId: number): Promise<number> {
  const profile = await reader.profile.findUnique({
    where: { accountId },
    select: { university: { select: { settings: true } } },
  });
  return fileSettings.parse(profile?.university.settings ?? {}).fileDays;
}
