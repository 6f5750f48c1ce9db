import { adoptChat } from '../../accounts/commands/adopt-chat.ts';
import { moveAccount } from '../../accounts/commands/move-account.ts';
import { proofMinutes, proofSince } from '../../accounts/rules.ts';
import { subscribeToAll } from '../../announcements/commands/choose-topic.ts';
import { hasProven } from '../../codes/queries.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { Officer, OfficerRefusal } from '../types.ts';

/**
 * `signedIn`: in this chat; who has an e-mail has still to sign in, or to recover the account, where
 * they are not. `moved`: it came here from wherever it was, and has no password any more.
 */
export type OfficerAccount = {
  readonly accountId: number;
  readonly signedIn: boolean;
  readonly moved: boolean;
};

/**
 * The account of an officer who has just proven the mobile in this chat: the one that is signed in, or
 * the one of that identity number and mobile, or a new one, which only holds cartables and has no
 * password. Whoever calls has asked for a secret besides: a link that was granted, or the operator's
 * code. Locks the account.
 */
export async function openOfficer(
  work: Work,
  person: Person,
  officer: Officer,
): Promise<Result<OfficerAccount, OfficerRefusal>> {
  const { chatId } = person;
  const since = proofSince(proofMinutes.other, work.now);
  const proof = { chatId, purpose: 'invitation', address: officer.mobile, since } as const;
  if (!(await hasProven(work.tx, proof))) return refuse('mobileNotProven');
  if (person.accountId !== null) return signedIn(work, person.accountId, officer);
  const created = await createAccount(work, chatId, officer);
  if (created !== undefined) return ok({ accountId: created, signedIn: true, moved: false });
  return linkKnown(work, chatId, officer);
}

async function signedIn(
  work: Work,
  accountId: number,
  { identity }: Officer,
): Promise<Result<OfficerAccount, OfficerRefusal>> {
  await work.tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${accountId} FOR UPDATE`;
  const account = await work.tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const isTheirs =
    account.identityKind === identity.kind && account.identityNumber === identity.value;
  return isTheirs ? ok({ accountId, signedIn: true, moved: false }) : refuse('otherPerson');
}

/** Undefined: the identity number has an account. */
async function createAccount(
  work: Work,
  chatId: bigint,
  { identity, ...names }: Officer,
): Promise<number | undefined> {
  const { tx, now } = work;
  const session = await tx.chatSession.findUniqueOrThrow({ where: { chatId } });
  const [account] = await tx.account.createManyAndReturn({
    data: {
      ...names,
      identityKind: identity.kind,
      identityCountry: identity.country,
      identityNumber: identity.value,
      language: session.language ?? 'fa',
      state: 'active',
      createdAt: now,
      activatedAt: now,
    },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!account) return undefined;
  await tx.chatSession.update({ where: { chatId }, data: { accountId: account.id } });
  await adoptChat(work, { chatId, accountId: account.id });
  await subscribeToAll(work, account.id);
  return account.id;
}

/**
 * An account without an e-mail cannot be recovered, so it comes to this chat, and a password that was
 * forgotten goes; the chat that had it is told. One with an e-mail stays where it is.
 */
async function linkKnown(
  work: Work,
  chatId: bigint,
  { identity, mobile }: Officer,
): Promise<Result<OfficerAccount, OfficerRefusal>> {
  const { kind, country, value } = identity;
  await work.tx.$queryRaw`
    SELECT 1 FROM "Account" WHERE "identityKind" = ${kind}::"IdentityKind"
      AND "identityCountry" = ${country} AND "identityNumber" = ${value} FOR UPDATE`;
  const account = await work.tx.account.findFirstOrThrow({
    where: { identityKind: kind, identityCountry: country, identityNumber: value },
  });
  if (account.mobile !== mobile) return refuse('otherMobile');
  const accountId = account.id;
  if (account.email !== null) return ok({ accountId, signedIn: false, moved: false });
  await work.tx.account.update({ where: { id: accountId }, data: { passwordHash: null } });
  await moveAccount(work, accountId, chatId);
  work.record({
    action: 'account.relinked',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
  });
  return ok({ accountId, signedIn: true, moved: true });
}
