import type { Database } from '../../core/db.ts';
import type { Person } from '../../core/staff/types.ts';
import { serial, sheba } from '../support/made-up.ts';

/** A university at the end of a term, with as many students to be paid as are asked for. */
export interface PayScene {
  readonly universityId: number;
  readonly termId: number;
  readonly finance: Person;
  readonly secondFinance: Person;
}

const ids = {
  university: 1,
  unit: 1,
  term: 1,
  opening: 1,
  cartable: 1,
  firstStudent: 1000,
} as const;
const at = '2024-01-10T08:00:00Z';

/** Written by statements over all of them: the commands that lead here are measured elsewhere. */
export async function aTermToPay({ read }: Database, students: number): Promise<PayScene> {
  const run = (statement: string) => read.$executeRawUnsafe(statement);
  const last = ids.firstStudent + students - 1;
  const all = `generate_series(${ids.firstStudent}, ${last}) AS "n"`;
  await run(`INSERT INTO "University" ("id", "code", "nameFa", "nameEn", "startedAt")
    VALUES (1, 'bench', 'دانشگاه نمونه', 'Sample University', '${at}')`);
  await run(`INSERT INTO "Term" ("id", "startYear", "number") VALUES (1, 1402, 1)`);
  await run(`INSERT INTO "Unit" ("id", "universityId", "code", "nameFa", "nameEn", "kind")
    VALUES (1, 1, 'library', 'کتابخانه', 'Library', 'centralLibrary')`);
  await run(`INSERT INTO "Opening" ("id", "universityId", "unitId", "termId", "field", "titleFa", "titleEn", "workType", "state", "createdAt")
    VALUES (1, 1, 1, 1, 'همه رشته‌ها', 'چیدن کتاب', 'Shelving books', 'research', 'approved', '${at}')`);
  await run(
    `INSERT INTO "PayRate" ("level", "rialPerHour", "validFrom") VALUES ('bachelorContinuous', 180000, '2023-03-21')`,
  );
  await run(`INSERT INTO "Account" ("id", "identityKind", "identityCountry", "identityNumber", "firstName", "lastName", "state", "createdAt")
    SELECT "n", 'nationalId', 'IR', lpad("n"::text, 10, '9'), 'نگار', 'نمونه‌پور ' || "n", 'active', '${at}'
    FROM generate_series(1, ${last}) AS "n" WHERE "n" < 3 OR "n" >= ${ids.firstStudent}`);
  await run(`INSERT INTO "ChatSession" ("chatId", "accountId", "language", "createdAt", "lastSeenAt")
    SELECT 700000 + "id", "id", 'fa', '${at}', '${at}' FROM "Account"`);
  await run(
    `INSERT INTO "Cartable" ("id", "role", "process", "universityId", "createdAt") VALUES (1, 'finance', 'pay', 1, '${at}')`,
  );
  await run(
    `INSERT INTO "CartableHolder" ("cartableId", "accountId", "since") VALUES (1, 1, '${at}'), (1, 2, '${at}')`,
  );
  await run(`INSERT INTO "Application" ("id", "trackingCode", "accountId", "universityId", "termId", "state", "worksOutside", "gender", "level", "record", "eligibility", "ruleSetVersion", "filedAt", "updatedAt")
    SELECT "n", 'T' || "n", "n", 1, 1, 'approved', false, 'female', 'bachelorContinuous', '{}', '{}', 'bench', '${at}', '${at}' FROM ${all}`);
  await run(`INSERT INTO "PriorityClaim" ("applicationId", "class", "state")
    SELECT "n", 'married', 'verified' FROM ${all} WHERE "n" % 4 = 0`);
  await run(`INSERT INTO "Placement" ("id", "applicationId", "accountId", "openingId", "unitId", "termId", "gender", "workType", "state", "requestedMinutes", "approvedMinutes", "explanation", "requestedById", "requestedAt", "approvedById", "approvedAt", "finalById", "finalAt", "ending")
    SELECT "n", "n", "n", 1, 1, 1, 'female', 'research', 'final', 3000, 3000, '', 1, '${at}', 2, '${at}', 2, '${at}', 'finished' FROM ${all}`);
  await run(`INSERT INTO "HoursEntry" ("placementId", "minutes", "state", "enteredById", "enteredAt", "objectionDueAt")
    SELECT "n", 1500, 'confirmed', 1, '${at}', '${at}' FROM ${all}, generate_series(1, 2)`);
  const accounts = Array.from({ length: students }, (_, index) => ({
    accountId: ids.firstStudent + index,
    sheba: sheba(serial()),
    state: 'confirmed' as const,
    declaredAt: new Date(at),
  }));
  await read.bankAccount.createMany({ data: accounts });
  return { universityId: 1, termId: 1, finance: officer(1), secondFinance: officer(2) };
}

const officer = (accountId: number): Person => ({
  kind: 'person',
  accountId,
  chatId: BigInt(700_000 + accountId),
  holdings: [{ cartableId: 1, role: 'finance', process: 'pay', universityId: 1, unitId: null }],
});
