import type { WindowKind } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import { dueReminder } from './rules.ts';

export type WindowOf = {
  readonly universityId: number;
  readonly termId: number;
  readonly kind: WindowKind;
};

/** Windows that are open and of whose end somebody may have to be reminded now. */
export async function windowsToRemind(reader: Tx, now: Date): Promise<number[]> {
  const rows = await reader.window.findMany({
    where: { opensAt: { lte: now }, closesAt: { gte: now } },
    orderBy: { id: 'asc' },
    select: { id: true, closesAt: true, remindedAt: true },
  });
  return rows.filter((row) => dueReminder(row, now)).map(({ id }) => id);
}

type Row = { readonly accountId: number };

/** Accounts of people who have something to finish before a window ends, each once. */
export async function unfinishedFor(reader: Tx, window: WindowOf): Promise<number[]> {
  const rows = await unfinished[window.kind](reader, window);
  return rows.map(({ accountId }) => accountId);
}

const unfinished: Readonly<Record<WindowKind, (reader: Tx, of: WindowOf) => Promise<Row[]>>> = {
  applications: studentsWhoApply,
  unitRequests: unitsWithSeats,
  hours: hoursToReport,
  accounts: studentsWithoutAccount,
};

/**
 * Students with a request half-finished or sent back, and people whose profile is half-finished or was
 * refused. The forms are those of bot/student, by their names.
 */
function studentsWhoApply(reader: Tx, { universityId, termId }: WindowOf): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    SELECT "session"."accountId" FROM "ChatSession" AS "session"
    JOIN "FormState" AS "form" ON "form"."chatId" = "session"."chatId"
    LEFT JOIN "Profile" AS "profile" ON "profile"."accountId" = "session"."accountId"
    WHERE "session"."accountId" IS NOT NULL AND (
      ("form"."form" = 'application' AND "profile"."universityId" = ${universityId})
      OR ("form"."form" = 'profile'
        AND "form"."content" -> 'answers' ->> 'universityId' = ${String(universityId)}))
    UNION
    SELECT "profile"."accountId" FROM "Profile" AS "profile"
    JOIN "Account" AS "account" ON "account"."id" = "profile"."accountId"
    WHERE "profile"."universityId" = ${universityId} AND "account"."state" = 'preRegistered'
    UNION
    SELECT "accountId" FROM "Application"
    WHERE "universityId" = ${universityId} AND "termId" = ${termId} AND "state" = 'sentBack'
    ORDER BY 1`;
}

/** Officers of units that have a free seat and somebody approved who waits for it. */
function unitsWithSeats(reader: Tx, { universityId, termId }: WindowOf): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    SELECT DISTINCT "holder"."accountId" FROM "Opening" AS "opening"
    JOIN "SeatCount" AS "seat" ON "seat"."openingId" = "opening"."id"
      AND "seat"."held" + "seat"."filled" < "seat"."capacity"
    JOIN "ApplicationChoice" AS "choice" ON "choice"."openingId" = "opening"."id"
    JOIN "Application" AS "application" ON "application"."id" = "choice"."applicationId"
      AND "application"."state" = 'approved' AND "application"."gender" = "seat"."gender"
      AND NOT EXISTS (
        SELECT 1 FROM "Placement" AS "placement"
        WHERE "placement"."applicationId" = "application"."id"
          AND "placement"."state" NOT IN ('declined', 'expired', 'withdrawn', 'terminated'))
    JOIN "Cartable" AS "cartable" ON "cartable"."unitId" = "opening"."unitId"
      AND "cartable"."role" = 'unitOfficer' AND "cartable"."closedAt" IS NULL
    JOIN "CartableHolder" AS "holder" ON "holder"."cartableId" = "cartable"."id"
      AND "holder"."until" IS NULL
    WHERE "opening"."universityId" = ${universityId} AND "opening"."termId" = ${termId}
      AND "opening"."state" = 'approved'
    ORDER BY 1`;
}

/** Officers of units whose assistants lack hours, and students who have hours to confirm. */
function hoursToReport(reader: Tx, { universityId, termId }: WindowOf): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    WITH "live" AS (
      SELECT "placement"."accountId", "placement"."unitId", "placement"."state"
      FROM "Placement" AS "placement"
      JOIN "Opening" AS "opening" ON "opening"."id" = "placement"."openingId"
      WHERE "opening"."universityId" = ${universityId} AND "placement"."termId" = ${termId}
    )
    SELECT "holder"."accountId" FROM "live"
    JOIN "Cartable" AS "cartable" ON "cartable"."unitId" = "live"."unitId"
      AND "cartable"."role" = 'unitOfficer' AND "cartable"."closedAt" IS NULL
    JOIN "CartableHolder" AS "holder" ON "holder"."cartableId" = "cartable"."id"
      AND "holder"."until" IS NULL
    WHERE "live"."state" IN ('approved', 'working', 'objected')
    UNION
    SELECT "accountId" FROM "live" WHERE "state" = 'hoursReported'
    ORDER BY 1`;
}

/** Students who are to be paid, or may come to be, without an account that is declared or confirmed. */
function studentsWithoutAccount(reader: Tx, { universityId, termId }: WindowOf): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    SELECT "accountId" FROM "Application" AS "application"
    WHERE "universityId" = ${universityId} AND "termId" = ${termId} AND "state" = 'approved'
      AND NOT EXISTS (
        SELECT 1 FROM "BankAccount" AS "bank"
        WHERE "bank"."accountId" = "application"."accountId"
          AND "bank"."state" IN ('declared', 'confirmed'))
    ORDER BY 1`;
}
