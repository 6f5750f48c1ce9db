import { fromUtc, toUtc } from '../../calendar.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { currentTerm } from '../../terms/queries.ts';
import type { Work } from '../../work.ts';
import { checkSamePerson } from './complete-profile.ts';
import { isNumberFree } from './confirm-number.ts';
import { lockAccount } from './lock-account.ts';

/**
 * - `notActive`: no confirmed profile; `studentNumberTaken`: by another account.
 * - `requestUnderWay`: what the request of this term says must stay what its readers see.
 */
export type RenewRefusal = Refusal<'notActive' | 'requestUnderWay' | 'studentNumberTaken'>;

/**
 * Whoever begins another course of study, such as a master's after a bachelor's or one at another
 * university, is known by it from then on: where the registry's record begins later than the confirmed
 * profile, the profile becomes the record's. Of one and the same course the confirmed profile stands,
 * since an expert may have confirmed what differs from the registry.
 */
export async function renewProfile(
  work: Work,
  accountId: number,
  record: StudentRecord,
): Promise<Result<{ readonly renewed: boolean }, RenewRefusal>> {
  const account = await lockAccount(work, accountId);
  const profile = await work.tx.profile.findUnique({ where: { accountId } });
  if (account?.state !== 'active' || !profile?.confirmedAt) return refuse('notActive');
  checkSamePerson(account, record);
  if (record.startDate <= fromUtc(profile.startDate)) return ok({ renewed: false });
  if (await hasRequest(work, accountId, profile.universityId)) return refuse('requestUnderWay');
  if (!(await isNumberFree(work, accountId, record))) return refuse('studentNumberTaken');
  const { universityId, studentNumber, level, field, gender, studentType, startDate } = record;
  await work.tx.profile.update({
    where: { accountId },
    data: {
      ...{ universityId, studentNumber, level, field, gender, studentType },
      startDate: toUtc(startDate),
      confirmedAt: work.now,
      updatedAt: work.now,
    },
  });
  work.record({
    action: 'profile.renewed',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
    universityId,
    before: { universityId: profile.universityId, level: profile.level },
    after: { universityId, level },
  });
  return ok({ renewed: true });
}

async function hasRequest({ tx, now }: Work, accountId: number, universityId: number) {
  const term = await currentTerm(tx, universityId, now);
  if (!term) return false;
  const requests = await tx.application.count({
    where: { accountId, termId: term.id, state: { notIn: ['withdrawn', 'rejected'] } },
  });
  return requests > 0;
}
