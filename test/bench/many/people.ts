import {
  firstOfficer,
  newcomersEach,
  officersEach,
  perTerm,
  type Shape,
  seededAt,
  unitsEach,
} from './shape.ts';

const at = `'${seededAt.toISOString()}'::timestamptz`;

const words = (list: string): string =>
  `ARRAY[${list
    .split(' ')
    .map((word) => `'${word}'`)
    .join(',')}]`;
const female = words(
  'زهرا فاطمه مریم نرگس سارا مینا لیلا شیرین نگار بهار رویا الهام سمیه پریسا هانیه',
);
const male = words('محمد علی رضا حسین مهدی امیر آرش سامان بهزاد کیان پویا سعید حمید مجید یاسر');
const last = words(
  'احمدی رضایی محمدی حسینی کریمی موسوی جعفری صادقی نمونه‌پور آزمون‌زاده فرضی خیالی ساختگی قمی تهرانی شیرازی اصفهانی تبریزی کاشانی یزدی رئیسی کیانی بافنده زارع نجفی علوی هاشمی طاهری شریفی قاسمی',
);

/** One of the words, by the number `a`; which is scattered, so that names and numbers go apart. */
const pick = (list: string, salt: number): string =>
  `(${list})[1 + (hashint8("a"::bigint * ${salt}) + 2147483648) % cardinality(${list})]`;

/** A valid national ID of the range that nobody is born into, from a number below ten million. */
const nationalIds = `
  CREATE FUNCTION pg_temp.national_id("number" bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT "body" || CASE WHEN "rest" < 2 THEN "rest" ELSE 11 - "rest" END FROM (
      SELECT "body", (
        SELECT sum(substr("body", "place", 1)::integer * (11 - "place")) % 11
        FROM generate_series(1, 9) AS "place"
      ) AS "rest" FROM (SELECT '99' || lpad("number"::text, 7, '0') AS "body") AS "b"
    ) AS "c"
  $$`;

const shebas = `
  CREATE FUNCTION pg_temp.sheba("number" bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'IR' || lpad((98 - ("account" || '182700')::numeric % 97)::text, 2, '0') || "account"
    FROM (SELECT '017' || lpad("number"::text, 19, '0') AS "account") AS "a"
  $$`;

/** Universities with their units and terms, students with everything that registration leaves, officers. */
export function peopleScript({ universities, terms, studentsEach }: Shape): string[] {
  const students = universities * studentsEach;
  return [
    nationalIds,
    shebas,
    `INSERT INTO "University" ("id", "code", "nameFa", "nameEn", "startedAt")
     SELECT "u", 'many-' || "u", 'دانشگاه شمارهٔ ' || "u", 'University ' || "u", ${at}
     FROM generate_series(1, ${universities}) AS "u"`,
    `INSERT INTO "Unit" ("id", "universityId", "code", "nameFa", "nameEn", "kind")
     SELECT ("u" - 1) * ${unitsEach} + "n", "u", 'unit-' || "n", 'واحد ' || "n", 'Unit ' || "n", 'centralLibrary'
     FROM generate_series(1, ${universities}) AS "u", generate_series(1, ${unitsEach}) AS "n"`,
    // 1402-1 is the last; before it 1401-2, 1401-1 and so on.
    `INSERT INTO "Term" ("id", "startYear", "number")
     SELECT "t", 1402 - (${terms} - "t" + 1) / 2, CASE (${terms} - "t") % 2 WHEN 0 THEN 1 ELSE 2 END
     FROM generate_series(1, ${terms}) AS "t"`,
    `INSERT INTO "Window" ("universityId", "termId", "kind", "opensAt", "closesAt")
     SELECT "u", "t", "kind",
       ${at} - interval '28 days' - (${terms} - "t") * interval '180 days',
       ${at} + interval '90 days' - (${terms} - "t") * interval '180 days'
     FROM generate_series(1, ${universities}) AS "u", generate_series(1, ${terms}) AS "t",
       unnest(enum_range(NULL::"WindowKind")) AS "kind"`,
    `CREATE TEMPORARY TABLE "student" AS
     SELECT "a" AS "id", ("a" - 1) / ${studentsEach} + 1 AS "universityId",
       CASE WHEN "a" % 2 = 0 THEN 'female' ELSE 'male' END::"Gender" AS "gender",
       pg_temp.national_id("a") AS "identityNumber",
       CASE WHEN "a" % 2 = 0 THEN ${pick(female, 7)} ELSE ${pick(male, 7)} END AS "firstName",
       ${pick(last, 13)} || CASE WHEN "a" % 3 = 0 THEN ' ' || ${pick(last, 31)} ELSE '' END AS "lastName",
       '98' || lpad("a"::text, 8, '0') AS "studentNumber",
       (ARRAY['bachelorContinuous', 'master', 'phd']::"Level"[])[1 + "a" % 3] AS "level",
       (1500 + (hashint8("a"::bigint) + 2147483648) % 500)::numeric / 100 AS "average"
     FROM generate_series(1, ${students}) AS "a"`,
    `INSERT INTO "Account" ("id", "identityKind", "identityCountry", "identityNumber", "firstName", "lastName",
       "birthDate", "mobile", "email", "state", "createdAt", "activatedAt")
     SELECT "id", 'nationalId', 'IR', "identityNumber", "firstName", "lastName", '2001-05-15',
       '+98912' || lpad("id"::text, 7, '0'), 'student' || "id" || '@example.test', 'active', ${at}, ${at}
     FROM "student"`,
    `INSERT INTO "Profile" ("accountId", "universityId", "studentNumber", "level", "field", "startDate", "gender",
       "studentType", "updatedAt", "confirmedAt", "nameKey")
     SELECT "id", "universityId", "studentNumber", "level", 'مهندسی کامپیوتر', '2019-09-23', "gender", 'domestic',
       ${at}, ${at}, "search_key"("lastName" || ' ' || "firstName") FROM "student"`,
    `INSERT INTO "StudentRecord" ("identityNumber", "firstName", "lastName", "gender", "birthDate", "universityId",
       "studentNumber", "level", "field", "startDate", "studentType", "lastTermAverage", "cumulativeAverage",
       "termsPassed", "probationTerms", "disciplinaryConvictions", "bornInIran", "parentIranian", "married",
       "children", "updatedAt")
     SELECT "identityNumber", "firstName", "lastName", "gender", '2001-05-15', "universityId", "studentNumber",
       "level", 'مهندسی کامپیوتر', '2019-09-23', 'domestic', "average", "average", 4, 0, 0, true, true,
       "id" % 5 = 0, 0, ${at} FROM "student"`,
    `INSERT INTO "RulesAcceptance" ("chatId", "accountId", "kind", "version", "sha256", "language", "at")
     SELECT 1000000000 + "id", "id", 'hamyar', 1, repeat('cd', 32), 'fa', ${at} FROM "student"`,
    `INSERT INTO "Subscription" ("accountId", "topic", "at")
     SELECT "id", "topic", ${at} FROM "student", unnest(enum_range(NULL::"Topic")) AS "topic"`,
    `INSERT INTO "BankAccount" ("accountId", "sheba", "state", "declaredAt", "decidedAt")
     SELECT "id", pg_temp.sheba("id"),
       CASE WHEN "waits" THEN 'declared' ELSE 'confirmed' END::"BankAccountState", ${at},
       CASE WHEN "waits" THEN NULL ELSE ${at} END
     FROM (
       SELECT "id", "nth" >= ${studentsEach - newcomersEach - perTerm} AND "id" % 4 = 0 AS "waits"
       FROM (SELECT "id", ("id" - 1) % ${studentsEach} AS "nth" FROM "student") AS "numbered"
       WHERE "nth" < ${studentsEach - newcomersEach}
     ) AS "s"`,
    ...officerScript(universities),
    `INSERT INTO "ChatSession" ("chatId", "accountId", "language", "createdAt", "lastSeenAt")
     SELECT 1000000000 + "id", "id", CASE WHEN "id" % 10 = 0 THEN 'en' ELSE 'fa' END::"Language", ${at}, ${at}
     FROM "Account"`,
  ];
}

