import { Prisma } from '../../prisma/generated/client.ts';
import { type ApplicationState, applicationStates } from '../applications/types.ts';
import { termOf } from '../terms/queries.ts';
import type { Tx } from '../work.ts';
import { totalsOf } from './rules.ts';
import {
  type Statistics,
  type StepTime,
  type TimedStep,
  timedSteps,
  type UnitSeats,
  type UnitWork,
  type UniversityNumbers,
} from './types.ts';

type Place = { readonly universityId: number; readonly termId: number };

/** Universities in a term: these, or all. */
export type Universities = { readonly ids: readonly number[] | 'all'; readonly termId: number };

/** Openings of one university, or of several. */
const openingsAt = (of: Place | Universities): Prisma.Sql =>
  'ids' in of
    ? Prisma.sql`"opening"."termId" = ${of.termId} AND ${among('opening', of.ids)}`
    : Prisma.sql`"opening"."termId" = ${of.termId}
        AND "opening"."universityId" = ${of.universityId}`;

/** Of a row of "placed": whether corrections have left hours that are to be paid. */
const isPayable = Prisma.sql`(
  (SELECT coalesce(sum("minutes"), 0) FROM "HoursEntry"
    WHERE "placementId" = "placed"."id" AND "state" <> 'replaced')
  + (SELECT coalesce(sum("minutes"), 0) FROM "PlacementCorrection"
    WHERE "placementId" = "placed"."id") > 0)`;

const among = (table: string, ids: Universities['ids']): Prisma.Sql =>
  ids === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`${Prisma.raw(`"${table}"`)}."universityId" = ANY(${[...ids]}::int[])`;

/**
 * The numbers of a university in a term, each table in one statement over an index; null where there
 * is no such university or term.
 */
export async function statisticsOf(
  reader: Tx,
  place: Place,
  now: Date,
): Promise<Statistics | null> {
  const university = await reader.university.findUnique({
    where: { id: place.universityId },
    select: { id: true, nameFa: true, nameEn: true },
  });
  const term = await reader.term.findUnique({ where: { id: place.termId } });
  if (!university || !term) return null;
  return {
    university,
    term: termOf(term),
    seats: await seatsByUnit(reader, place),
    requests: await requestsByState(reader, place),
    steps: await timesOfSteps(reader, place, now),
    work: await workByUnit(reader, place),
    students: (await studentsAt(reader, place))[0]?.students ?? 0,
  };
}

interface SeatRow {
  readonly universityId: number;
  readonly unitId: number;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly gender: 'female' | 'male';
  readonly capacity: number;
  readonly held: number;
  readonly filled: number;
}

type OfUniversity = { readonly universityId: number };

/** Of a row of "opening" and "seat": seats that can be had, or are. */
const seats = Prisma.sql`CASE "opening"."state" WHEN 'approved' THEN "seat"."capacity"
  ELSE "seat"."held" + "seat"."filled" END`;

async function seatsByUnit(
  reader: Tx,
  of: Place | Universities,
): Promise<(UnitSeats & OfUniversity)[]> {
  const rows = await reader.$queryRaw<SeatRow[]>`
    SELECT "unit"."universityId", "unit"."id" AS "unitId", "unit"."nameFa", "unit"."nameEn", "seat"."gender"::text,
      sum(${seats})::int AS "capacity", sum("seat"."held")::int AS "held",
      sum("seat"."filled")::int AS "filled"
    FROM "Opening" AS "opening"
    JOIN "Unit" AS "unit" ON "unit"."id" = "opening"."unitId"
    JOIN "SeatCount" AS "seat" ON "seat"."openingId" = "opening"."id"
    WHERE ${openingsAt(of)}
      AND ("opening"."state" = 'approved' OR "seat"."held" + "seat"."filled" > 0)
    GROUP BY "unit"."id", "seat"."gender"
    ORDER BY sum(sum(${seats})) OVER (PARTITION BY "unit"."id") DESC, "unit"."id"`;
  const units = new Map<number, UnitSeats & OfUniversity>();
  for (const { gender, capacity, held, filled, ...unit } of rows) {
    const known = units.get(unit.unitId) ?? { ...unit, female: none, male: none };
    units.set(unit.unitId, { ...known, [gender]: { capacity, held, filled } });
  }
  return [...units.values()];
}

