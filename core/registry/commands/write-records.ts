import { Prisma } from '../../../prisma/generated/client.ts';
import type { Tx, Work } from '../../work.ts';
import { averageText } from '../rules.ts';
import type { SheetRow } from '../schema.ts';
import { type Average, type FieldBesides, fieldsBesides, studyFields } from '../types.ts';
import type { Judged } from './read-sheet.ts';

/**
 * Inserts new people's records and replaces those of known ones, in one statement, before which wrong
 * identity numbers are put right and the student numbers that change hands are freed. Of known ones the
 * fields that are `unsaid` stay: what is said of the person always, what is said of studies while
 * they are the same.
 */
export async function writeRecords(
  { tx, now }: Work,
  rows: readonly Judged[],
  unsaid: readonly FieldBesides[],
): Promise<void> {
  const records = rows.flatMap(({ row, universityId }) =>
    row && universityId !== undefined ? [columnsOf(row, universityId)] : [],
  );
  if (records.length === 0) return;
  await rightIdentities(tx, rows);
  await freeNumbers(tx, rows);
  await tx.$executeRaw`
    INSERT INTO "StudentRecord" AS "stored" (
      "identityNumber", "firstName", "lastName", "gender", "birthDate", "universityId",
      "studentNumber", "level", "field", "startDate", "studentType", "lastTermAverage",
      "cumulativeAverage", "termsPassed", "probationTerms", "disciplinaryConvictions",
      "bornInIran", "parentIranian", "married", "children", "updatedAt")
    SELECT "new".*, ${now}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS "new" (
      "identityNumber" text, "firstName" text, "lastName" text, "gender" "Gender",
      "birthDate" date, "universityId" integer, "studentNumber" text, "level" "Level",
      "field" text, "startDate" date, "studentType" "StudentType", "lastTermAverage" numeric,
      "cumulativeAverage" numeric, "termsPassed" integer, "probationTerms" integer,
      "disciplinaryConvictions" integer, "bornInIran" boolean, "parentIranian" boolean,
      "married" boolean, "children" integer)
    ON CONFLICT ("identityNumber") DO UPDATE SET
      "firstName" = excluded."firstName", "lastName" = excluded."lastName",
      "gender" = excluded."gender", "birthDate" = excluded."birthDate",
      "universityId" = excluded."universityId", "studentNumber" = excluded."studentNumber",
      "level" = excluded."level", "field" = excluded."field", "startDate" = excluded."startDate",
      "studentType" = excluded."studentType",
      ${Prisma.join(fieldsBesides.map((field) => assigned(field, unsaid)))},
      "updatedAt" = excluded."updatedAt"`;
}

/**
 * What is in the table under a wrong identity number is put under the right one, so that what the
 * sheet does not say stays; it goes where the right one has a row already.
 */
async function rightIdentities(tx: Tx, rows: readonly Judged[]): Promise<void> {
  const pairs = rows.flatMap(({ row, insteadOf }) =>
    row && insteadOf !== undefined ? [{ right: row.identityNumber.value, wrong: insteadOf }] : [],
  );
  if (pairs.length === 0) return;
  await tx.$executeRaw`
    UPDATE "StudentRecord" AS "stored" SET "identityNumber" = "pair"."right"
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS "pair" ("right" text, "wrong" text)
    WHERE "stored"."identityNumber" = "pair"."wrong" AND NOT EXISTS (
      SELECT 1 FROM "StudentRecord" AS "other" WHERE "other"."identityNumber" = "pair"."right")`;
  await tx.$executeRaw`
    DELETE FROM "StudentRecord"
    WHERE "identityNumber" = ANY(${pairs.map(({ wrong }) => wrong)}::text[])`;
}

/**
 * The rows of those who hand on their number get one that no person has, with a space in it, until
 * their own row is written: the index of numbers is checked row by row.
 */
async function freeNumbers(tx: Tx, rows: readonly Judged[]): Promise<void> {
  const people = rows.flatMap(({ handedOnBy }) => handedOnBy ?? []);
  if (people.length === 0) return;
  await tx.$executeRaw`
    UPDATE "StudentRecord" SET "studentNumber" = ' ' || "id"
    WHERE "identityNumber" = ANY(${people}::text[])`;
}

function assigned(field: FieldBesides, unsaid: readonly FieldBesides[]): Prisma.Sql {
  const column = Prisma.raw(`"${field}"`);
  if (!unsaid.includes(field)) return Prisma.sql`${column} = excluded.${column}`;
  if (!studyFields.some((one) => one === field)) return Prisma.sql`${column} = "stored".${column}`;
  return Prisma.sql`${column} = CASE
    WHEN "stored"."universityId" = excluded."universityId"
      AND "stored"."studentNumber" = excluded."studentNumber" THEN "stored".${column} END`;
}

function columnsOf({ identityNumber, university: _, ...row }: SheetRow, universityId: number) {
  return {
    ...row,
    identityNumber: identityNumber.value,
    universityId,
    lastTermAverage: decimal(row.lastTermAverage),
    cumulativeAverage: decimal(row.cumulativeAverage),
  };
}

const decimal = (value: Average | null) => (value === null ? null : averageText(value));
