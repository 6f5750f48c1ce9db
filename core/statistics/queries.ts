import { type ApplicationState, applicationStates } from '../applications/types.ts';
import { termOf } from '../terms/queries.ts';
import type { Tx } from '../work.ts';
import {
  type Statistics,
  type StepTime,
  type TimedStep,
  timedSteps,
  type UnitSeats,
  type UnitWork,
} from './types.ts';

type Place = { readonly universityId: number; readonly termId: number };

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
  };
}

interface SeatRow {
  readonly unitId: number;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly gender: 'female' | 'male';
  readonly capacity: number;
  readonly held: number;
  readonly filled: number;
}

async function seatsByUnit(reader: Tx, { universityId, termId }: Place): Promise<UnitSeats[]> {
  const rows = await reader.$queryRaw<SeatRow[]>`
    SELECT "unit"."id" AS "unitId", "unit"."nameFa", "unit"."nameEn", "seat"."gender"::text,
      sum("seat"."capacity")::int AS "capacity", sum("seat"."held")::int AS "held",
      sum("seat"."filled")::int AS "filled"
    FROM "Opening" AS "opening"
    JOIN "Unit" AS "unit" ON "unit"."id" = "opening"."unitId"
    JOIN "SeatCount" AS "seat" ON "seat"."openingId" = "opening"."id"
    WHERE "opening"."universityId" = ${universityId} AND "opening"."termId" = ${termId}
      AND ("opening"."state" = 'approved' OR "seat"."held" + "seat"."filled" > 0)
    GROUP BY "unit"."id", "seat"."gender"
    ORDER BY sum(sum("seat"."capacity")) OVER (PARTITION BY "unit"."id") DESC, "unit"."id"`;
  const units = new Map<number, UnitSeats>();
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
  const counts = new Map(groups.map(({ state, _count }) => [state, _count]));
  const all = applicationStates.map((state) => [state, counts.get(state) ?? 0]);
  return Object.fromEntries(all) as Record<ApplicationState, number>;
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
        WHERE "finalAt" IS NOT NULL
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

interface WorkRow extends Omit<UnitWork, 'paidRial' | 'dueRial'> {
  readonly paid: string;
  readonly due: string;
}

async function workByUnit(reader: Tx, { universityId, termId }: Place): Promise<UnitWork[]> {
  const rows = await reader.$queryRaw<WorkRow[]>`
    WITH "placed" AS (
      SELECT "placement"."id", "placement"."unitId", "placement"."accountId",
        "placement"."approvedMinutes"
      FROM "Opening" AS "opening"
      JOIN "Placement" AS "placement" ON "placement"."openingId" = "opening"."id"
      WHERE "opening"."universityId" = ${universityId} AND "opening"."termId" = ${termId}
        AND "placement"."state" NOT IN ('requested', 'declined', 'expired')
        AND ("placement"."state" NOT IN ('withdrawn', 'terminated') OR EXISTS (
          SELECT 1 FROM "HoursEntry" WHERE "placementId" = "placement"."id"
        ))
    ),
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
    SELECT "unit"."id" AS "unitId", "unit"."nameFa", "unit"."nameEn",
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
