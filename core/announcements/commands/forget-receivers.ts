import type { Tx, Work } from '../../work.ts';

/** Rows that one step deletes, so that each is a matter of a moment. */
const stepLength = 5_000;

/**
 * A job, step by step: forgets who the receivers were of announcements that ended before an instant.
 * Their counts stay, and with them the report; from the first step on none of them can be sent again.
 */
export async function forgetReceivers(
  work: Work,
  before: Date,
): Promise<{ readonly more: boolean }> {
  await markForgotten(work, before);
  const deleted = await work.tx.$executeRaw`
    DELETE FROM "Delivery" WHERE ("announcementId", "chatId") IN (
      SELECT "row"."announcementId", "row"."chatId" FROM "Announcement" AS "whole"
      CROSS JOIN LATERAL (
        SELECT "announcementId", "chatId" FROM "Delivery"
        WHERE "announcementId" = "whole"."id" LIMIT ${stepLength}
      ) AS "row"
      WHERE "whole"."forgottenAt" IS NOT NULL LIMIT ${stepLength}
    )`;
  return { more: deleted === stepLength };
}

async function markForgotten(work: Work, before: Date): Promise<void> {
  const rows = await work.tx.$queryRaw<{ id: number; universityId: number | null }[]>`
    UPDATE "Announcement" AS "whole" SET "forgottenAt" = ${work.now}
    WHERE "endedAt" < ${before} AND "forgottenAt" IS NULL
      AND EXISTS (SELECT 1 FROM "Delivery" WHERE "announcementId" = "whole"."id")
    RETURNING "id", "universityId"`;
  for (const { id, universityId } of rows) {
    const subject = { type: 'announcement', id };
    work.record({ action: 'announcement.forgotten', subject, actorId: null, universityId });
  }
}

/**
 * An account moves from one chat to another, and what it was to have goes there: what waits, what may
 * be sent again, and what has found its end. Nothing is sent twice to a chat: where the other was to
 * have the same, that one counts. A message on its way is left.
 */
export async function moveReceiver(tx: Tx, from: bigint, to: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Delivery" SET "chatId" = ${to} WHERE "chatId" = ${from} AND "state" <> 'sending'
      AND "announcementId" IN (
        SELECT "id" FROM "Announcement" WHERE "startedAt" IS NOT NULL AND "forgottenAt" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "Delivery" AS "other"
            WHERE "other"."announcementId" = "Announcement"."id" AND "other"."chatId" = ${to})
      )`;
  await forgetReceiver(tx, from);
}

/**
 * Somebody leaves, and is no receiver any more: what waits is not sent, and what is not known is not
 * sent again, so neither counts. What has found its end stays counted. A message on its way is left.
 */
export async function forgetReceiver(tx: Tx, chatId: bigint): Promise<void> {
  await tx.$executeRaw`
    WITH "gone" AS (
      DELETE FROM "Delivery" WHERE "chatId" = ${chatId} AND "state" <> 'sending'
        AND "announcementId" IN (
          SELECT "id" FROM "Announcement" WHERE "startedAt" IS NOT NULL AND "forgottenAt" IS NULL
        )
      RETURNING "announcementId", "state"::text
    )
    UPDATE "Announcement" AS "whole" SET "total" = "total" - 1,
      "unknown" = "unknown" - CASE WHEN "gone"."state" = 'unknown' THEN 1 ELSE 0 END
    FROM "gone" WHERE "whole"."id" = "gone"."announcementId"
      AND "gone"."state" IN ('pending', 'unknown') AND "whole"."state" <> 'cancelled'`;
}
