import type { Work } from '../../work.ts';

export async function setLanguage(
  { tx }: Work,
  chatId: bigint,
  language: 'fa' | 'en',
): Promise<void> {
  const { accountId } = await tx.chatSession.update({ where: { chatId }, data: { language } });
  if (accountId !== null) {
    await tx.account.update({ where: { id: accountId }, data: { language } });
  }
}

/** Counts a wrong captcha answer; after `limit` of them the chat waits until `blockedUntil`. */
export async function countWrongCaptcha(
  { tx }: Work,
  chatId: bigint,
  { limit, blockedUntil }: { limit: number; blockedUntil: Date },
): Promise<{ wrong: number; blocked: boolean }> {
  const { captchaWrong: wrong } = await tx.chatSession.update({
    where: { chatId },
    data: { captchaWrong: { increment: 1 } },
  });
  const blocked = wrong >= limit;
  if (blocked) {
    await tx.chatSession.update({
      where: { chatId },
      data: { captchaWrong: 0, captchaBlockedUntil: blockedUntil },
    });
  }
  return { wrong, blocked };
}

export async function forgiveCaptcha({ tx }: Work, chatId: bigint): Promise<void> {
  await tx.chatSession.updateMany({
    where: { chatId, OR: [{ captchaWrong: { gt: 0 } }, { captchaBlockedUntil: { not: null } }] },
    data: { captchaWrong: 0, captchaBlockedUntil: null },
  });
}

/** Notes which commands the messenger offers in a chat alone; null: those of everybody. */
export async function noteMenu({ tx }: Pick<Work, 'tx'>, chatId: bigint, menu: string | null) {
  await tx.chatSession.updateMany({ where: { chatId }, data: { menu } });
}
