import { fromUtc, type IsoDate } from '../../calendar.ts';
import { can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { searchKey } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { SheetRow } from '../schema.ts';
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
  const elsewhere = await studiesOfOthers(work, actor, rows);
  const seen = new Set<string>();
  const universityOf = ({ university }: SheetRow) =>
    university === null ? (defaultId ?? undefined) : universities.get(key(university));
  return rows.map((read): Judged => {
    const { row } = read;
    if (!row) return { ...read, universityId: undefined };
    const universityId = universityOf(row);
    if (universityId === undefined) return failed(read, 'unknownUniversity');
    if (!can(actor, 'importRegistry', { universityId }).ok) return failed(read, 'notAllowed');

    const person = row.identityNumber.value;
    const number = `${universityId} ${row.studentNumber}`;
    if (seen.has(person) || seen.has(number)) return failed(read, 'twice');
    seen.add(person).add(number);
    if ((holders.get(number) ?? person) !== person) return failed(read, 'studentNumberTaken');
    if ((elsewhere.get(person) ?? '') > row.startDate) return failed(read, 'newerElsewhere');
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

/** When the studies of people of the sheet began that are on record where this officer imports nothing. */
async function studiesOfOthers(
  { tx }: Work,
  actor: Actor,
  rows: readonly ReadRow[],
): Promise<ReadonlyMap<string, IsoDate>> {
  const people = rows.flatMap(({ row }) => (row ? [row.identityNumber.value] : []));
  const found = await tx.studentRecord.findMany({
    where: { identityNumber: { in: people } },
    select: { identityNumber: true, universityId: true, startDate: true },
  });
  return new Map(
    found
      .filter(({ universityId }) => !can(actor, 'importRegistry', { universityId }).ok)
      .map(({ identityNumber, startDate }) => [identityNumber, fromUtc(startDate)]),
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
