import { hasProven } from '../../codes/queries.ts';
import type { CodePurpose } from '../../codes/types.ts';
import { tell, tellByEmail } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { proofMinutes, proofSince } from '../rules.ts';
import type { ContactRefusal, Email, Mobile, RecoverRefusal } from '../types.ts';

/** Changes the own mobile number to one that was proven by a code in this chat. */
export async function changeMobile(
  work: Work,
  person: Person,
  { mobile }: { mobile: Mobile },
): Promise<Ok | ContactRefusal> {
  const found = await requireContact(work, person, 'changeMobile', mobile);
  if (!found.ok) return found;
  await work.tx.account.update({ where: { id: found.accountId }, data: { mobile } });
  await report(work, found, 'mobileChanged');
  return ok();
}

/** Changes the own e-mail address to one that was proven by a code; the old address is told. */
export async function changeEmail(
  work: Work,
  person: Person,
  { email }: { email: Email },
): Promise<Ok | ContactRefusal> {
  const found = await requireContact(work, person, 'changeEmail', email);
  if (!found.ok) return found;
  await work.tx.account.update({ where: { id: found.accountId }, data: { email } });
  await report(work, found, 'emailChanged');
  return ok();
}

/**
 * Sets a new password for who entered a code sent to the account's mobile and one sent to its
 * e-mail. The chat in which the account is signed in, and the e-mail address, are told.
 */
export async function setPassword(
  work: Work,
  person: Person,
  { accountId, passwordHash }: { accountId: number; passwordHash: string },
): Promise<Ok | RecoverRefusal> {
  const account = await contactOf(work, accountId);
  if (!account) return refuse('accountClosed');
  const proven = (address: string) => isProven(work, person.chatId, 'recovery', address);
  if (!(await proven(account.mobile))) return refuse('mobileNotProven');
  if (account.email === null || !(await proven(account.email))) return refuse('emailNotProven');
  await work.tx.account.update({ where: { id: accountId }, data: { passwordHash } });
  await report(work, account, 'passwordChanged');
  return ok();
}

type Contact = {
  readonly accountId: number;
  readonly mobile: string;
  readonly email: string | null;
  readonly language: 'fa' | 'en';
};

async function contactOf({ tx }: Work, accountId: number): Promise<Contact | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const account = await tx.account.findUnique({
    where: { id: accountId },
    select: { mobile: true, email: true, language: true },
  });
  const mobile = account?.mobile;
  return account && mobile ? { ...account, accountId, mobile } : undefined;
}

async function requireContact(
  work: Work,
  { accountId, chatId }: Person,
  purpose: CodePurpose,
  address: string,
): Promise<Ok<Contact> | ContactRefusal> {
  if (accountId === null) return refuse('noAccount');
  const contact = await contactOf(work, accountId);
  if (!contact) return refuse('accountClosed');
  return (await isProven(work, chatId, purpose, address)) ? ok(contact) : refuse('notProven');
}

function isProven(
  { tx, now }: Work,
  chatId: bigint,
  purpose: CodePurpose,
  address: string,
): Promise<boolean> {
  return hasProven(tx, { chatId, purpose, address, since: proofSince(proofMinutes.other, now) });
}

/** Told in the chat and at the address that was known before: a thief does not choose who hears. */
async function report(
  work: Work,
  { accountId, email, language }: Contact,
  name: 'mobileChanged' | 'emailChanged' | 'passwordChanged',
): Promise<void> {
  await tell(work, accountId, { name });
  if (email !== null) tellByEmail(work, email, language, { name });
  work.record({
    action: `account.${name}`,
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
}
