import { tellChat } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';

/**
 * Links an account that is locked to this chat, in whose language the person is served from now on.
 * The chat that had it is told, keeps nothing of it, and is a stranger's; what was half-finished
 * there can be gone on with here.
 */
export async function moveAccount(work: Work, accountId: number, chatId: bigint): Promise<void> {
  const left = await work.tx.chatSession.updateManyAndReturn({
    where: { accountId, chatId: { not: chatId } },
    data: { accountId: null, activeForm: null },
    select: { chatId: true },
  });
  const { language } = await work.tx.chatSession.update({ where: { chatId }, data: { accountId } });
  if (language !== null) {
    await work.tx.account.update({ where: { id: accountId }, data: { language } });
  }
  for (const old of left) {
    await moveForms(work, old.chatId, chatId);
    await moveDemands(work, old.chatId, chatId);
    tellChat(work, old.chatId, { name: 'signedInElsewhere' });
  }
}

/** Of a form begun in both chats the one here stays. */
async function moveForms({ tx }: Work, from: bigint, to: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE "FormState" SET "chatId" = ${to} WHERE "chatId" = ${from} AND "form" NOT IN (
      SELECT "form" FROM "FormState" WHERE "chatId" = ${to}
    )`;
  await tx.formState.deleteMany({ where: { chatId: from } });
}

async function moveDemands({ tx }: Work, from: bigint, to: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE "UniversityDemand" SET "chatId" = ${to} WHERE "chatId" = ${from} AND "universityId" NOT IN (
      SELECT "universityId" FROM "UniversityDemand" WHERE "chatId" = ${to}
    )`;
  await tx.universityDemand.deleteMany({ where: { chatId: from } });
  await tx.$executeRaw`
    UPDATE "UnlistedDemand" SET "chatId" = ${to} WHERE "chatId" = ${from} AND "key" NOT IN (
      SELECT "key" FROM "UnlistedDemand" WHERE "chatId" = ${to}
    )`;
  await tx.unlistedDemand.deleteMany({ where: { chatId: from } });
}
