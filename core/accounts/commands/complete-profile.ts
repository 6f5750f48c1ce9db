import { toUtc } from '../../calendar.ts';
import { tell } from '../../outbox/commands.ts';
import { differences, tellable } from '../../registry/rules.ts';
import type { Profile, StudentRecord } from '../../registry/types.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { compact } from '../../text.ts';
import type { Work } from '../../work.ts';
import { hasConfirmedProfile } from '../queries.ts';
import type { ProfileOutcome, ProfileRefusal, TypedProfile, UniversityRefusal } from '../types.ts';
import { isNumberFree } from './confirm-number.ts';
import { type LockedAccount, lockAccount } from './lock-account.ts';
import { requireUniversity } from './require-university.ts';

/**
 * Keeps the profile as typed and compares it with the registry's record, which was looked up before
 * the transaction (undefined: the registry knows nobody of this number). All equal: the account is
 * active at once. Otherwise nothing changes but the profile, and the differences are returned.
 */
export async function completeProfile(
  work: Work,
  person: Person,
  { profile: typed, record }: { profile: TypedProfile; record: StudentRecord | undefined },
): Promise<Result<ProfileOutcome, ProfileRefusal | UniversityRefusal>> {
  const open = await requireOpenProfile(work, person);
  if (!open.ok) return open;
  const university = await requireUniversity(work, typed.universityId);
  if (!university.ok) return university;
  const { account } = open;
  checkSamePerson(account, record);

  const { firstName, lastName, birthDate } = account;
  const studentNumber = compact(typed.studentNumber);
  const profile: Profile = { firstName, lastName, birthDate, ...typed, studentNumber };
  const found = record === undefined ? [] : differences(profile, record);
  const equal = record !== undefined && found.length === 0;
  if (equal && !(await isNumberFree(work, account.id, profile))) {
    return refuse('studentNumberTaken');
  }
  await saveProfile(work, account.id, profile);
  work.record({
    action: 'profile.completed',
    subject: { type: 'account', id: account.id },
    actorId: account.id,
    universityId: profile.universityId,
    after: { differences: found.map(({ field }) => field), known: record !== undefined },
  });
  if (!equal) {
    return ok({ outcome: 'differs', known: record !== undefined, differences: tellable(found) });
  }
  await activate(work, account.id);
  await tell(work, account.id, { name: 'activated' });
  return ok({ outcome: 'activated' });
}

/** The account, locked, if its profile may still be completed. */
export async function requireOpenProfile(
  work: Work,
  { accountId }: Person,
): Promise<Result<{ readonly account: LockedAccount }, ProfileRefusal>> {
  if (accountId === null) return refuse('noAccount');
  const account = await lockAccount(work, accountId);
  if (!account || account.state === 'voided') return refuse('accountClosed');
  const waiting = await work.tx.profileReview.count({ where: { accountId, state: 'waiting' } });
  if (waiting > 0) return refuse('awaitingReview');
  const confirmed = await hasConfirmedProfile(work.tx, accountId);
  return confirmed ? refuse('alreadyConfirmed') : ok({ account });
}

/** A caller that looked up another person's record has a bug. */
export function checkSamePerson(account: LockedAccount, record: StudentRecord | undefined): void {
  if (record !== undefined && record.identityNumber !== account.identityNumber) {
    throw new Error('the record is not of the person who completes the profile');
  }
}

async function saveProfile({ tx, now }: Work, accountId: number, profile: Profile): Promise<void> {
  const { firstName, lastName, birthDate, startDate, ...studies } = profile;
  const row = { ...studies, startDate: toUtc(startDate), updatedAt: now };
  await tx.account.update({
    where: { id: accountId },
    data: { firstName, lastName, birthDate: toUtc(birthDate) },
  });
  await tx.profile.upsert({
    where: { accountId },
    create: { accountId, ...row },
    update: row,
  });
}

/** Confirms the stored profile and opens the account; the number was found free under its lock. */
export async function activate({ tx, now }: Work, accountId: number): Promise<void> {
  await tx.profile.update({ where: { accountId }, data: { confirmedAt: now } });
  await tx.account.update({
    where: { id: accountId },
    data: { state: 'active', activatedAt: now, profileDueAt: null },
  });
}
