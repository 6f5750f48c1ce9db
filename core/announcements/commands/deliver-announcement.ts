import { tell } from '../../outbox/commands.ts';
import type { Tx, Work } from '../../work.ts';
import { announcementOf } from '../queries.ts';
import { leftOf } from '../rules.ts';
import type { Announcement, Language } from '../types.ts';

/** A receiver whose message a worker is about to send. */
export interface ClaimedDelivery {
  readonly chatId: bigint;
  readonly language: Language;
  /** The version of the chat's row when it was claimed. */
  readonly chatSeen: string | null;
}

/**
 * What became of one message. `pending`: it certainly did not reach the messenger, and waits again.
 * `blocked` also notes that the chat cannot be written to, unless its person has come back since it
 * was claimed.
 */
export interface Delivered extends Pick<ClaimedDelivery, 'chatId' | 'chatSeen'> {
  readonly state: 'pending' | 'sent' | 'blocked' | 'failed' | 'unknown';
  readonly messageId?: number;
  readonly error?: string;
}

/**
 * Takes up to `limit` receivers of an announcement, which are `sending` from now on: whoever finds
 * them so after a crash cannot know whether they have got it. So a worker takes only what it sends
 * within a moment. None where the announcement is paused or cancelled.
 */
export function claimDeliveries(
  tx: Tx,
  announcementId: number,
  by: { worker: string; now: Date; leaseSeconds: number; limit: number },
): Promise<ClaimedDelivery[]> {
  const leaseUntil = new Date(by.now.getTime() + by.leaseSeconds * 1000);
  return tx.$queryRaw<ClaimedDelivery[]>`
    UPDATE "Delivery" AS "row" SET "state" = 'sending', "leasedBy" = ${by.worker},
      "leaseUntil" = ${leaseUntil}, "at" = ${by.now}
    FROM (
      SELECT "waiting"."announcementId", "waiting"."chatId" FROM "Delivery" AS "waiting"
      JOIN "Announcement" AS "whole" ON "whole"."id" = "waiting"."announcementId"
      WHERE "waiting"."announcementId" = ${announcementId} AND "waiting"."state" = 'pending'
        AND "whole"."state" = 'sending'
      ORDER BY "waiting"."chatId" LIMIT ${by.limit} FOR UPDATE OF "waiting" SKIP LOCKED
    ) AS "next"
    WHERE "row"."announcementId" = "next"."announcementId" AND "row"."chatId" = "next"."chatId"
    RETURNING "row"."chatId", "row"."language"::text,
      (SELECT xmin::text FROM "ChatSession" AS "chat" WHERE "chat"."chatId" = "row"."chatId") AS "chatSeen"`;
}

/** Writes down what became of messages, and counts them, in one statement. Rows of others are left. */
export async function settleDeliveries(
  tx: Tx,
  announcementId: number,
  { worker, now, delivered }: { worker: string; now: Date; delivered: readonly Delivered[] },
): Promise<void> {
  const rows = JSON.stringify(delivered.map((one) => ({ ...one, chatId: String(one.chatId) })));
  await tx.$executeRaw`
    WITH "given" AS (
      SELECT * FROM json_to_recordset(${rows}::json)
        AS "one" ("chatId" bigint, "chatSeen" text, "state" text, "messageId" int, "error" text)
    ), "settled" AS (
      UPDATE "Delivery" AS "row" SET "state" = "given"."state"::"DeliveryState",
        "messageId" = "given"."messageId", "error" = "given"."error",
        "leasedBy" = NULL, "leaseUntil" = NULL, "at" = ${now}
      FROM "given"
      WHERE "row"."announcementId" = ${announcementId} AND "row"."chatId" = "given"."chatId"
        AND "row"."state" = 'sending' AND "row"."leasedBy" = ${worker}
      RETURNING "row"."state"::text
    ), "away" AS (
      UPDATE "ChatSession" AS "chat" SET "unreachableAt" = ${now} FROM "given"
      WHERE "given"."state" = 'blocked' AND "chat"."chatId" = "given"."chatId"
        AND "chat".xmin::text = "given"."chatSeen" AND "chat"."unreachableAt" IS NULL
    ), "counted" AS (
      SELECT count(*) FILTER (WHERE "state" = 'sent') AS "sent",
        count(*) FILTER (WHERE "state" = 'blocked') AS "blocked",
        count(*) FILTER (WHERE "state" = 'failed') AS "failed",
        count(*) FILTER (WHERE "state" = 'unknown') AS "unknown" FROM "settled"
    )
    UPDATE "Announcement" AS "whole" SET
      "sent" = "whole"."sent" + "counted"."sent", "blocked" = "whole"."blocked" + "counted"."blocked",
      "failed" = "whole"."failed" + "counted"."failed", "unknown" = "whole"."unknown" + "counted"."unknown"
    FROM "counted" WHERE "whole"."id" = ${announcementId}`;
}

