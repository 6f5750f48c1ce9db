import { Prisma } from '../../prisma/generated/client.ts';
import { isWorkingDay, tehranDate, toUtc } from '../calendar.ts';
import { holidaysAround } from '../holidays/queries.ts';
import { mayStillWait } from '../openings/queries/waiting.ts';
import { standsIn, waitingBefore } from '../staff/queries.ts';
import type { Holding, StaffRole } from '../staff/types.ts';
import type { WindowKind } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import { dueReminder, isEscalated } from './rules.ts';
import type { Counts } from './types.ts';

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
export async function unfinishedFor(reader: Tx, window: WindowOf, now: Date): Promise<number[]> {
  const rows = await unfinished[window.kind](reader, window, now);
  return rows.map(({ accountId }) => accountId);
}

type Find = (reader: Tx, of: WindowOf, now: Date) => Promise<Row[]>;

const unfinished: Readonly<Record<WindowKind, Find>> = {
  applications: studentsWhoApply,
  unitRequests: unitsWithSeats,
  hours: hoursToReport,
  accounts: studentsWithoutAccount,
};

/**
 * Students with a request half-finished or sent back, and people whose profile is half-finished or was
 * refused. The forms are those of bot/student, by their names.
 */
function studentsWhoApply(reader: Tx, of: WindowOf, now: Date): Promise<Row[]> {
  const { universityId, termId } = of;
  return reader.$queryRaw<Row[]>`
    SELECT "session"."accountId" FROM "ChatSession" AS "session"
    JOIN "FormState" AS "form" ON "form"."chatId" = "session"."chatId"
    LEFT JOIN "Profile" AS "profile" ON "profile"."accountId" = "session"."accountId"
    WHERE "session"."accountId" IS NOT NULL AND (
      ("form"."form" = 'application' AND "profile"."universityId" = ${universityId}
        AND ${isForTerm(of, now)})
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

/**
 * Whether a half-finished request is one for the term: a new one that is for it, or for a term whose
 * requests are over, or that does not say; or a change of one that can still be sent.
 */
const isForTerm = ({ universityId, termId }: WindowOf, now: Date): Prisma.Sql => Prisma.sql`
  CASE WHEN "form"."content" -> 'answers' ->> 'basis' IS NULL
    THEN NOT EXISTS (
      SELECT 1 FROM "Window" AS "window"
      WHERE "window"."termId"::text = "form"."content" -> 'answers' ->> 'termId'
        AND "window"."termId" <> ${termId} AND "window"."universityId" = ${universityId}
        AND "window"."kind" = 'applications' AND "window"."closesAt" >= ${now})
    ELSE EXISTS (
      SELECT 1 FROM "Application" AS "changed"
      WHERE "changed"."trackingCode" = "form"."content" -> 'answers' ->> 'basis'
        AND "changed"."accountId" = "session"."accountId" AND "changed"."termId" = ${termId}
        AND "changed"."state" IN ('filed', 'awaitingInternational', 'sentBack'))
  END`;

/** Who holds a cartable, and who stands in for a holder now. */
const whoActs = (now: Date): Prisma.Sql => Prisma.sql`(
  SELECT "cartableId", "accountId" FROM "CartableHolder" WHERE "until" IS NULL
  UNION
  SELECT "cartableId", "toId" FROM "Delegation" WHERE ${standsIn(now)})`;

/** Officers of units that have a free seat and somebody approved who waits for it. */
function unitsWithSeats(reader: Tx, { universityId, termId }: WindowOf, now: Date): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    SELECT DISTINCT "holder"."accountId" FROM "Opening" AS "opening"
    JOIN "SeatCount" AS "seat" ON "seat"."openingId" = "opening"."id"
      AND "seat"."held" + "seat"."filled" < "seat"."capacity"
    JOIN "ApplicationChoice" AS "choice" ON "choice"."openingId" = "opening"."id"
    JOIN "Application" AS "application" ON "application"."id" = "choice"."applicationId"
      AND "application"."state" = 'approved' AND "application"."gender" = "seat"."gender"
      AND ${mayStillWait(Prisma.sql`"application"`, Prisma.sql`"opening"."id"`)}
    JOIN "Cartable" AS "cartable" ON "cartable"."unitId" = "opening"."unitId"
      AND "cartable"."role" = 'unitOfficer' AND "cartable"."closedAt" IS NULL
    JOIN ${whoActs(now)} AS "holder" ON "holder"."cartableId" = "cartable"."id"
    WHERE "opening"."universityId" = ${universityId} AND "opening"."termId" = ${termId}
      AND "opening"."state" = 'approved'
    ORDER BY 1`;
}

/**
 * Officers of units whose assistants lack hours, all or a part of them, also while a part waits for the
 * student, and of those who left early. No students: they enter none, and are reminded of their answer
 * by its own last day.
 */
