import { firstOfficer, officersEach, type Shape, seededAt } from './shape.ts';

const at = `'${seededAt.toISOString()}'::timestamptz`;
const columns = '"kind", "subjectId", "role", "universityId", "unitId", "openedAt", "dueAt"';
/** Spread over a week around the present, so that some of it is overdue. */
const due = `${at} + ("nth" % 10 - 3) * interval '1 day'`;

/** What waits for officers, what they have done before, and what was paid. */
export function waitingScript({ universities, terms }: Shape): string[] {
  return [
    `INSERT INTO "WorkItem" (${columns})
     SELECT (CASE "state" WHEN 'filed' THEN 'reviewApplication' WHEN 'appealed' THEN 'decideAppeal' ELSE 'approveInternational' END)::"WorkItemKind",
       "id", (CASE "state" WHEN 'filed' THEN 'expert' WHEN 'appealed' THEN 'studentDeputy' ELSE 'internationalDeputy' END)::"StaffRole",
       "universityId", NULL::integer, "filedAt", ${due}
     FROM "request" WHERE "state" IN ('filed', 'appealed', 'awaitingInternational')`,
    `INSERT INTO "WorkItem" (${columns}, "claimedById", "claimedAt", "closedAt", "closedById")
     SELECT 'reviewApplication', "id", 'expert', "universityId", NULL::integer, "filedAt", "decidedAt" + interval '1 day',
       "by", "decidedAt", "decidedAt", "by"
     FROM (SELECT *, ${firstOfficer} + ("universityId" - 1) * ${officersEach} AS "by" FROM "request") AS "request"
     WHERE "decidedAt" IS NOT NULL`,
    `INSERT INTO "WorkItem" (${columns}, "closedAt", "closedById")
     SELECT 'approvePlacement', "placement"."id", 'unitOfficer', "universityId", "unitId", "requestedAt",
       "requestedAt" + interval '4 days', "approvedAt", "approvedById"
     FROM "Placement" AS "placement" JOIN "request" ON "request"."id" = "applicationId" WHERE "approvedAt" IS NOT NULL`,
    `INSERT INTO "WorkItem" (${columns})
     SELECT (CASE "placement"."state" WHEN 'requested' THEN 'approvePlacement' WHEN 'confirmed' THEN 'approveFinal' ELSE 'reportHours' END)::"WorkItemKind",
       "placement"."id", 'unitOfficer', "universityId", "unitId", "requestedAt", ${due}
     FROM "Placement" AS "placement" JOIN "request" ON "request"."id" = "applicationId"
     WHERE "placement"."state" IN ('requested', 'approved', 'working', 'confirmed')`,
    `INSERT INTO "WorkItem" (${columns})
     SELECT 'confirmBankAccount', "bank"."id", 'finance', "universityId", NULL::integer, "declaredAt", ${at} + interval '2 days'
     FROM "BankAccount" AS "bank" JOIN "student" ON "student"."id" = "bank"."accountId" WHERE "bank"."state" = 'declared'`,
    `INSERT INTO "PayRun" ("id", "universityId", "termId", "state", "createdById", "createdAt", "settledAt")
     SELECT ("t" - 1) * ${universities} + "u", "u", "t", 'settled', ${firstOfficer} + ("u" - 1) * ${officersEach} + 5, ${at}, ${at}
     FROM generate_series(1, ${universities}) AS "u", generate_series(1, ${terms - 1}) AS "t"`,
    `INSERT INTO "PayLine" ("runId", "placementId", "accountId", "bankAccountId", "minutes", "rialPerHour", "married", "amountRial", "state", "settledAt")
     SELECT ("request"."termId" - 1) * ${universities} + "request"."universityId", "placement"."id", "placement"."accountId",
       "bank"."id", 2400, 200000, false, 8000000, 'paid', "finalAt" + interval '10 days'
     FROM "Placement" AS "placement" JOIN "request" ON "request"."id" = "applicationId"
     JOIN "BankAccount" AS "bank" ON "bank"."accountId" = "placement"."accountId"
     WHERE "placement"."state" = 'paid'`,
  ];
}
