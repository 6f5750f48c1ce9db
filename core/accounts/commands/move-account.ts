import { moveReceiver } from '../../announcements/commands/forget-receivers.ts';
import { carryNotices, forgetUndelivered, tellChat } from '../../outbox/commands.ts';
import { carryDemands } from '../../universities/commands/carry-demands.ts';
import type { Work } from '../../work.ts';
import { adoptChat } from './adopt-chat.ts';

/**
 * Links an account that is locked to this chat, in whose language the person is served from now on.
 * The chat that had it is told, keeps nothing of it, and is a stranger's; what was half-finished
 * there can be gone on with here, and what the person was still to be told or sent comes here.
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
  await adoptChat(work, { chatId, accountId });
  await carryNotices(work, { accountId, chatId });
  for (const old of left) {
    // Accounts opened by an older version left there what had been asked before.
    await adoptChat(work, { chatId: old.chatId, accountId });
    await moveForms(work, old.chatId, chatId);
    await moveReceiver(work.tx, old.chatId, chatId);
    await forgetUndelivered(work.tx, old.chatId);
    tellChat(work, old.chatId, { name: 'signedInElsewhere' }, { accountId });
  }
  await carryDemands(work, { chatId, accountId });
}

/** Of a form begun in both chats the one here stays. */
async function moveForms({ tx }: Work, from: bigint, to: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE "FormState" SET "chatId" = ${to} WHERE "chatId" = ${from} AND "form" NOT IN (
      SELECT "form" FROM "FormState" WHERE "chatId" = ${to}
    )`;
  await tx.formState.deleteMany({ where: { chatId: from } });
}
