import { ok, type Result, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import { guessLimits } from '../rules.ts';
import type { Blocked } from '../types.ts';

/** Whether a chat may try a secret now: a code that claims, a link, who an invitation is for. */
export async function mayGuess(
  { tx, now }: Work,
  chatId: bigint,
): Promise<Result<object, Blocked>> {
  const { guessesBlockedUntil: until } = await tx.chatSession.findUniqueOrThrow({
    where: { chatId },
  });
  if (until === null || until <= now) return ok();
  return refuse('blocked', { secondsLeft: Math.ceil((until.getTime() - now.getTime()) / 1000) });
}

/** Counts a wrong secret; after some of them the chat has to wait. The chat's own updates come one by one. */
export async function countWrongGuess({ tx, now }: Work, chatId: bigint): Promise<void> {
  const { guessesWrong } = await tx.chatSession.update({
    where: { chatId },
    data: { guessesWrong: { increment: 1 } },
  });
  if (guessesWrong < guessLimits.wrong) return;
  const guessesBlockedUntil = new Date(now.getTime() + guessLimits.blockedMs);
  await tx.chatSession.update({
    where: { chatId },
    data: { guessesWrong: 0, guessesBlockedUntil },
  });
}

/** Forgets the wrong ones before a right one. */
export async function forgiveGuesses({ tx }: Work, chatId: bigint): Promise<void> {
  await tx.chatSession.updateMany({
    where: { chatId, guessesWrong: { gt: 0 } },
    data: { guessesWrong: 0 },
  });
}
