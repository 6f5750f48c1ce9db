import { can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { searchKey } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { RowProblem } from '../types.ts';
import type { Judged, ReadRow } from './read-sheet.ts';

/** Looks at the rows together: universities, what this officer may import, and who has which number. */
export async function judgeRows(
  work: Work,
  actor: Actor,
  rows: readonly ReadRow[],
  defaultId: number | null,
): Promise<Judged[]> {
  const universities = await universityIds(work);
  const holders = await numberHolders(work, rows);
  const seen = new Set<string>();
  return rows.map((read): Judged => {
    const { row } = read;
    if (!row) return { ...read, universityId: undefined };
    const universityId =
      row.university === null ? (defaultId ?? undefined) : universities.get(key(row.university));
    if (universityId === undefined) return failed(read, 'unknownUniversity');
    if (!can(actor, 'importRegistry', { universityId }).ok) return failed(read, 'notAllowed');

    const person = row.identityNumber.value;
    const number = `${universityId} ${row.studentNumber}`;
    if (seen.has(person) || seen.has(number)) return failed(read, 'twice');
    seen.add(person).add(number);
    const holder = holders.get(number);
    if (holder !== undefined && holder !== person) return failed(read, 'studentNumberTaken');
    return { ...read, universityId };
  });
}

function failed(
  read: ReadRow,
  problem: Exclude<RowProblem['problem'], 'missing' | 'wrong'>,
): Judged {
  return { ...read, universityId: undefined, problems: [{ problem }] };
}

const key = (name: string) => searchKey(name).replaceAll(' ', '');

/** Under code and both names. */
async function universityIds({ tx }: Work): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.university.findMany({
    select: { id: true, code: true, nameFa: true, nameEn: true },
  });
  return new Map(
    rows.flatMap(({ id, ...names }) =>
      Object.values(names).map((name) => [key(name), id] as const),
    ),
  );
}

/** Who has a student number of the sheet in the table now. */
async function numberHolders(
  { tx }: Work,
  rows: readonly ReadRow[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = rows.flatMap(({ row }) => (row ? [row.studentNumber] : []));
  const found = await tx.studentRecord.findMany({
    where: { studentNumber: { in: numbers } },
    select: { universityId: true, studentNumber: true, identityNumber: true },
  });
  return new Map(
    found.map((one) => [`${one.universityId} ${one.studentNumber}`, one.identityNumber]),
  );
}
