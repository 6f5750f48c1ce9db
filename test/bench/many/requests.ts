import { trackingAlphabet } from '../../../core/applications/rules.ts';
import type { Evaluation } from '../../../core/eligibility/types.ts';
import { firstOfficer, officersEach, perTerm, type Shape, seededAt, unitsEach } from './shape.ts';

const at = `'${seededAt.toISOString()}'::timestamptz`;

/** A right tracking code from a number below 23 to the power of 7; different numbers, different codes. */
const trackingCodes = `
  CREATE FUNCTION pg_temp.tracking_code("number" bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(substr('${trackingAlphabet}', "sign" + 1, 1), '' ORDER BY "place")
      || substr('${trackingAlphabet}', ((23 - sum((8 - "place") * "sign") % 23) % 23)::integer + 1, 1)
    FROM (
      SELECT "place", ("number" / (23 ^ (6 - "place"))::bigint % 23)::integer AS "sign"
      FROM generate_series(0, 6) AS "place"
    ) AS "signs"
  $$`;

const expertOf = `${firstOfficer} + ("universityId" - 1) * ${officersEach}`;
const unitOf = (step: number): string =>
  `("universityId" - 1) * ${unitsEach} + ("nth" + ${step}) % ${unitsEach} + 1`;

/** Openings with seats, requests in every state with their history, placements, hours, and work that waits. */
export function requestScript(shape: Shape, evaluation: Evaluation): string[] {
  const { applications, universities, terms, studentsEach } = shape;
  const each = perTerm * terms;
  const openingOf = (step: number) =>
    `("termId" - 1) * ${universities * unitsEach} + ${unitOf(step)}`;
  const json = (value: object) => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`;
  const brief = { ...evaluation, verdicts: evaluation.verdicts.slice(0, 1) };
  return [
    trackingCodes,
    `CREATE TEMPORARY TABLE "request" AS
     SELECT "i" + 1 AS "id", "i" / ${each} + 1 AS "universityId", "i" % ${each} / ${perTerm} + 1 AS "termId",
       "i" % ${perTerm} AS "nth", "i" % 100 AS "share", "i" % ${each} / ${perTerm} + 1 = ${terms} AS "present",
       "i" / ${each} * ${studentsEach} + "i" % ${each} / ${perTerm} / 2 * ${perTerm} + "i" % ${perTerm} + 1 AS "accountId"
     FROM generate_series(0, ${applications - 1}) AS "i"`,
    `ALTER TABLE "request" ADD COLUMN "state" "ApplicationState", ADD COLUMN "filedAt" timestamptz, ADD COLUMN "decidedAt" timestamptz`,
    `UPDATE "request" SET
       "state" = (CASE
         WHEN "present" THEN CASE WHEN "share" < 30 THEN 'filed' WHEN "share" < 35 THEN 'sentBack'
           WHEN "share" < 38 THEN 'awaitingInternational' WHEN "share" < 42 THEN 'appealed'
           WHEN "share" < 50 THEN 'rejected' ELSE 'approved' END
         WHEN "share" < 5 THEN 'withdrawn' WHEN "share" < 25 THEN 'rejected' ELSE 'approved' END)::"ApplicationState",
       "filedAt" = ${at} - (${terms} - "termId") * interval '180 days' - interval '20 days' + "nth" * interval '15 minutes'`,
    `UPDATE "request" SET "decidedAt" = "filedAt" + interval '3 days' WHERE "state" IN ('approved', 'rejected', 'appealed')`,
    `INSERT INTO "Application" ("id", "trackingCode", "accountId", "universityId", "termId", "state", "worksOutside",
       "gender", "level", "record", "eligibility", "ruleSetVersion", "points", "average", "filedAt", "updatedAt",
       "decidedAt", "decidedById", "reasonCode", "reasonText")
     SELECT "request"."id", pg_temp.tracking_code(("request"."id"::bigint * 791943161 + 1000003) % 3404825447),
       "accountId", "request"."universityId", "termId", "state", false, "gender", "level",
       jsonb_build_object('identityNumber', "identityNumber", 'firstName', "firstName", 'lastName', "lastName",
         'gender', "gender", 'birthDate', '2001-05-15', 'universityId', "request"."universityId",
         'studentNumber', "studentNumber", 'level', "level", 'field', 'مهندسی کامپیوتر', 'startDate', '2019-09-23',
         'studentType', 'domestic', 'lastTermAverage', ("average" * 100)::integer, 'cumulativeAverage',
         ("average" * 100)::integer, 'termsPassed', 4, 'probationTerms', 0, 'disciplinaryConvictions', 0,
         'bornInIran', true, 'parentIranian', true, 'married', "accountId" % 5 = 0, 'children', 0),
       CASE WHEN "present" THEN ${json(evaluation)} ELSE ${json(brief)} END, '${evaluation.version}',
       CASE WHEN "nth" % 10 = 0 THEN 1 ELSE 0 END, "average", "filedAt", coalesce("decidedAt", "filedAt"), "decidedAt",
       CASE WHEN "decidedAt" IS NOT NULL THEN ${expertOf.replaceAll('"universityId"', '"request"."universityId"')} END,
       CASE WHEN "state" IN ('rejected', 'appealed') THEN 'other' END,
       CASE WHEN "state" IN ('rejected', 'appealed') THEN 'جا نبود' END
     FROM "request" JOIN "student" ON "student"."id" = "accountId"`,
    `INSERT INTO "Opening" ("id", "universityId", "unitId", "termId", "field", "titleFa", "titleEn", "workType", "state",
       "createdAt", "decidedAt")
     SELECT ("t" - 1) * ${universities * unitsEach} + "unit"."id", "universityId", "unit"."id", "t",
       'همه رشته‌ها', 'چیدن کتاب', 'Shelving books', 'research', 'approved', ${at}, ${at}
     FROM "Unit" AS "unit", generate_series(1, ${terms}) AS "t"`,
    `INSERT INTO "ApplicationChoice" ("applicationId", "position", "openingId")
     SELECT "id", "wish"."position", ("termId" - 1) * ${universities * unitsEach}
       + ("universityId" - 1) * ${unitsEach} + ("nth" + "wish"."step") % ${unitsEach} + 1
     FROM "request", (VALUES (1, 0), (2, 7), (3, 13)) AS "wish"("position", "step")`,
    `INSERT INTO "ApplicationRevision" ("applicationId", "revision", "content", "at")
     SELECT "id", 1, '{"note": null, "classes": [], "worksOutside": false}', "filedAt" FROM "request"`,
    `INSERT INTO "ApplicationEvent" ("applicationId", "event", "at") SELECT "id", 'send', "filedAt" FROM "request"`,
    `INSERT INTO "ApplicationEvent" ("applicationId", "event", "actorRole", "at")
     SELECT "id", CASE "state" WHEN 'approved' THEN 'approve' ELSE 'reject' END, 'expert', "decidedAt"
     FROM "request" WHERE "decidedAt" IS NOT NULL`,
    `INSERT INTO "ApplicationEvent" ("applicationId", "event", "at")
     SELECT "id", 'appeal', ${at} - interval '1 day' FROM "request" WHERE "state" = 'appealed'`,
    `INSERT INTO "Appeal" ("applicationId", "text", "filedAt")
     SELECT "id", 'جا بود', ${at} - interval '1 day' FROM "request" WHERE "state" = 'appealed'`,
    `INSERT INTO "PriorityClaim" ("applicationId", "class", "state")
     SELECT "id", 'married', (CASE WHEN "state" = 'filed' AND "nth" % 10 <> 0 THEN 'pending' ELSE 'verified' END)::"ClaimState"
     FROM "request" WHERE "nth" % 5 = 0`,
    `INSERT INTO "StoredFile" ("accountId", "key", "sha256", "size", "mime", "createdAt")
     SELECT "accountId", md5("id"::text) || md5('many' || "id"), repeat('ab', 32), 40000, 'image/png', "filedAt"
     FROM "request" WHERE "nth" % 5 = 0`,
    `INSERT INTO "Attachment" ("claimId", "fileId", "createdAt")
     SELECT "claim"."id", "claim"."id", ${at} FROM "PriorityClaim" AS "claim"`,
    `INSERT INTO "Placement" ("id", "applicationId", "accountId", "openingId", "unitId", "termId", "gender", "workType",
       "state", "requestedMinutes", "approvedMinutes", "explanation", "requestedById", "requestedAt", "holdUntil",
       "approvedById", "approvedAt", "finalById", "finalAt", "ending", "endedAt")
     SELECT "request"."id", "request"."id", "accountId", ${openingOf(0)}, ${unitOf(0)}, "termId", "gender", 'research',
       "stage", 3000, 3000, 'چیدن کتاب', "first", "decidedAt" + interval '1 day',
       CASE "stage" WHEN 'requested' THEN ${at} + interval '5 days' END,
       CASE WHEN "stage" <> 'requested' THEN "first" + 1 END,
       CASE WHEN "stage" <> 'requested' THEN "decidedAt" + interval '2 days' END,
       CASE "stage" WHEN 'paid' THEN "first" + 1 END, CASE "stage" WHEN 'paid' THEN "decidedAt" + interval '90 days' END,
       CASE "stage" WHEN 'paid' THEN 'finished'::"PlacementEnding" END,
       CASE "stage" WHEN 'paid' THEN "decidedAt" + interval '90 days' END
     FROM (
       SELECT "request".*, "student"."gender",
         ${firstOfficer} + ("request"."universityId" - 1) * ${officersEach} + 7 + "nth" % ${unitsEach} * 2 AS "first",
         (CASE WHEN NOT "present" THEN 'paid' ELSE
           (ARRAY['requested', 'requested', 'approved', 'approved', 'working', 'working', 'working', 'hoursReported', 'hoursReported', 'confirmed'])[1 + "nth" % 10]
         END)::"PlacementState" AS "stage"
       FROM "request" JOIN "student" ON "student"."id" = "accountId"
       WHERE "state" = 'approved' AND "share" >= CASE WHEN "present" THEN 80 ELSE 60 END
     ) AS "request"`,
    `INSERT INTO "SeatCount" ("openingId", "gender", "capacity", "held", "filled")
     SELECT "opening"."id", "of"."gender", 40,
       count("placement"."id") FILTER (WHERE "placement"."state" = 'requested'),
       count("placement"."id") FILTER (WHERE "placement"."state" <> 'requested')
     FROM "Opening" AS "opening" CROSS JOIN unnest(enum_range(NULL::"Gender")) AS "of"("gender")
     LEFT JOIN "Placement" AS "placement"
       ON "placement"."openingId" = "opening"."id" AND "placement"."gender" = "of"."gender"
     GROUP BY 1, 2`,
    `INSERT INTO "SeatEvent" ("openingId", "gender", "move", "amount", "at")
     SELECT "openingId", "gender", 'capacitySet', 40, ${at} FROM "SeatCount"`,
    `INSERT INTO "SeatEvent" ("openingId", "gender", "move", "amount", "placementId", "at")
     SELECT "openingId", "gender", "move"::"SeatMove", 1, "id", "requestedAt"
     FROM "Placement", unnest(ARRAY['held', 'filled']) AS "move" WHERE "move" = 'held' OR "state" <> 'requested'`,
    `INSERT INTO "HoursEntry" ("placementId", "minutes", "state", "enteredById", "enteredAt", "objectionDueAt", "answeredAt")
     SELECT "id", 2400, (CASE "state" WHEN 'hoursReported' THEN 'reported' ELSE 'confirmed' END)::"HoursState",
       "requestedById", ${at} - interval '1 day', ${at} + interval '4 days',
       CASE WHEN "state" <> 'hoursReported' THEN ${at} END
     FROM "Placement" WHERE "state" IN ('hoursReported', 'confirmed', 'paid')`,
  ];
}
