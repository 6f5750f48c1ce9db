import { Prisma } from '../../../prisma/generated/client.ts';
import type { NewOutboxMessage } from '../../outbox/types.ts';
import { insertOutgoing, type Tx, type WrittenMessage } from '../../work.ts';
import type { FormAnswer } from '../types.ts';

/**
 * Claims updates of many chats, and writes what their forms come to and their replies, in one
 * statement. Returns the replies of those that were. For the others nothing was done: they were done
 * before, or their chat is locked, no longer as it was seen, or has another among them. Waits for no
 * chat.
 */
export async function claimAnswers(
  tx: Tx,
  now: Date,
  given: readonly FormAnswer[],
): Promise<ReadonlyMap<FormAnswer, readonly WrittenMessage[]>> {
  const ofChats = new Map(given.map((answer) => [answer.chat.session.chatId, answer]));
  const answers = [...ofChats.values()];
  const changes = answers.map(
    ({ updateId, chat: { session, form, seen }, clientLanguage, form: kept }) => ({
      ...{ updateId, clientLanguage, seen, chatId: session.chatId.toString() },
      ...{ form: form.form, revision: form.revision },
      ...(kept && { version: kept.version, step: kept.step, content: kept.content }),
    }),
  );
  const replies = answers.flatMap((answer) => answer.replies);
  const written = await tx.$queryRaw<ReplyRow[]>`
    /* claimAnswers */
    WITH "free" AS (
      SELECT "row".*, "state"."id" AS "stateId"
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS "row" (
        "updateId" bigint, "chatId" bigint, "clientLanguage" "Language", "seen" text, "form" text,
        "revision" int, "version" int, "step" text, "content" jsonb
      )
      JOIN "ChatSession" AS "chat" ON "chat"."chatId" = "row"."chatId" AND "chat".xmin::text = "row"."seen"
      JOIN "FormState" AS "state" ON "state"."chatId" = "row"."chatId"
        AND "state"."form" = "row"."form" AND "state"."revision" = "row"."revision"
      FOR UPDATE OF "chat", "state" SKIP LOCKED
    ), "claimed" AS (
      INSERT INTO "ProcessedUpdate" ("updateId", "at") SELECT "updateId", ${now}::timestamptz FROM "free"
      ON CONFLICT DO NOTHING RETURNING "updateId"
    ), "ours" AS (
      SELECT "free".* FROM "free" JOIN "claimed" USING ("updateId")
    ), "visited" AS (
      UPDATE "ChatSession" AS "chat" SET "lastSeenAt" = ${now}::timestamptz, "clientLanguage" = "ours"."clientLanguage"
      FROM "ours" WHERE "chat"."chatId" = "ours"."chatId"
    ), "kept" AS (
      UPDATE "FormState" AS "state" SET "version" = "ours"."version", "step" = "ours"."step",
        "content" = "ours"."content", "updatedAt" = ${now}::timestamptz, "revision" = "state"."revision" + 1
      FROM "ours" WHERE "state"."id" = "ours"."stateId" AND "ours"."step" IS NOT NULL
    ), "written" AS (${insertOutgoing(now, replies, Prisma.sql`"row"."chatId" IN (SELECT "chatId" FROM "ours")`)})
    SELECT "updateId", "written"."id", "behind", "written"."version" FROM "ours" LEFT JOIN "written" USING ("chatId")
    ORDER BY "written"."id"`;
  return new Map(
    answers.flatMap((answer) => {
      const rows = written.filter((row) => Number(row.updateId) === answer.updateId);
      return rows.length > 0 ? [[answer, inOrder(answer.replies, rows)]] : [];
    }),
  );
}

interface ReplyRow {
  readonly updateId: bigint;
  /** Null where the update had no reply. */
  readonly id: bigint | null;
  readonly behind: boolean;
  readonly version: string;
}

const inOrder = (
  replies: readonly NewOutboxMessage[],
  rows: readonly ReplyRow[],
): WrittenMessage[] =>
  replies.flatMap((message, index) => {
    const row = rows[index];
    return row && row.id !== null
      ? [{ id: row.id, message, behind: row.behind, version: row.version }]
      : [];
  });
