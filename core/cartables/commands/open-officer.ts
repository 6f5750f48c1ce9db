import { moveAccount } from '../../accounts/commands/move-account.ts';
import { proofMinutes, proofSince } from '../../accounts/rules.ts';
import { subscribeToAll } from '../../announcements/commands/choose-topic.ts';
import { hasProven } from '../../codes/queries.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { Officer, OfficerRefusal } from '../types.ts';

/** `signedIn`: in this chat; a person with a password has still to sign in where they are not. */
export type OfficerAccount = { readonly accountId: number; readonly signedIn: boolean };

/**
 * The account of an officer who has just proven the mobile in this chat: the one that is signed in, or
 * the one of that identity number and mobile, or a new one, which only holds cartables and has no
 * password. Locks the account.
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
  if (created !== undefined) return ok({ accountId: created, signedIn: true });
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
  return isTheirs ? ok({ accountId, signedIn: true }) : refuse('otherPerson');
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
  await subscribeToAll(work, account.id);
  return account.id;
}

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
  const hasPassword = account.passwordHash !== null;
  if (!hasPassword) await moveAccount(work, account.id, chatId);
  return ok({ accountId: account.id, signedIn: !hasPassword });
}
