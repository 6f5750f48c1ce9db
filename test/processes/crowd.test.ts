import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import { Breaker } from '../faults/crowd/breaker.ts';
import { faultsOf } from '../faults/crowd/invariants.ts';
import { fileStep, playCrowd } from '../faults/crowd/journeys.ts';
import { quiet, type Stage, setStage } from '../faults/crowd/stage.ts';
import { Turnstile } from '../faults/crowd/turnstile.ts';
import { admit, crowdOf } from '../support/crowd.ts';
import { givenServer } from '../support/kill-store.ts';

// What a run of the crowd claims is worth as much as its watch: after a run in which nothing was
// broken, each of these breaks one thing behind the bot's back, and the watch has to say so.

const server = givenServer();
const patience = 90_000;

/** Statements that break something and put it right again, and what is then said of it. */
const breaches: Readonly<Record<string, { breaks: string; mends: string; says: RegExp }>> = {
  'another amount is paid': {
    breaks: `UPDATE "PayLine" SET "amountRial" = "amountRial" + 1 WHERE "id" = (SELECT min("id") FROM "PayLine")`,
    mends: `UPDATE "PayLine" SET "amountRial" = "amountRial" - 1 WHERE "id" = (SELECT min("id") FROM "PayLine")`,
    says: /the pay is 11250001[\s\S]*22500001 rial/,
  },
  'a pay is not settled': {
    breaks: `UPDATE "PayLine" SET "state" = 'due' WHERE "id" = (SELECT min("id") FROM "PayLine")`,
    mends: `UPDATE "PayLine" SET "state" = 'paid' WHERE "id" = (SELECT min("id") FROM "PayLine")`,
    says: /the pay is due/,
  },
  'a person is paid twice': {
    breaks: `INSERT INTO "PayLine" ("runId", "placementId", "accountId", "bankAccountId", "minutes", "rialPerHour", "married", "amountRial", "state")
      SELECT "runId", "placementId", "accountId", "bankAccountId", "minutes", "rialPerHour", "married", "amountRial", 'returned' FROM "PayLine" ORDER BY "id" LIMIT 1`,
    mends: `DELETE FROM "PayLine" WHERE "state" = 'returned'`,
    says: /has 1,1,1,2,1 of requests, placements, accounts, lines, files[\s\S]*33750000 rial/,
  },
  'there is a second run': {
    breaks: `INSERT INTO "PayRun" ("universityId", "termId", "createdById", "createdAt")
      SELECT "universityId", "termId", "createdById", "createdAt" FROM "PayRun"`,
    mends: `DELETE FROM "PayRun" WHERE "state" = 'draft'`,
    says: /there are 2 pay runs/,
  },
  'minutes are lost': {
    breaks: `UPDATE "HoursEntry" SET "minutes" = "minutes" - 15 WHERE "id" = (SELECT min("id") FROM "HoursEntry")`,
    mends: `UPDATE "HoursEntry" SET "minutes" = "minutes" + 15 WHERE "id" = (SELECT min("id") FROM "HoursEntry")`,
    says: /2235 minutes are kept/,
  },
  'a placement went back': {
    breaks: `UPDATE "Placement" SET "state" = 'final'`,
    mends: `UPDATE "Placement" SET "state" = 'paid'`,
    says: /the placement is final/,
  },
  'a seat is counted twice': {
    breaks: `UPDATE "SeatCount" SET "filled" = "filled" + 1 WHERE "filled" > 0`,
    mends: `UPDATE "SeatCount" SET "filled" = "filled" - 1 WHERE "filled" > 0`,
    says: /0 held and 3 filled seats for 2[\s\S]*not those of its ledger/,
  },
  'a seat is kept for nobody': {
    breaks: `UPDATE "SeatCount" SET "held" = "held" + 1 WHERE "filled" > 0`,
    mends: `UPDATE "SeatCount" SET "held" = "held" - 1 WHERE "filled" > 0`,
    says: /1 held and 2 filled seats for 2/,
  },
  'the ledger of seats has a line more': {
    breaks: `INSERT INTO "SeatEvent" ("openingId", "gender", "move", "amount", "at")
      SELECT "openingId", "gender", 'filled', 1, "at" FROM "SeatEvent" WHERE "move" = 'filled' LIMIT 1`,
    mends: `DELETE FROM "SeatEvent" WHERE "move" = 'filled' AND "placementId" IS NULL`,
    says: /not those of its ledger/,
  },
  'a file was kept twice': {
    breaks: `INSERT INTO "StoredFile" ("accountId", "key", "sha256", "size", "mime", "createdAt")
      SELECT "accountId", 'again', "sha256", "size", "mime", "createdAt" FROM "StoredFile" WHERE "accountId" IS NOT NULL LIMIT 1`,
    mends: `DELETE FROM "StoredFile" WHERE "key" = 'again'`,
    says: /has 1,1,1,1,2 of/,
  },
  'a request bears another code': {
    breaks: `UPDATE "Application" SET "trackingCode" = reverse("trackingCode") WHERE "id" = (SELECT min("id") FROM "Application")`,
    mends: `UPDATE "Application" SET "trackingCode" = reverse("trackingCode") WHERE "id" = (SELECT min("id") FROM "Application")`,
    says: /was told another code/,
  },
  'a line of the record was changed': {
    breaks: `ALTER TABLE "AuditEvent" DISABLE TRIGGER "AuditEvent_append_only";
      UPDATE "AuditEvent" SET "action" = "action" || 'X' WHERE "seq" = 5`,
    mends: `UPDATE "AuditEvent" SET "action" = rtrim("action", 'X') WHERE "seq" = 5;
      ALTER TABLE "AuditEvent" ENABLE TRIGGER "AuditEvent_append_only"`,
    says: /the record is altered at 5/,
  },
  'somebody was not told': {
    breaks: `UPDATE "OutboxMessage" SET "state" = 'failed', "error" = 'made up' WHERE "id" = (SELECT max("id") FROM "OutboxMessage")`,
    mends: `UPDATE "OutboxMessage" SET "state" = 'sent', "error" = NULL WHERE "error" = 'made up'`,
    says: /1 of \w+ by \w+ are failed \(made up\)/,
  },
};

