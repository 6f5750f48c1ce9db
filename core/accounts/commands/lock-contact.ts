import { tell, tellByEmail } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';

/** How an open account is reached and opened. */
export interface Contact {
  readonly id: number;
  readonly mobile: string;
  readonly email: string | null;
  readonly passwordHash: string | null;
  readonly language: 'fa' | 'en';
}

/** Locks an account until the commit; undefined where it is closed or never was. */
export async function lockContact({ tx }: Work, accountId: number): Promise<Contact | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const account = await tx.account.findUnique({
    where: { id: accountId },
    select: { id: true, mobile: true, email: true, passwordHash: true, language: true },
  });
  const mobile = account?.mobile;
  return account && mobile ? { ...account, mobile } : undefined;
}

/** Whether somebody else is signed in in a chat. */
export async function isAnothersChat(
  { tx }: Work,
  chatId: bigint,
  accountId: number,
): Promise<boolean> {
  const session = await tx.chatSession.findUniqueOrThrow({ where: { chatId } });
  return session.accountId !== null && session.accountId !== accountId;
}

type ContactChange = 'mobileChanged' | 'emailChanged' | 'passwordChanged';

/** Told in the chat and at the address that was known before: a thief does not choose who hears. */
export async function reportChange(
  work: Work,
  { id, email, language }: Contact,
  name: ContactChange,
): Promise<void> {
  await tell(work, id, { name });
  if (email !== null) tellByEmail(work, { address: email, language, accountId: id }, { name });
  recordChange(work, id, name);
}

export function recordChange(work: Work, id: number, name: ContactChange | 'recovered'): void {
  work.record({ action: `account.${name}`, subject: { type: 'account', id }, actorId: id });
}