function hoursToReport(reader: Tx, { universityId, termId }: WindowOf, now: Date): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    WITH "counted" AS (
      SELECT "placement"."unitId",
        CASE
          WHEN "placement"."state" IN ('hoursReported', 'confirmed') THEN
            "placement"."approvedMinutes" > (
              SELECT COALESCE(sum("minutes"), 0) FROM "HoursEntry"
              WHERE "placementId" = "placement"."id" AND "state" <> 'replaced')
          WHEN "placement"."state" IN ('withdrawn', 'terminated') THEN ${waitsForHours}
          ELSE true
        END AS "lacksHours"
      FROM "Placement" AS "placement"
      JOIN "Opening" AS "opening" ON "opening"."id" = "placement"."openingId"
      WHERE "opening"."universityId" = ${universityId} AND "opening"."termId" = ${termId}
        AND "placement"."state" IN (
          'approved', 'working', 'hoursReported', 'objected', 'confirmed', 'withdrawn', 'terminated')
    )
    SELECT DISTINCT "holder"."accountId" FROM "counted"
    JOIN "Cartable" AS "cartable" ON "cartable"."unitId" = "counted"."unitId"
      AND "cartable"."role" = 'unitOfficer' AND "cartable"."closedAt" IS NULL
    JOIN ${whoActs(now)} AS "holder" ON "holder"."cartableId" = "cartable"."id"
    WHERE "counted"."lacksHours"
    ORDER BY 1`;
}

/** Of one that ended early only its open item says so: the unit may have said that there were none. */
const waitsForHours = Prisma.sql`EXISTS (
  SELECT 1 FROM "WorkItem" AS "item"
  WHERE "item"."kind" = 'reportHours' AND "item"."subjectId" = "placement"."id"
    AND "item"."closedAt" IS NULL)`;

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

/** Officers are not reminded on their free days. */
export async function isOfficeDay(reader: Tx, now: Date): Promise<boolean> {
  const today = tehranDate(now);
  return isWorkingDay(today, await holidaysAround(reader, today));
}

/** Where work waits for a role. */
export type WorkPlace = {
  readonly role: StaffRole;
  readonly universityId: number | null;
  readonly unitId: number | null;
};

/** Places with work that is overdue and of which nobody was reminded: see `remindOfOverdue`. */
export async function overduePlaces(reader: Tx, now: Date): Promise<WorkPlace[]> {
  const places = await reader.workItem.groupBy({
    by: ['role', 'universityId', 'unitId'],
    where: { closedAt: null, remindedAt: null, dueAt: { lt: now } },
    orderBy: [{ role: 'asc' }, { universityId: 'asc' }, { unitId: 'asc' }],
  });
  return places.map(({ role, universityId, unitId }) => ({ role, universityId, unitId }));
}

/** Work that was left undone after the reminder, by its place: see `escalate`. */
export async function leftUndone(
  reader: Tx,
  now: Date,
): Promise<{ readonly place: WorkPlace; readonly itemIds: readonly number[] }[]> {
  const holidays = await holidaysAround(reader, tehranDate(now));
  const items = await reader.workItem.findMany({
    where: { closedAt: null, remindedAt: { not: null }, escalatedAt: null, dueAt: { lt: now } },
    orderBy: { id: 'asc' },
  });
  const places = new Map<string, { place: WorkPlace; itemIds: number[] }>();
  for (const { id, dueAt, role, universityId, unitId } of items) {
    if (!isEscalated(dueAt, holidays, now)) continue;
    const key = `${role} ${universityId} ${unitId}`;
    const known = places.get(key) ?? { place: { role, universityId, unitId }, itemIds: [] };
    known.itemIds.push(id);
    places.set(key, known);
  }
  return [...places.values()];
}

/** Officers whose digest of this day was not sent yet, those included to whom a cartable is handed over. */
export async function officersToDigest(reader: Tx, now: Date): Promise<number[]> {
  const today = toUtc(tehranDate(now));
  const rows = await reader.$queryRaw<Row[]>`
    SELECT "account"."id" AS "accountId" FROM (
      SELECT "accountId" FROM "CartableHolder" WHERE "until" IS NULL
      UNION
      SELECT "toId" FROM "Delegation"
      WHERE "acceptedAt" IS NOT NULL AND "endedAt" IS NULL
        AND "startsAt" <= ${now} AND "endsAt" > ${now}
    ) AS "officer"
    -- One by one: officers are few, and all the accounts of a country are many.
    CROSS JOIN LATERAL (
      SELECT "id", "digestedOn" FROM "Account" WHERE "id" = "officer"."accountId" OFFSET 0
    ) AS "account"
    WHERE "account"."digestedOn" IS NULL OR "account"."digestedOn" < ${today}::date
    ORDER BY 1`;
  return rows.map(({ accountId }) => accountId);
}

/** What waits for an officer and is in no colleague's hands, by kind: all of it, and what is overdue. */
export async function waitingFor(
  reader: Tx,
  person: { readonly accountId: number; readonly holdings: readonly Holding[] },
  now: Date,
): Promise<{ readonly counts: Counts; readonly overdue: Counts }> {
  const before = await waitingBefore(reader, person);
  const free = { OR: [{ claimedById: null }, { claimedById: person.accountId }] };
  const count = async (more: object): Promise<Counts> => {
    const groups = await reader.workItem.groupBy({
      by: ['kind'],
      where: { AND: [before, free, more] },
      _count: true,
    });
    return Object.fromEntries(groups.map((group) => [group.kind, group._count]));
  };
  return { counts: await count({}), overdue: await count({ dueAt: { lt: now } }) };
}
