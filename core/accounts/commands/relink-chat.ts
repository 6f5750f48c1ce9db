import { hasProven } from '../../codes/queries.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { proofMinutes, proofSince } from '../rules.ts';
import type { SignInRefusal } from '../types.ts';
import { adoptChat } from './adopt-chat.ts';
import { isAnothersChat, lockContact } from './lock-contact.ts';
import { moveAccount } from './move-account.ts';

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
  const account = await lockContact(work, accountId);
  if (!account) return refuse('accountClosed');
  if (account.passwordHash !== passwordHash) return refuse('wrongPassword');
  const since = proofSince(proofMinutes.other, work.now);
  const proof = { chatId, purpose: 'signIn', address: account.mobile, since } as const;
  if (!(await hasProven(work.tx, proof))) return refuse('mobileNotProven');
  if (await isAnothersChat(work, chatId, accountId)) return refuse('chatHasAccount');

  await moveAccount(work, accountId, chatId);
  work.record({
    action: 'account.signedIn',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
  return ok();
}

/**
 * Signs out in this chat, which forgets what was half-finished. The account stays as it is, and can
 * be signed in again anywhere.
 */
export async function unlinkChat(work: Work, { chatId, accountId }: Person): Promise<Ok> {
  const { count } = await work.tx.chatSession.updateMany({
    where: { chatId, accountId: { not: null } },
    data: { accountId: null, activeForm: null },
  });
  if (count === 1 && accountId !== null) {
    await work.tx.formState.deleteMany({ where: { chatId } });
    // What an older version did not note as the account's.
    await adoptChat(work, { chatId, accountId });
    work.record({
      action: 'account.signedOut',
      subject: { type: 'account', id: accountId },
      actorId: accountId,
    });
  }
  return ok();
}
