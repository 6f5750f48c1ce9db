import { fromUtc, type IsoDate } from '../../calendar.ts';
import { maskIdentity } from '../../identity/rules.ts';
import { can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { searchKey } from '../../text.ts';
import type { Work } from '../../work.ts';
import { refusedNumbers } from '../rules.ts';
import type { SheetRow } from '../schema.ts';
import type { RowProblem } from '../types.ts';
import type { Judged, ReadRow } from './read-sheet.ts';

/**
 * Looks at the rows together: universities, what this officer may import, and who has which number
 * once the good ones are in the table, whatever their order.
 */
export async function judgeRows(
  work: Work,
  actor: Actor,
  rows: readonly ReadRow[],
  defaultId: number | null,
): Promise<Judged[]> {
  const universities = await universityIds(work);
  const elsewhere = await studiesOfOthers(work, actor, rows);
  const seen = new Set<string>();
  const wanted = new Map<string, string>();
  const universityOf = ({ university }: SheetRow) =>
    university === null ? (defaultId ?? undefined) : universities.get(key(university));
  const judged = rows.map((read): Judged => {
    const { row } = read;
    if (!row) return { ...read, universityId: undefined };
    const universityId = universityOf(row);
    if (universityId === undefined) return failed(read, { problem: 'unknownUniversity' });
    if (!can(actor, 'importRegistry', { universityId }).ok)
      return failed(read, { problem: 'notAllowed' });

    const person = row.identityNumber.value;
    const number = numberAt(universityId, row);
    if (seen.has(person) || seen.has(number)) return failed(read, { problem: 'twice' });
    seen.add(person).add(number);
    if ((elsewhere.get(person) ?? '') > row.startDate)
      return failed(read, { problem: 'newerElsewhere' });
    wanted.set(number, person);
    return { ...read, universityId };
  });
  const holders = await otherHolders(work, judged);
  const wrong = await wrongIdentities(work, judged, holders);
  const right = [...holders].filter(([, { identityNumber }]) => !wrong.has(identityNumber));
  const refused = refusedNumbers(
    wanted,
    new Map(right.map(([number, { identityNumber }]) => [number, identityNumber])),
  );
  return judged.map((one): Judged => {
    const holder = otherHolder(one, holders)?.identityNumber;
    if (holder === undefined) return one;
    if (wrong.has(holder)) return { ...one, insteadOf: holder };
    if (!refused.has(one.row?.identityNumber.value ?? '')) return { ...one, handedOnBy: holder };
    return failed(one, { problem: 'studentNumberTaken', holder: maskIdentity(holder) });
  });
}

/** Who has the number of a good row in the table now, where that is not the row's person. */
const otherHolder = (
  { row, universityId }: Judged,
  holders: ReadonlyMap<string, Holder>,
): Holder | undefined =>
  row && universityId !== undefined ? holders.get(numberAt(universityId, row)) : undefined;

/**
 * Identity numbers in the table that the sheet shows to be wrong: it has the student number, first
 * name and birth date under another one and does not name them, and nobody has an account with them.
 */
async function wrongIdentities(
  { tx }: Work,
  judged: readonly Judged[],
  holders: ReadonlyMap<string, Holder>,
): Promise<ReadonlySet<string>> {
  const named = new Set<string>(judged.flatMap(({ row }) => row?.identityNumber.value ?? []));
  const found = judged.flatMap((one) => {
    const holder = otherHolder(one, holders);
    return holder && isSamePerson(holder, one.row) && !named.has(holder.identityNumber)
      ? [holder.identityNumber]
      : [];
  });
  if (found.length === 0) return new Set();
  const accounts = await tx.account.findMany({
    where: { identityNumber: { in: found } },
    select: { identityNumber: true },
  });
  const withAccount = new Set(accounts.map(({ identityNumber }) => identityNumber));
  return new Set(found.filter((identityNumber) => !withAccount.has(identityNumber)));
}

const numberAt = (universityId: number, { studentNumber }: Pick<SheetRow, 'studentNumber'>) =>
  `${universityId} ${studentNumber}`;

function failed(read: ReadRow, problem: RowProblem): Judged {
  return { ...read, universityId: undefined, problems: [problem] };
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

/** Twins have one birth date. */
const isSamePerson = (holder: Holder, row: SheetRow | undefined): boolean =>
  holder.birthDate === row?.birthDate && key(holder.firstName) === key(row.firstName);

interface Holder {
  readonly identityNumber: string;
  readonly firstName: string;
  readonly birthDate: IsoDate;
}

/**
 * Who has the number of a good row in the table now, without those who are to keep their own: of tens of
 * thousands of rows few are left.
 */
async function otherHolders(
  { tx }: Work,
  judged: readonly Judged[],
): Promise<ReadonlyMap<string, Holder>> {
  const given = judged.flatMap(({ row, universityId }) =>
    row && universityId !== undefined
      ? [
          {
            universityId,
            studentNumber: row.studentNumber,
            identityNumber: row.identityNumber.value,
          },
        ]
      : [],
  );
  const found = await tx.$queryRaw<(Omit<Holder, 'birthDate'> & Held)[]>`
    SELECT "stored"."universityId", "stored"."studentNumber", "stored"."identityNumber",
      "stored"."firstName", "stored"."birthDate"
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      AS "given" ("universityId" int, "studentNumber" text, "identityNumber" text)
    JOIN "StudentRecord" AS "stored"
      ON "stored"."universityId" = "given"."universityId"
      AND "stored"."studentNumber" = "given"."studentNumber"
    WHERE "stored"."identityNumber" <> "given"."identityNumber"`;
  return new Map(
    found.map(({ birthDate, ...one }) => [
      numberAt(one.universityId, one),
      { ...one, birthDate: fromUtc(birthDate) },
    ]),
  );
}

interface Held {
  readonly universityId: number;
  readonly studentNumber: string;
  readonly birthDate: Date;
}