const none = { capacity: 0, held: 0, filled: 0 } as const;

async function requestsByState(
  reader: Tx,
  { universityId, termId }: Place,
): Promise<Readonly<Record<ApplicationState, number>>> {
  const groups = await reader.application.groupBy({
    by: ['state'],
    where: { universityId, termId },
    _count: true,
  });
  return { ...noRequests, ...Object.fromEntries(groups.map((one) => [one.state, one._count])) };
}

type StepRow = Omit<StepTime, 'step'> & { readonly step: TimedStep };

/**
 * An officer's step lasts as long as its item waits; the student's, from entry to answer. Items are
 * looked up subject by subject (OFFSET 0 keeps that): all of the country's would be read otherwise.
 */
async function timesOfSteps(
  reader: Tx,
  { universityId, termId }: Place,
  now: Date,
): Promise<StepTime[]> {
  const rows = await reader.$queryRaw<StepRow[]>`
    WITH "request" AS (
      SELECT "id" FROM "Application"
      WHERE "universityId" = ${universityId} AND "termId" = ${termId}
    ),
    "placed" AS (
      SELECT "placement"."id", "finalAt" FROM "Opening" AS "opening"
      JOIN "Placement" AS "placement" ON "placement"."openingId" = "opening"."id"
      WHERE "opening"."universityId" = ${universityId} AND "opening"."termId" = ${termId}
    ),
    "timed" ("step", "from", "until", "due") AS (
      SELECT "item".* FROM "request" CROSS JOIN LATERAL (
        SELECT "kind"::text, "openedAt", "closedAt", "dueAt" FROM "WorkItem"
        WHERE "subjectId" = "request"."id"
          AND "kind" IN ('reviewApplication', 'approveInternational', 'decideAppeal') OFFSET 0
      ) AS "item"
      UNION ALL
      SELECT "item".* FROM "placed" CROSS JOIN LATERAL (
        SELECT "kind"::text, "openedAt", "closedAt", "dueAt" FROM "WorkItem"
        WHERE "subjectId" = "placed"."id"
          AND "kind" IN ('approvePlacement', 'reportHours', 'answerObjection', 'approveFinal') OFFSET 0
      ) AS "item"
      UNION ALL
      SELECT 'answerHours', "enteredAt", "answeredAt", "objectionDueAt" FROM "placed"
        JOIN "HoursEntry" ON "placementId" = "placed"."id"
        AND ("answeredAt" IS NOT NULL OR "state" = 'reported')
      UNION ALL
      SELECT 'pay', "finalAt", "paid"."settledAt", NULL FROM "placed"
        LEFT JOIN "PayLine" AS "paid"
          ON "paid"."placementId" = "placed"."id" AND "paid"."state" = 'paid'
        WHERE "finalAt" IS NOT NULL AND ("paid"."id" IS NOT NULL OR ${isPayable})
    ),
    "lasted" AS (
      SELECT *, extract(epoch FROM "until" - "from") / 864 AS "length" FROM "timed"
    )
    SELECT "step", count("until")::int AS "done",
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY "length"))::int AS "median",
      round(max("length"))::int AS "longest",
      (count(*) FILTER (WHERE "until" IS NULL))::int AS "waiting",
      (count(*) FILTER (WHERE "until" IS NULL AND "due" < ${now}))::int AS "overdue"
    FROM "lasted" GROUP BY "step"`;
  const found = new Map(rows.map((row) => [row.step, row]));
  return timedSteps.map((step) => found.get(step) ?? { step, ...never });
}

const never = { done: 0, median: null, longest: null, waiting: 0, overdue: 0 } as const;

