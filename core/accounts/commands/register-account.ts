import { subscribeToAll } from '../../announcements/commands/choose-topic.ts';
import { toUtc } from '../../calendar.ts';
import { hasProven } from '../../codes/queries.ts';
import { tell, tellByEmail } from '../../outbox/commands.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { hasAccepted } from '../../rules/queries.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { profileDue, proofMinutes, proofSince } from '../rules.ts';
import type { RegisterRefusal, Registration } from '../types.ts';
import { adoptChat } from './adopt-chat.ts';
import { tellSharers } from './tell-sharers.ts';

/**
 * Opens an account for an identity number that has none; of any number of attempts at once one
 * succeeds. Locks the chat's session, then inserts the account. Nothing is written on a refusal.
 */
export async function registerAccount(
  work: Work,
  person: Person,
  registration: Registration,
): Promise<Result<{ readonly accountId: number; readonly profileDueAt: Date }, RegisterRefusal>> {
  const missing = await missingStep(work, person, registration);
  if (missing) return refuse(missing);
  const profileDueAt = profileDue(work.now);
  const accountId = await insertAccount(work, registration, profileDueAt);
  if (accountId === undefined) return refuse('alreadyRegistered');

  await linkChat(work, person.chatId, accountId, registration.language);
  await adoptChat(work, { chatId: person.chatId, accountId });
  await subscribeToAll(work, accountId);
  await tellSharers(work, { accountId, mobile: registration.mobile });
  await tell(work, accountId, { name: 'registered' });
  const { email: address, language } = registration;
  tellByEmail(work, { address, language, accountId }, { name: 'registered' });
  work.record({
    action: 'account.registered',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
    after: { identityKind: registration.identity.kind, state: 'preRegistered' },
  });
  return ok({ accountId, profileDueAt });
}

async function missingStep(
  work: Work,
  { chatId }: Person,
  { mobile, email }: Registration,
): Promise<RegisterRefusal['reason'] | undefined> {
  if (await hasAccount(work, chatId)) return 'chatHasAccount';
  if (!(await hasAccepted(work.tx, 'registration', { chatId, accountId: null }))) {
    return 'rulesNotAccepted';
  }
  const since = proofSince(proofMinutes.registration, work.now);
  const proof = { chatId, purpose: 'registration', since } as const;
  if (!(await hasProven(work.tx, { ...proof, address: mobile }))) return 'mobileNotProven';
  return (await hasProven(work.tx, { ...proof, address: email })) ? undefined : 'emailNotProven';
}

/** Locks the session, so that one chat cannot open two accounts at once. */
async function hasAccount({ tx }: Work, chatId: bigint): Promise<boolean> {
  const [session] = await tx.$queryRaw<{ accountId: number | null }[]>`
    SELECT "accountId" FROM "ChatSession" WHERE "chatId" = ${chatId} FOR UPDATE`;
  if (!session) throw new Error('a person registers from a chat that has no session');
  return session.accountId !== null;
}

/** ON CONFLICT DO NOTHING on the identity number: undefined where it has an account. */
async function insertAccount(
  { tx, now }: Work,
  { identity, birthDate, ...rest }: Registration,
  profileDueAt: Date,
): Promise<number | undefined> {
  const [account] = await tx.account.createManyAndReturn({
    data: [
      {
        ...rest,
        identityKind: identity.kind,
        identityCountry: identity.country,
        identityNumber: identity.value,
        birthDate: toUtc(birthDate),
        profileDueAt,
        createdAt: now,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  return account?.id;
}

async function linkChat(
  { tx }: Work,
  chatId: bigint,
  accountId: number,
  language: 'fa' | 'en',
): Promise<void> {
  await tx.chatSession.update({ where: { chatId }, data: { accountId, language } });
  await tx.rulesAcceptance.updateMany({ where: { chatId, accountId: null }, data: { accountId } });
}
