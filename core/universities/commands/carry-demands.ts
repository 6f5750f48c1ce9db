import { Prisma } from '../../../prisma/generated/client.ts';
import type { Work } from '../../work.ts';

/** What somebody wished for as a stranger becomes the account's that is opened or signed in there. */
export async function attachDemands(
  { tx }: Work,
  { chatId, accountId }: { readonly chatId: bigint; readonly accountId: number },
): Promise<void> {
  const where = { chatId, accountId: null };
  await tx.universityDemand.updateMany({ where, data: { accountId } });
  await tx.unlistedDemand.updateMany({ where, data: { accountId } });
}

/** Each kind of wish, and the column by which two of one chat are the same. */
const kinds = [
  [Prisma.sql`"UniversityDemand"`, Prisma.sql`"universityId"`],
  [Prisma.sql`"UnlistedDemand"`, Prisma.sql`"key"`],
] as const;

/**
 * An account is signed in in this chat: its wishes come here, wherever it had them, and of two that are
 * the same one stays. Where somebody else has the same wish in this chat, the account's stays where it
 * is, and is found by the account.
 */
export async function carryDemands(
  { tx }: Work,
  { chatId, accountId }: { readonly chatId: bigint; readonly accountId: number },
): Promise<void> {
  for (const [table, subject] of kinds) {
    await tx.$executeRaw`
      DELETE FROM ${table} AS "again" USING ${table} AS "first"
      WHERE "again"."accountId" = ${accountId} AND "first"."accountId" = ${accountId}
        AND "again".${subject} = "first".${subject} AND "again"."id" > "first"."id"`;
    await tx.$executeRaw`
      UPDATE ${table} AS "wish" SET "chatId" = ${chatId}
      WHERE "accountId" = ${accountId} AND "chatId" <> ${chatId} AND NOT EXISTS (
        SELECT 1 FROM ${table} AS "other"
        WHERE "other"."chatId" = ${chatId} AND "other".${subject} = "wish".${subject}
      )`;
  }
}