interface WorkRow extends Omit<UnitWork, 'paidRial' | 'dueRial'>, OfUniversity {
  readonly paid: string;
  readonly due: string;
}

/** Placements that came to work, or may still: without those that ended before any hours. */
const placedAt = (of: Place | Universities): Prisma.Sql => Prisma.sql`
  SELECT "placement"."id", "placement"."unitId", "placement"."accountId",
    "placement"."approvedMinutes", "opening"."universityId"
  FROM "Opening" AS "opening"
  JOIN "Placement" AS "placement" ON "placement"."openingId" = "opening"."id"
  WHERE ${openingsAt(of)}
    AND "placement"."state" NOT IN ('requested', 'declined', 'expired')
    AND ("placement"."state" NOT IN ('withdrawn', 'terminated') OR EXISTS (
      SELECT 1 FROM "HoursEntry" WHERE "placementId" = "placement"."id"
    ))`;

const studentsAt = (
  reader: Tx,
  of: Place | Universities,
): Promise<(OfUniversity & { readonly students: number })[]> =>
  reader.$queryRaw`
    SELECT "universityId", count(DISTINCT "accountId")::int AS "students"
    FROM (${placedAt(of)}) AS "placed" GROUP BY "universityId"`;

async function workByUnit(
  reader: Tx,
  of: Place | Universities,
): Promise<(UnitWork & OfUniversity)[]> {
  const rows = await reader.$queryRaw<WorkRow[]>`
    WITH "placed" AS (${placedAt(of)}),
    "entered" AS (
      SELECT "placementId", sum("minutes") AS "minutes" FROM "placed"
      JOIN "HoursEntry" ON "placementId" = "placed"."id" AND "state" <> 'replaced'
      GROUP BY "placementId"
    ),
    "corrected" AS (
      SELECT "placementId", sum("minutes") AS "minutes" FROM "placed"
      JOIN "PlacementCorrection" ON "placementId" = "placed"."id" GROUP BY "placementId"
    ),
    "pay" AS (
      SELECT "placementId", sum("amountRial") FILTER (WHERE "state" = 'paid') AS "paid",
        sum("amountRial") FILTER (WHERE "state" = 'due') AS "due" FROM "placed"
      JOIN "PayLine" ON "placementId" = "placed"."id" GROUP BY "placementId"
    )
    SELECT "unit"."universityId", "unit"."id" AS "unitId", "unit"."nameFa", "unit"."nameEn",
      count(DISTINCT "placed"."accountId")::int AS "students",
      sum("placed"."approvedMinutes")::int AS "approvedMinutes",
      (COALESCE(sum("entered"."minutes"), 0) + COALESCE(sum("corrected"."minutes"), 0))::int
        AS "workedMinutes",
      COALESCE(sum("pay"."paid"), 0)::text AS "paid", COALESCE(sum("pay"."due"), 0)::text AS "due"
    FROM "placed"
    JOIN "Unit" AS "unit" ON "unit"."id" = "placed"."unitId"
    LEFT JOIN "entered" ON "entered"."placementId" = "placed"."id"
    LEFT JOIN "corrected" ON "corrected"."placementId" = "placed"."id"
    LEFT JOIN "pay" ON "pay"."placementId" = "placed"."id"
    GROUP BY "unit"."id" ORDER BY "workedMinutes" DESC, "unit"."id"`;
  return rows.map(({ paid, due, ...unit }) => ({
    ...unit,
    paidRial: BigInt(paid),
    dueRial: BigInt(due),
  }));
}

/**
 * The numbers of each university that has windows in a term, the most requests first: the same as
 * `totalsOf` makes of its statistics, each table in one statement for all of them.
 */
