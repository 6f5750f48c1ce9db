import { forgetReceiver } from '../../announcements/commands/forget-receivers.ts';
import type { Work } from '../../work.ts';
import { eraseMessages, type Reached } from './erase-messages.ts';

/**
 * Erases what a person left in passing: forms begun, addresses of codes, messages sent, the wish to
 * be told of a university, the name by which a cartable was asked for; and unlinks the chat. Called
 * while the account still has its addresses. Who only let the time pass is still told of the university.
 */
export async function eraseTraces(
  work: Work,
  accountId: number,
  state: 'voided' | 'erased',
): Promise<void> {
  const reached = await reachedOf(work, accountId);
  await eraseCodes(work, reached);
  await eraseMessages(work, reached);
  await eraseOffices(work, accountId);
  // Who accepted is known by the account from now on, which names nobody.
  await work.tx.rulesAcceptance.updateMany({ where: { accountId }, data: { chatId: nowhere } });
  await eraseDemands(work, reached, state);
  if (reached.chatId !== null) await eraseChat(work, reached.chatId);
}

const nowhere = 0n;

async function reachedOf({ tx }: Work, accountId: number): Promise<Reached> {
  const { mobile, email, session } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { mobile: true, email: true, session: { select: { chatId: true } } },
  });
  const addresses = [mobile, email].filter((address) => address !== null);
  return { accountId, chatId: session?.chatId ?? null, addresses };
}

/**
 * The codes stay counted against their chat, so that leaving frees nobody from the limits. Families
 * share a phone: what others have proved at the same address, or are about to, stays theirs.
 */
async function eraseCodes({ tx }: Work, reached: Reached): Promise<void> {
  const { accountId, chatId, addresses } = reached;
  await tx.$executeRaw`
    UPDATE "OneTimeCode" AS "code" SET "address" = '', "accountId" = NULL
    WHERE "accountId" = ${accountId} OR "chatId" = ${chatId} OR "address" = ANY (${addresses}) AND NOT EXISTS (
      SELECT 1 FROM "ChatSession" AS "other" WHERE "other"."chatId" = "code"."chatId"
        AND ("accountId" IS NOT NULL
          OR EXISTS (SELECT 1 FROM "FormState" AS "form" WHERE "form"."chatId" = "other"."chatId"))
    )`;
}

/** Cartables that the person was once asked for or offered; one that is still held hinders leaving. */
async function eraseOffices({ tx }: Work, accountId: number): Promise<void> {
  await tx.cartableRequest.updateMany({
    where: { accountId },
    data: { firstName: '', lastName: '', identityNumber: null, mobile: null, reason: null },
  });
}

async function eraseDemands(
  { tx }: Work,
  { accountId, chatId }: Reached,
  state: 'voided' | 'erased',
): Promise<void> {
  const OR = [{ accountId }, ...(chatId === null ? [] : [{ accountId: null, chatId }])];
  const over = state === 'voided' ? { toldAt: { not: null } } : {};
  await tx.universityDemand.deleteMany({ where: { OR, ...over } });
  if (state === 'erased') await tx.unlistedDemand.deleteMany({ where: { OR } });
  // What is left is the chat's alone.
  await tx.universityDemand.updateMany({ where: { accountId }, data: { accountId: null } });
  await tx.unlistedDemand.updateMany({ where: { accountId }, data: { accountId: null } });
}

async function eraseChat({ tx }: Work, chatId: bigint): Promise<void> {
  await tx.formState.deleteMany({ where: { chatId } });
  await forgetReceiver(tx, chatId);
  await tx.chatSession.update({
    where: { chatId },
    data: { accountId: null, activeForm: null },
  });
}
