import { hasProven } from '../../codes/queries.ts';
import { identityKey } from '../../identity/rules.ts';
import { tellByEmail } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { identityOfAccount } from '../queries.ts';
import { proofMinutes, proofSince } from '../rules.ts';
import type { ChangePasswordRefusal, RecoverRefusal } from '../types.ts';
import {
  type Contact,
  isAnothersChat,
  lockContact,
  recordChange,
  reportChange,
} from './lock-contact.ts';
import { moveAccount } from './move-account.ts';

/**
 * Sets a new password for who entered a code sent to the account's mobile and one sent to its e-mail,
 * and signs the account in in this chat. The chat that had it and the e-mail address are told; wrong
 * passwords of before stand against it no longer.
 */
export async function recoverAccount(
  work: Work,
  { chatId }: Person,
  { accountId, passwordHash }: { accountId: number; passwordHash: string },
): Promise<Ok | RecoverRefusal> {
  const contact = await lockContact(work, accountId);
  if (!contact) return refuse('accountClosed');
  const missing = await missingProof(work, chatId, contact);
  if (missing) return refuse(missing);
  if (await isAnothersChat(work, chatId, accountId)) return refuse('chatHasAccount');

  await work.tx.account.update({ where: { id: accountId }, data: { passwordHash } });
  await forgiveGuesses(work, accountId);
  await moveAccount(work, accountId, chatId);
  const { email, language } = contact;
  if (email !== null) {
    tellByEmail(work, { address: email, language, accountId }, { name: 'passwordChanged' });
  }
  recordChange(work, accountId, 'recovered');
  return ok();
}

async function missingProof(
  { tx, now }: Work,
  chatId: bigint,
  { mobile, email }: Contact,
): Promise<'mobileNotProven' | 'emailNotProven' | undefined> {
  const proof = {
    chatId,
    purpose: 'recovery',
    since: proofSince(proofMinutes.other, now),
  } as const;
  if (!(await hasProven(tx, { ...proof, address: mobile }))) return 'mobileNotProven';
  const proven = email !== null && (await hasProven(tx, { ...proof, address: email }));
  return proven ? undefined : 'emailNotProven';
}

async function forgiveGuesses({ tx, secret }: Work, accountId: number): Promise<void> {
  const identity = await identityOfAccount(tx, accountId);
  if (!identity) return;
  await tx.passwordGuess.deleteMany({ where: { subject: identityKey(secret, identity) } });
}

/**
 * Changes the own password. `before` is the hash against which the old one was checked before the
 * transaction, null for a person who never had one; if it was changed meanwhile, that check is void.
 */
export async function changePassword(
  work: Work,
  { accountId }: Person,
  { before, passwordHash }: { before: string | null; passwordHash: string },
): Promise<Ok | ChangePasswordRefusal> {
  if (accountId === null) return refuse('noAccount');
  const contact = await lockContact(work, accountId);
  if (!contact) return refuse('accountClosed');
  if (contact.passwordHash !== before) return refuse('wrongPassword');
  await work.tx.account.update({ where: { id: accountId }, data: { passwordHash } });
  await reportChange(work, contact, 'passwordChanged');
  return ok();
}
