import type { Holding, Person } from '../staff/types.ts';
import type { Tx } from '../work.ts';
import type { ChatSession, SeenChat, StoredForm } from './types.ts';

const sessionFields = {
  chatId: true,
  language: true,
  accountId: true,
  activeForm: true,
  captchaWrong: true,
  captchaBlockedUntil: true,
} as const;

/** A look at a chat without locking it: not for deciding. */
export async function peekSession(reader: Tx, chatId: bigint): Promise<ChatSession | null> {
  return reader.chatSession.findUnique({ where: { chatId }, select: sessionFields });
}

/** Written by hand, since it is asked at every update: Prisma's own way costs several times as much. */
export async function formOf(reader: Tx, chatId: bigint, form: string): Promise<StoredForm | null> {
  const [row] = await reader.$queryRaw<StoredForm[]>`
    SELECT "form", "version", "step", "content", "revision" FROM "FormState"
    WHERE "chatId" = ${chatId} AND "form" = ${form}`;
  return row ?? null;
}

/**
 * The chats of some updates, without locking them: those that answer a form and can be written to.
 * Not those whose update was done before.
 */
export async function seenChats(
  reader: Tx,
  updates: readonly { readonly updateId: number; readonly chatId: bigint }[],
): Promise<ReadonlyMap<bigint, SeenChat>> {
  const chatIds = updates.map(({ chatId }) => chatId);
  const updateIds = updates.map(({ updateId }) => BigInt(updateId));
  const rows = await reader.$queryRaw<(ChatSession & StoredForm & { seen: string })[]>`
    /* seenChats */
    SELECT "chat"."chatId", "language"::text, "accountId", "activeForm", "captchaWrong",
      "captchaBlockedUntil", "chat".xmin::text AS "seen", "form", "version", "step", "content", "revision"
    FROM unnest(${chatIds}::bigint[], ${updateIds}::bigint[]) AS "asked" ("chatId", "updateId")
    JOIN "ChatSession" AS "chat" ON "chat"."chatId" = "asked"."chatId"
    JOIN "FormState" AS "state" ON "state"."chatId" = "chat"."chatId" AND "form" = "activeForm"
    WHERE "unreachableAt" IS NULL AND "language" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "ProcessedUpdate" AS "done" WHERE "done"."updateId" = "asked"."updateId"
    )`;
  return new Map(
    rows.map(({ form, version, step, content, revision, seen, ...session }) => [
      session.chatId,
      { session, seen, form: { form, version, step, content, revision } },
    ]),
  );
}

/** Names of the forms that a chat has half-finished, the latest first. */
export async function unfinishedForms(reader: Tx, chatId: bigint): Promise<string[]> {
  const rows = await reader.$queryRaw<{ form: string }[]>`
    SELECT "form" FROM "FormState" WHERE "chatId" = ${chatId} ORDER BY "updatedAt" DESC`;
  return rows.map((row) => row.form);
}

export async function languageOf(reader: Tx, chatId: bigint): Promise<'fa' | 'en' | null> {
  const session = await reader.chatSession.findUnique({
    where: { chatId },
    select: { language: true },
  });
  return session?.language ?? null;
}

/** A chat in which an officer is signed in, with what is held by then, handed over or not. */
export interface OfficersChat {
  readonly chatId: bigint;
  readonly language: 'fa' | 'en';
  /** The commands that the messenger was last told to offer there. */
  readonly menu: string | null;
  readonly person: Person;
}

interface HeldRow extends Omit<Holding, 'behalfOfId'> {
  readonly chatId: bigint;
  readonly accountId: number;
  readonly language: 'fa' | 'en';
  readonly menu: string | null;
  readonly behalfOfId: number | null;
}

/**
 * The chats of all officers that can be written to, in one statement. OFFSET has each looked up: left
 * to itself PostgreSQL would rather read all chats than some thousands by their key.
 */
export async function officersChats(reader: Tx, now: Date): Promise<OfficersChat[]> {
  const rows = await reader.$queryRaw<HeldRow[]>`
    WITH "live" AS (SELECT "accountId", "cartableId" FROM "CartableHolder" WHERE "until" IS NULL),
    "held" ("accountId", "cartableId", "behalfOfId") AS (
      SELECT "accountId", "cartableId", NULL::int FROM "live"
      UNION ALL
      SELECT "toId", "given"."cartableId", "fromId" FROM "Delegation" AS "given"
      JOIN "live" ON "live"."cartableId" = "given"."cartableId" AND "live"."accountId" = "fromId"
      WHERE "acceptedAt" IS NOT NULL AND "endedAt" IS NULL
        AND "startsAt" <= ${now} AND "endsAt" > ${now}
    )
    SELECT "chat"."chatId", "chat"."accountId", COALESCE("chat"."language", 'fa')::text AS "language",
      "chat"."menu", "cartable"."id" AS "cartableId", "cartable"."role"::text,
      "cartable"."process"::text, "cartable"."universityId", "cartable"."unitId", "behalfOfId"
    FROM "held"
    JOIN "Cartable" AS "cartable" ON "cartable"."id" = "cartableId" AND "closedAt" IS NULL
    CROSS JOIN LATERAL (
      SELECT * FROM "ChatSession" WHERE "accountId" = "held"."accountId" AND "unreachableAt" IS NULL
      OFFSET 0
    ) AS "chat"
    ORDER BY "chat"."chatId", "cartable"."id"`;
  const chats = new Map<bigint, OfficersChat>();
  for (const { chatId, accountId, language, menu, behalfOfId, ...place } of rows) {
    const holding = { ...place, ...(behalfOfId !== null && { behalfOfId }) };
    const holdings = [...(chats.get(chatId)?.person.holdings ?? []), holding];
    chats.set(chatId, {
      ...{ chatId, language, menu },
      person: { kind: 'person', accountId, chatId, holdings },
    });
  }
  return [...chats.values()];
}

/**
 * Chats whose commands are not as they are to be for somebody who holds nothing: everybody's, but in
 * the language that was chosen, where the client's is another. `menus`: how those are noted, by
 * language. Officers' chats may be among them. At most so many at a time.
 */
export function chatsWithOldMenu(
  reader: Tx,
  { menus, most }: { readonly menus: Readonly<Record<'fa' | 'en', string>>; readonly most: number },
): Promise<{ chatId: bigint; language: 'fa' | 'en' | null }[]> {
  return reader.$queryRaw`
    SELECT "chatId", CASE WHEN "language" <> "clientLanguage" THEN "language"::text END AS "language"
    FROM "ChatSession"
    WHERE ("menu" IS NOT NULL OR "language" <> "clientLanguage") AND "unreachableAt" IS NULL
      AND "menu" IS DISTINCT FROM CASE
        WHEN "language" = "clientLanguage" THEN NULL
        WHEN "language" = 'fa' AND "clientLanguage" IS NOT NULL THEN ${menus.fa}
        WHEN "language" = 'en' AND "clientLanguage" IS NOT NULL THEN ${menus.en}
      END
      AND NOT EXISTS (
        SELECT 1 FROM "CartableHolder" AS "holder"
        WHERE "holder"."accountId" = "ChatSession"."accountId" AND "until" IS NULL
      )
    ORDER BY "chatId" LIMIT ${most}`;
}
