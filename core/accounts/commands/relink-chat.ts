import { hasProven } from '../../codes/queries.ts';
import { tellChat } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { proofMinutes, proofSince } from '../rules.ts';
import type { SignInRefusal } from '../types.ts';

/**
 * Signs an account in in this chat: the link moves here, and the chat that had it is told. The
 * password was checked before the transaction, against `passwordHash`; if it was changed meanwhile,
 * that check is void. Locks the account, then the sessions.
 */
export async function relinkChat(
  work: Work,
  person: Person,
  { accountId, passwordHash }: { accountId: number; passwordHash: string },
): Promise<Ok | SignInRefusal> {
  const { chatId } = person;
  await work.tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const account = await work.tx.account.findUnique({ where: { id: accountId } });
  if (!account?.mobile) return refuse('accountClosed');
  if (account.passwordHash !== passwordHash) return refuse('wrongPassword');
  const since = proofSince(proofMinutes.other, work.now);
  const proof = { chatId, purpose: 'signIn', address: account.mobile, since } as const;
  if (!(await hasProven(work.tx, proof))) return refuse('mobileNotProven');
  if (await isTakenByAnother(work, chatId, accountId)) return refuse('chatHasAccount');

  await moveLink(work, accountId, chatId, account.language);
  work.record({
    action: 'account.signedIn',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
  return ok();
}

async function isTakenByAnother({ tx }: Work, chatId: bigint, accountId: number): Promise<boolean> {
  const session = await tx.chatSession.findUniqueOrThrow({ where: { chatId } });
  return session.accountId !== null && session.accountId !== accountId;
}

export async function moveLink(
  work: Work,
  accountId: number,
  chatId: bigint,
  language: 'fa' | 'en',
): Promise<void> {
  const left = await work.tx.chatSession.updateManyAndReturn({
    where: { accountId, chatId: { not: chatId } },
    data: { accountId: null },
    select: { chatId: true },
  });
  await work.tx.chatSession.update({ where: { chatId }, data: { accountId, language } });
  for (const old of left) tellChat(work, old.chatId, { name: 'signedInElsewhere' });
}

/** Signs out in this chat. The account stays as it is, and can be signed in again anywhere. */
export async function unlinkChat(work: Work, { chatId, accountId }: Person): Promise<Ok> {
  const { count } = await work.tx.chatSession.updateMany({
    where: { chatId, accountId: { not: null } },
    data: { accountId: null },
  });
  if (count === 1 && accountId !== null) {
    work.record({
      action: 'account.signedOut',
      subject: { type: 'account', id: accountId },
      actorId: accountId,
    });
  }
  return ok();
}
