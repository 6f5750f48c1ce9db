import { forgetReceiver } from '../../announcements/commands/forget-receivers.ts';
import type { Work } from '../../work.ts';

/** Where codes and messages of a person went. */
interface Reached {
  readonly chatId: bigint | null;
  /** E.164 and e-mail addresses. */
  readonly addresses: readonly string[];
}

/**
 * Erases what a person left in passing: forms begun, addresses of codes, messages sent, the wish to
 * be told of a university, the name by which a cartable was asked for; and unlinks the chat. Called
 * while the account still has its addresses.
 */
export async function eraseTraces(work: Work, accountId: number): Promise<void> {
  const reached = await reachedOf(work, accountId);
  await eraseCodes(work, reached);
  await eraseMessages(work, accountId, reached);
  await endOffices(work, accountId);
  // Who accepted is known by the account from now on, which names nobody.
  await work.tx.rulesAcceptance.updateMany({ where: { accountId }, data: { chatId: nowhere } });
  if (reached.chatId !== null) await eraseChat(work, reached.chatId);
}

const nowhere = 0n;

async function reachedOf({ tx }: Work, accountId: number): Promise<Reached> {
  const { mobile, email, session } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { mobile: true, email: true, session: { select: { chatId: true } } },
  });
  const addresses = [mobile, email].filter((address) => address !== null);
  return { chatId: session?.chatId ?? null, addresses };
}

/**
 * The codes stay counted against their chat, so that leaving frees nobody from the limits. Families
 * share a phone: what others have proved at the same address, or are about to, stays theirs.
 */
async function eraseCodes({ tx }: Work, { chatId, addresses }: Reached): Promise<void> {
  await tx.$executeRaw`
    UPDATE "OneTimeCode" AS "code" SET "address" = ''
    WHERE "chatId" = ${chatId} OR "address" = ANY (${addresses}) AND NOT EXISTS (
      SELECT 1 FROM "ChatSession" AS "other" WHERE "other"."chatId" = "code"."chatId"
        AND ("accountId" IS NOT NULL
          OR EXISTS (SELECT 1 FROM "FormState" AS "form" WHERE "form"."chatId" = "other"."chatId"))
    )`;
}

/**
 * What was sent to the person, also what still waits; and what others were told of the person's
 * requests. What waits for somebody else at the same address is still sent.
 */
async function eraseMessages(
  { tx }: Work,
  accountId: number,
  { chatId, addresses }: Reached,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "OutboxMessage" AS "message"
    WHERE "chatId" = ${chatId} OR "address" = ANY (${addresses}) AND (
      "state" NOT IN ('pending', 'sending')
      OR CASE "message"."kind" WHEN 'code' THEN NOT EXISTS (
        SELECT 1 FROM "OneTimeCode" AS "code" WHERE "code"."address" <> ''
          AND "code"."id"::text = "message"."payload" ->> 'codeId'
      ) ELSE NOT EXISTS (
        SELECT 1 FROM "Account" WHERE "id" <> ${accountId} AND "closedAt" IS NULL
          AND "message"."address" IN ("mobile", "email")
      ) END
    )`;
  await tx.$executeRaw`
    DELETE FROM "OutboxMessage" USING "Application"
    WHERE "Application"."accountId" = ${accountId}
      AND "OutboxMessage"."payload" -> 'notice' ->> 'trackingCode' = "Application"."trackingCode"
      AND "OutboxMessage"."state" NOT IN ('pending', 'sending')`;
}

/** Cartables that the person was once asked for or offered; one that is still held hinders leaving. */
async function endOffices({ tx, now }: Work, accountId: number): Promise<void> {
  await tx.cartableRequest.updateMany({
    where: { accountId },
    data: { firstName: '', lastName: '', identityNumber: null, mobile: null },
  });
  await tx.delegation.updateMany({
    where: { toId: accountId, endedAt: null },
    data: { endedAt: now, endedById: accountId },
  });
}

async function eraseChat({ tx }: Work, chatId: bigint): Promise<void> {
  await tx.formState.deleteMany({ where: { chatId } });
  await tx.universityDemand.deleteMany({ where: { chatId } });
  await tx.unlistedDemand.deleteMany({ where: { chatId } });
  await forgetReceiver(tx, chatId);
  await tx.chatSession.update({
    where: { chatId },
    data: { accountId: null, activeForm: null },
  });
}