/**
 * A worker that died left rows `sending`: whether their receivers have got it nobody knows, and they
 * are counted so. Before `now`: those whose lease is over. Null, where nobody else has the database
 * open: all of them. Returns how many announcements have such rows.
 */
export function abandonDeliveries(tx: Tx, now: Date | null): Promise<number> {
  return tx.$executeRaw`
    WITH "lost" AS (
      UPDATE "Delivery" SET "state" = 'unknown', "error" = 'lost', "leasedBy" = NULL, "leaseUntil" = NULL
      WHERE "state" = 'sending' AND (${now}::timestamptz IS NULL OR "leaseUntil" <= ${now})
      RETURNING "announcementId"
    )
    UPDATE "Announcement" AS "whole" SET "unknown" = "whole"."unknown" + "counted"."count"
    FROM (SELECT "announcementId", count(*) AS "count" FROM "lost" GROUP BY 1) AS "counted"
    WHERE "whole"."id" = "counted"."announcementId"`;
}

/**
 * Ends an announcement whose receivers all have their end, and reports to whoever wrote it. Undefined:
 * some have not, or it has ended already.
 */
export async function endAnnouncement(
  work: Work,
  { id }: { readonly id: number },
): Promise<Announcement | undefined> {
  const { tx, now } = work;
  const ended = await tx.$executeRaw`
    UPDATE "Announcement" SET "endedAt" = ${now},
      "state" = CASE WHEN "state" = 'sending' THEN 'done'::"AnnouncementState" ELSE "state" END
    WHERE "id" = ${id} AND "endedAt" IS NULL AND "startedAt" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "Delivery" WHERE "announcementId" = ${id} AND "state" = 'sending')
      AND ("state" = 'cancelled' OR ("state" = 'sending' AND NOT EXISTS (
        SELECT 1 FROM "Delivery" WHERE "announcementId" = ${id} AND "state" = 'pending')))`;
  if (ended === 0) return undefined;
  const announcement = await announcementOf(tx, id);
  if (!announcement) return undefined;
  const { total, sent, blocked, failed, unknown, startedAt, state } = announcement;
  const counts = { total, sent, blocked, failed, unknown };
  await tell(work, announcement.byId, {
    name: 'announcementEnded',
    announcementId: id,
    ...counts,
    cancelled: state === 'cancelled',
    left: leftOf(counts),
    seconds: Math.round((now.getTime() - (startedAt ?? now).getTime()) / 1000),
  });
  work.record({
    action: 'announcement.ended',
    subject: { type: 'announcement', id },
    actorId: null,
    universityId: announcement.universityId,
    after: { ...counts, state },
  });
  return announcement;
}

/** Shows the progress in a message from now on. */
export async function showProgressIn(
  { tx }: Work,
  place: { readonly id: number; readonly chatId: bigint; readonly messageId: number },
): Promise<void> {
  await tx.announcement.updateMany({
    where: { id: place.id },
    data: { progressChatId: place.chatId, progressMessageId: place.messageId, progressAt: null },
  });
}

/** Takes the next drawing of the progress upon oneself. False: another process did. */
export async function claimProgress(
  tx: Tx,
  { id, drawnAt, now, done }: { id: number; drawnAt: Date | null; now: Date; done: number },
): Promise<boolean> {
  const { count } = await tx.announcement.updateMany({
    where: { id, progressAt: drawnAt },
    data: { progressAt: now, progressDone: done },
  });
  return count > 0;
}
