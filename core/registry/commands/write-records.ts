import type { Work } from '../../work.ts';
import { averageText } from '../rules.ts';
import type { SheetRow } from '../schema.ts';
import type { Average } from '../types.ts';
import type { Judged } from './read-sheet.ts';

/** Inserts new people's records and replaces those of known ones, in one statement. */
export async function writeRecords({ tx, now }: Work, rows: readonly Judged[]): Promise<void> {
  const records = rows.flatMap(({ row, universityId }) =>
    row && universityId !== undefined ? [columnsOf(row, universityId)] : [],
  );
  if (records.length === 0) return;
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
      "studentType" = excluded."studentType", "lastTermAverage" = excluded."lastTermAverage",
      "cumulativeAverage" = excluded."cumulativeAverage", "termsPassed" = excluded."termsPassed",
      "probationTerms" = excluded."probationTerms",
      "disciplinaryConvictions" = excluded."disciplinaryConvictions",
      "bornInIran" = excluded."bornInIran", "parentIranian" = excluded."parentIranian",
      "married" = excluded."married", "children" = excluded."children",
      "updatedAt" = excluded."updatedAt"`;
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