export async function universityNumbers(
  reader: Tx,
  of: Universities,
  now: Date,
): Promise<UniversityNumbers[]> {
  const { ids, termId } = of;
  const universities = await reader.university.findMany({
    where: { windows: { some: { termId } }, ...(ids === 'all' ? {} : { id: { in: [...ids] } }) },
    select: { id: true, nameFa: true, nameEn: true },
    orderBy: [{ nameFa: 'asc' }, { id: 'asc' }],
  });
  const ofUnits = byUniversity(await seatsByUnit(reader, of));
  const work = byUniversity(await workByUnit(reader, of));
  const students = byUniversity(await studentsAt(reader, of));
  const requests = byUniversity(await requestsByUniversity(reader, of));
  const steps = byUniversity(await waitingByUniversity(reader, of, now));
  return universities
    .map((university) => {
      const states = (requests.get(university.id) ?? []).map(({ state, count }) => [state, count]);
      return {
        university,
        ...totalsOf({
          seats: ofUnits.get(university.id) ?? [],
          work: work.get(university.id) ?? [],
          students: students.get(university.id)?.[0]?.students ?? 0,
          requests: { ...noRequests, ...Object.fromEntries(states) },
          steps: steps.get(university.id) ?? [],
        }),
      };
    })
    .sort((one, other) => other.requests - one.requests);
}

const noRequests = Object.fromEntries(applicationStates.map((state) => [state, 0])) as Record<
  ApplicationState,
  number
>;

function byUniversity<Row extends OfUniversity>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const known = found.get(row.universityId);
    if (known) known.push(row);
    else found.set(row.universityId, [row]);
  }
  return found;
}

async function requestsByUniversity(reader: Tx, { ids, termId }: Universities) {
  const groups = await reader.application.groupBy({
    by: ['universityId', 'state'],
    where: { termId, ...(ids === 'all' ? {} : { universityId: { in: [...ids] } }) },
    _count: true,
  });
  return groups.map(({ universityId, state, _count: count }) => ({ universityId, state, count }));
}

/** What waits now, as `timesOfSteps` counts it. */
async function waitingByUniversity(
  reader: Tx,
  of: Universities,
  now: Date,
): Promise<(OfUniversity & { readonly waiting: number; readonly overdue: number })[]> {
  return reader.$queryRaw`
    WITH "placed" AS (
      SELECT "placement"."id", "placement"."finalAt", "opening"."universityId"
      FROM "Opening" AS "opening"
      JOIN "Placement" AS "placement" ON "placement"."openingId" = "opening"."id"
      WHERE ${openingsAt(of)}
    ),
    "open" AS (
      SELECT "kind", "subjectId", "dueAt" FROM "WorkItem"
      WHERE "closedAt" IS NULL AND "kind" IN ('reviewApplication', 'approveInternational',
        'decideAppeal', 'approvePlacement', 'reportHours', 'answerObjection', 'approveFinal')
    ),
    "waiting" ("universityId", "due") AS (
      SELECT "application"."universityId", "dueAt" FROM "open"
        JOIN "Application" AS "application" ON "application"."id" = "subjectId"
        WHERE "kind" IN ('reviewApplication', 'approveInternational', 'decideAppeal')
          AND "application"."termId" = ${of.termId} AND ${among('application', of.ids)}
      UNION ALL
      SELECT "universityId", "dueAt" FROM "open" JOIN "placed" ON "placed"."id" = "subjectId"
        WHERE "kind" NOT IN ('reviewApplication', 'approveInternational', 'decideAppeal')
      UNION ALL
      SELECT "universityId", "objectionDueAt" FROM "placed"
        JOIN "HoursEntry" ON "placementId" = "placed"."id"
        AND "state" = 'reported' AND "answeredAt" IS NULL
      UNION ALL
      SELECT "universityId", NULL FROM "placed" WHERE "finalAt" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM "PayLine" WHERE "placementId" = "placed"."id" AND "state" = 'paid'
      ) AND ${isPayable}
    )
    SELECT "universityId", count(*)::int AS "waiting",
      (count(*) FILTER (WHERE "due" < ${now}))::int AS "overdue"
    FROM "waiting" GROUP BY "universityId"`;
}
