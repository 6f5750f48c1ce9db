import { lockAccount } from '../../accounts/commands/lock-account.ts';
import { fromUtc } from '../../calendar.ts';
import { confirmedRecord } from '../../registry/rules.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { hasAccepted } from '../../rules/queries.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { ApplicantRefusal } from '../types.ts';

export type Applicant = {
  readonly accountId: number;
  readonly universityId: number;
  /** The registry's record, with what was confirmed of the profile. */
  readonly record: StudentRecord;
};

/** The student with a confirmed profile who may file. Locks the account until the commit. */
export async function requireApplicant(
  work: Work,
  { accountId, chatId }: Person,
  found: StudentRecord | undefined,
): Promise<Result<{ readonly applicant: Applicant }, ApplicantRefusal>> {
  if (accountId === null) return refuse('noAccount');
  const account = await lockAccount(work, accountId);
  const profile = await work.tx.profile.findUnique({ where: { accountId } });
  if (account?.state !== 'active' || !profile || profile.confirmedAt === null) {
    return refuse('notActive');
  }
  if (!(await hasAccepted(work.tx, 'hamyar', { chatId, accountId }))) {
    return refuse('rulesNotAccepted');
  }
  if (found !== undefined && found.identityNumber !== account.identityNumber) {
    throw new Error('the record is not of the person who files');
  }
  const { firstName, lastName, birthDate, identityNumber } = account;
  const { universityId, studentNumber, level, field, gender, studentType } = profile;
  const studies = { universityId, studentNumber, level, field, gender, studentType };
  const startDate = fromUtc(profile.startDate);
  const confirmed = { ...studies, firstName, lastName, birthDate, startDate };
  const record = confirmedRecord(identityNumber, confirmed, found);
  return ok({ applicant: { accountId, universityId, record } });
}
