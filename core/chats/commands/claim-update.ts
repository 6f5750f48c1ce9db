import { reviveNotices } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { formOf } from '../queries.ts';
import type { ChatSession, StoredForm } from '../types.ts';

/** A chat as it is locked, with the form that it answers. */
export interface ClaimedChat {
  readonly session: ChatSession;
  readonly form: StoredForm | null;
}

interface ClaimedRow extends ChatSession {
  readonly form: StoredForm | null;
  /** It could not be written to. */
  readonly returned: boolean;
  /** Somebody changed it while this waited for the lock. */
  readonly waited: boolean;
}

/**
 * Claims an update and locks its chat, in one statement. Undefined: the update was done before, by
 * whichever replica; this waits for a replica that is at it. The lock lasts until the commit and so
 * puts one chat's updates in a row. Who could not be written to gets now what came meanwhile. The chat
 * comes before the update, as in `claimAnswers`: whoever holds the one never waits for the other.
 */
export async function claimUpdate(
  { tx, now }: Work,
  update: { updateId: number; chatId: bigint; clientLanguage: 'fa' | 'en' },
): Promise<ClaimedChat | undefined> {
  const { chatId } = update;
  // What a statement reads is as old as its beginning; only what it locks is as it is now.
  const rows = await tx.$queryRaw<ClaimedRow[]>`
    /* claimUpdate */
    WITH "found" AS (
      SELECT "unreachableAt", xmin FROM "ChatSession" WHERE "chatId" = ${chatId} FOR UPDATE
    ), "claimed" AS (
      INSERT INTO "ProcessedUpdate" ("updateId", "at") SELECT ${BigInt(update.updateId)}, ${now}
      FROM (SELECT count(*) FROM "found") AS "locked" ON CONFLICT DO NOTHING RETURNING 1
    )
    INSERT INTO "ChatSession" AS "chat" ("chatId", "clientLanguage", "createdAt", "lastSeenAt")
    SELECT ${chatId}, ${update.clientLanguage}::"Language", ${now}, ${now} FROM "claimed"
    ON CONFLICT ("chatId") DO UPDATE SET "lastSeenAt" = excluded."lastSeenAt", "unreachableAt" = NULL,
      "clientLanguage" = excluded."clientLanguage"
    RETURNING "chatId", "language"::text, "accountId", "activeForm", "captchaWrong", "captchaBlockedUntil",
      (
        SELECT to_jsonb("state") FROM (
          SELECT "form", "version", "step", "content", "revision" FROM "FormState"
          WHERE "chatId" = ${chatId} AND "form" = "activeForm"
        ) AS "state"
      ) AS "form",
      EXISTS (SELECT 1 FROM "found" WHERE "unreachableAt" IS NOT NULL) AS "returned",
      NOT EXISTS (
        SELECT 1 FROM "found" JOIN "ChatSession" AS "before" ON "before".xmin = "found".xmin
        WHERE "before"."chatId" = ${chatId}
      ) AS "waited"`;
  const [row] = rows;
  if (!row) return undefined;
  const { returned, waited, form, ...session } = row;
  if (returned) await reviveNotices(tx, chatId, now);
  const { activeForm } = session;
  const fresh = waited && activeForm !== null ? await formOf(tx, chatId, activeForm) : form;
  return { session, form: fresh };
}

/**
 * Claims an update that will not be worked on, so that its redelivery is not either. False: it was
 * claimed before.
 */
export async function claimOnly({ tx, now }: Work, updateId: number): Promise<boolean> {
  const { count } = await tx.processedUpdate.createMany({
    data: { updateId: BigInt(updateId), at: now },
    skipDuplicates: true,
  });
  return count > 0;
}

/** Forgets updates that the messenger cannot deliver again: it keeps them for a day. Returns how many. */
export async function forgetUpdates({ tx }: Work, before: Date): Promise<number> {
  const { count } = await tx.processedUpdate.deleteMany({ where: { at: { lt: before } } });
  return count;
}
