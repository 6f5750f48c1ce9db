import { type Ok, ok, type Refusal, type Result, refuse } from '../result.ts';
import { ownedBy } from '../staff/queries.ts';
import type { Person } from '../staff/types.ts';
import type { Work } from '../work.ts';
import type { KeptFile } from './gateway.ts';
import { keptDays } from './schema.ts';

/**
 * Writes down whose a file is that the store has already. The bytes were put before the transaction:
 * if this is never reached, they stay in the store without an owner. `strangers`: who has no account
 * may keep one too, which then hangs on the chat.
 */
export async function keepFile(
  work: Work,
  person: Person,
  { stored, strangers = false }: { stored: KeptFile; strangers?: boolean },
): Promise<Result<{ readonly fileId: number }, Refusal<'noAccount'>>> {
  const { accountId, chatId } = person;
  if (accountId === null && !strangers) return refuse('noAccount');
  const owner = accountId === null ? { chatId } : { accountId };
  const { key, sha256, size, mime } = stored;
  const { id: fileId } = await work.tx.storedFile.create({
    data: { ...owner, key, sha256, size, mime, createdAt: work.now },
    select: { id: true },
  });
  work.record({
    action: 'file.kept',
    subject: { type: 'file', id: fileId },
    actorId: accountId,
    after: { size, mime },
  });
  return ok({ fileId });
}

/**
 * Takes back a file that proves nothing yet. `inUse`: it was sent with a request, for a review, or to
 * support.
 */
export async function dropFile(
  work: Work,
  person: Person,
  { fileId }: { fileId: number },
): Promise<Ok | Refusal<'notYourFile' | 'inUse'>> {
  const { accountId } = person;
  const unused = {
    attachments: { none: {} },
    profileReviews: { none: {} },
    supportFiles: { none: {} },
  };
  const kept = { id: fileId, deletedAt: null, ...ownedBy(person) };
  const { count } = await work.tx.storedFile.updateMany({
    where: { ...kept, ...unused },
    data: { deletedAt: work.now },
  });
  if (count === 1) {
    work.record({
      action: 'file.dropped',
      subject: { type: 'file', id: fileId },
      actorId: accountId,
    });
    return ok();
  }
  const own = await work.tx.storedFile.count({ where: kept });
  return refuse(own > 0 ? 'inUse' : 'notYourFile');
}

/** Files that one sweep gives up, so that its record is written in a moment. */
const sweepLength = 500;

/**
 * A job: gives up the files whose time is over: so many days, as their university sets, after the
 * decision on the request or profile that they prove, or after the ticket with which they came was
 * closed; what belongs to nothing goes by the default. Returns how many, of which there may be more
 * where it is `sweepLength`. The bytes are deleted after the commit: see `deletableKeys`.
 */
export async function expireFiles(work: Work): Promise<{ expired: number; more: boolean }> {
  const { tx, now } = work;
  const rows = await tx.$queryRaw<{ id: number; universityId: number | null }[]>`
    WITH "kept" AS (
      SELECT "id", ${now}::timestamptz - make_interval(days =>
        COALESCE(("settings" ->> 'fileDays')::int, ${keptDays.usual}::int)) AS "since" FROM "University"
    ),
    "needed" AS (
      SELECT "fileId", "application"."universityId",
        "application"."state" NOT IN ('approved', 'rejected', 'withdrawn')
          OR "application"."updatedAt" >= "since" AS "still"
      FROM "Attachment"
      JOIN "PriorityClaim" AS "claim" ON "claim"."id" = "claimId"
      JOIN "Application" AS "application" ON "application"."id" = "claim"."applicationId"
      JOIN "kept" ON "kept"."id" = "application"."universityId"
      UNION ALL
      SELECT "cardFileId", "profile"."universityId",
        "decidedAt" IS NULL OR "decidedAt" >= COALESCE("since", ${usualSince(now)}::timestamptz)
      FROM "ProfileReview" AS "review"
      LEFT JOIN "Profile" AS "profile" ON "profile"."accountId" = "review"."accountId"
      LEFT JOIN "kept" ON "kept"."id" = "profile"."universityId"
      WHERE "cardFileId" IS NOT NULL
      UNION ALL
      SELECT "fileId", "ticket"."universityId",
        "ticket"."closedAt" IS NULL OR "ticket"."closedAt" >= COALESCE("since", ${usualSince(now)}::timestamptz)
      FROM "SupportFile"
      JOIN "SupportMessage" AS "message" ON "message"."id" = "messageId"
      JOIN "SupportTicket" AS "ticket" ON "ticket"."id" = "message"."ticketId"
      LEFT JOIN "kept" ON "kept"."id" = "ticket"."universityId"
    ),
    "over" AS (
      SELECT "file"."id", max("needed"."universityId") AS "universityId"
      FROM "StoredFile" AS "file" LEFT JOIN "needed" ON "needed"."fileId" = "file"."id"
      WHERE "file"."deletedAt" IS NULL
      GROUP BY "file"."id"
      HAVING NOT COALESCE(bool_or("needed"."still"), "file"."createdAt" >= ${usualSince(now)}::timestamptz)
      ORDER BY "file"."id" LIMIT ${sweepLength}
    )
    UPDATE "StoredFile" AS "file" SET "deletedAt" = ${now} FROM "over"
    WHERE "file"."id" = "over"."id" AND "file"."deletedAt" IS NULL
    RETURNING "file"."id", "over"."universityId"`;
  for (const { id, universityId } of rows) {
    const subject = { type: 'file', id };
    work.record({ action: 'file.expired', subject, actorId: null, universityId });
  }
  return { expired: rows.length, more: rows.length === sweepLength };
}

const usualSince = (now: Date): Date => new Date(now.getTime() - keptDays.usual * dayMs);

const dayMs = 86_400_000;

/** Longer than the store is swept for what was given up. */
const tracesKeptDays = 30;

/** A job: forgets files that were given up long ago and belong to nobody any more. Returns how many. */
export async function forgetFiles({ tx, now }: Work): Promise<number> {
  const before = new Date(now.getTime() - tracesKeptDays * dayMs);
  const { count } = await tx.storedFile.deleteMany({
    where: {
      accountId: null,
      deletedAt: { lt: before },
      attachments: { none: {} },
      profileReviews: { none: {} },
      supportFiles: { none: {} },
    },
  });
  return count;
}