/** The officers of each university in the order of `officers`, each with an account and a cartable held. */
function officerScript(universities: number): string[] {
  return [
    `CREATE TEMPORARY TABLE "officer" AS
     SELECT ${firstOfficer} + ("u" - 1) * ${officersEach} + "n" AS "id", "u" AS "universityId",
       (ARRAY['expert', 'expert', 'expert', 'studentDeputy', 'internationalDeputy', 'finance', 'finance'])[least("n", 7) + 1] AS "role",
       CASE WHEN "n" >= 7 THEN ("u" - 1) * ${unitsEach} + ("n" - 7) / 2 + 1 END AS "unitId"
     FROM generate_series(1, ${universities}) AS "u", generate_series(0, ${officersEach - 1}) AS "n"`,
    `UPDATE "officer" SET "role" = 'unitOfficer' WHERE "unitId" IS NOT NULL`,
    `INSERT INTO "Account" ("id", "identityKind", "identityCountry", "identityNumber", "firstName", "lastName",
       "mobile", "state", "createdAt")
     SELECT "id", 'nationalId', 'IR', pg_temp.national_id("id"), 'مسئول', 'شمارهٔ ' || "id",
       '+98913' || lpad("id"::text, 7, '0'), 'active', ${at} FROM "officer"`,
    `INSERT INTO "Cartable" ("id", "role", "process", "universityId", "unitId", "createdAt")
     SELECT min("id") - ${firstOfficer} + 1, "role"::"StaffRole",
       (CASE "role" WHEN 'unitOfficer' THEN 'placement' WHEN 'finance' THEN 'pay'
         WHEN 'internationalDeputy' THEN 'specialCases' ELSE 'application' END)::"Process",
       "universityId", "unitId", ${at}
     FROM "officer" GROUP BY "role", "universityId", "unitId"`,
    `INSERT INTO "CartableHolder" ("cartableId", "accountId", "since")
     SELECT "cartable"."id", "officer"."id", ${at} FROM "officer" JOIN "Cartable" AS "cartable"
       ON "cartable"."role" = "officer"."role"::"StaffRole" AND "cartable"."universityId" = "officer"."universityId"
         AND "cartable"."unitId" IS NOT DISTINCT FROM "officer"."unitId"`,
  ];
}
