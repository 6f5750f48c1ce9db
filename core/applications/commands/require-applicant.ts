import { lockAccount } from '../../accounts/commands/lock-account.ts';
import { renewProfile } from '../../accounts/commands/renew-profile.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { hasAccepted } from '../../rules/queries.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { applicantOf } from '../queries.ts';
import type { Applicant, ApplicantRefusal } from '../types.ts';

/** The student with a confirmed profile who may file. Locks the account until the commit. */
export async function requireApplicant(
  work: Work,
  { accountId, chatId }: Person,
  found: StudentRecord | undefined,
): Promise<Result<{ readonly applicant: Applicant }, ApplicantRefusal>> {
  if (accountId === null) return refuse('noAccount');
  await lockAccount(work, accountId);
  const applicant = await applicantOf(work.tx, accountId, found);
  if (!applicant) return refuse('notActive');
  const accepted = await hasAccepted(work.tx, 'hamyar', { chatId, accountId });
  return accepted ? ok({ applicant }) : refuse('rulesNotAccepted');
}

/** As `requireApplicant`, of somebody who files anew: by the latest course of study that the record shows. */
export async function requireNewApplicant(
  work: Work,
  person: Person,
  found: StudentRecord | undefined,
): ReturnType<typeof requireApplicant> {
  // What stands against it leaves the profile as it is; the student reads why in the settings.
  if (found && person.accountId !== null) await renewProfile(work, person, found);
  return requireApplicant(work, person, found);
}