describe.skipIf(server === undefined)('of a crowd to which nothing happened', () => {
  let stage: Stage;
  let pool: Pool;
  let casts: Cast[] = [];

  beforeAll(async () => {
    stage = await setStage();
    pool = new Pool({ connectionString: stage.store.environment['DATABASE_URL'], max: 1 });
    const turnstile = new Turnstile();
    const breaker = new Breaker(stage, [], turnstile);
    const crowd = crowdOf(2);
    await admit(stage.store, crowd);
    const parts = { stage, breaker, turnstile, patience, atOnce: 2, say: () => undefined };
    casts = await playCrowd(parts, crowd);
    await quiet(stage, patience);
  }, 480_000);

  afterAll(async () => {
    await pool?.end();
    await stage?.close();
  }, 60_000);

  test('everything holds', async () => {
    expect(await faultsOf(stage, casts)).toEqual([]);
  });

  test.each(Object.entries(breaches))('it is seen that %s', async (_, { breaks, mends, says }) => {
    await pool.query(breaks);
    expect((await faultsOf(stage, casts)).join('\n')).toMatch(says);
    await pool.query(mends);
    expect(await faultsOf(stage, casts)).toEqual([]);
  });

  test('it is seen that one went through a step twice', async () => {
    await pool.query(`INSERT INTO "AuditEvent" ("seq", "at", "action", "subjectType", "subjectId", "previousHash", "hash")
      SELECT 0, "at", "action", "subjectType", "subjectId", '', '' FROM "AuditEvent"
      WHERE "subjectType" = 'placement' ORDER BY "seq" LIMIT 1`);
    expect((await faultsOf(stage, casts)).join('\n')).toMatch(/what was recorded differs/);
  });

  test('it is seen that one was told other hours than were kept', async () => {
    const [first] = casts;
    const other = { ...first, notes: { ...first?.notes, hours: 36 } } as Cast;
    expect(await faultsOf(stage, [other, ...casts.slice(1)])).toContainEqual(
      expect.stringContaining('reads 36 hours and 11250000 rial'),
    );
  });

  test('it is seen that a process gave something up', async () => {
    const [one] = stage.web;
    one?.log.push('{"level":50,"msg":"a handler failed"}');
    expect(await faultsOf(stage, casts)).toContainEqual(
      expect.stringContaining('a handler failed'),
    );
  });
});

test.skipIf(server === undefined)(
  'who is told several times that her file was not kept sends it once more',
  async () => {
    const stage = await setStage();
    try {
      const turnstile = new Turnstile();
      const uploading = { journey: 0, step: fileStep, after: 0, which: 0 };
      // Each answer that is cut off is said again later than the one before.
      const plan = [
        { ...uploading, kind: 'disk' as const },
        ...Array.from({ length: 4 }, () => ({ ...uploading, kind: 'cut after' as const })),
      ];
      const breaker = new Breaker(stage, plan, turnstile);
      const crowd = crowdOf(1);
      await admit(stage.store, crowd);
      const parts = { stage, breaker, turnstile, patience, atOnce: 1, say: () => undefined };
      const casts = await playCrowd(parts, crowd);
      await quiet(stage, patience);
      expect(await faultsOf(stage, casts)).toEqual([]);
    } finally {
      await stage.close();
    }
  },
  480_000,
);
