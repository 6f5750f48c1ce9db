import { mayAppeal } from '../../applications/rules.ts';
import type { ApplicationState } from '../../applications/types.ts';
import { fromUtc, toUtc } from '../../calendar.ts';
import { liveStates } from '../../placements/rules.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { closeItem, openItem } from '../../staff/commands/work-items.ts';
import type { Person } from '../../staff/types.ts';
import { compact } from '../../text.ts';
import type { Work } from '../../work.ts';
import { isOfLaterCourse } from '../queries.ts';
import type { UniversityRefusal } from '../types.ts';
import { checkSamePerson } from './complete-profile.ts';
import { isNumberFree } from './confirm-number.ts';
import { lockAccount } from './lock-account.ts';
import { requireUniversity } from './require-university.ts';

/**
 * - `notActive`: no confirmed profile; `studentNumberTaken`: by another account.
 * - `requestUnderWay`: a request or placement that goes by the profile as it is.
 */
export type RenewRefusal =
  | UniversityRefusal
  | Refusal<'notActive' | 'requestUnderWay' | 'studentNumberTaken'>;

/**
 * Whoever begins another course of study, such as a master's after a bachelor's or one at another
 * university, is known by it from then on: the profile becomes what the registry's record says of it.
 * Of one and the same course the confirmed profile stands, since an expert may have confirmed what
 * differs from the registry.
 */
export async function renewProfile(
  work: Work,
  person: Person,
  record: StudentRecord,
): Promise<Result<{ readonly renewed: boolean }, RenewRefusal>> {
  const accountId = person.accountId ?? 0;
  const account = await lockAccount(work, accountId);
  const profile = await work.tx.profile.findUnique({ where: { accountId } });
  if (account?.state !== 'active' || !profile?.confirmedAt) return refuse('notActive');
  checkSamePerson(account, record);
  const before = { ...profile, startDate: fromUtc(profile.startDate) };
  if (!(await isOfLaterCourse(work.tx, accountId, before, record))) return ok({ renewed: false });
  if (await isUnderWay(work, accountId)) return refuse('requestUnderWay');
  const university = await requireUniversity(work, record.universityId);
  if (!university.ok) return university;
  const { universityId, level, field, gender, studentType, startDate } = record;
  const studentNumber = compact(record.studentNumber);
  if (!(await isNumberFree(work, accountId, { universityId, studentNumber }))) {
    return refuse('studentNumberTaken');
  }
  await work.tx.profile.update({
    where: { accountId },
    data: {
      ...{ universityId, studentNumber, level, field, gender, studentType },
      startDate: toUtc(startDate),
      confirmedAt: work.now,
      updatedAt: work.now,
    },
  });
  if (universityId !== before.universityId) await moveBankAccount(work, person, universityId);
  work.record({
    action: 'profile.renewed',
    subject: { type: 'account', id: accountId },
    actorId: accountId,
    universityId,
    before: { universityId: before.universityId, level: before.level },
    after: { universityId, level },
  });
  return ok({ renewed: true });
}

const undecided: readonly ApplicationState[] = [
  'filed',
  'sentBack',
  'awaitingInternational',
  'appealed',
];

/** Of whatever term: a request that may still be changed or decided on, or lead to work, and work itself. */
async function isUnderWay({ tx, now }: Work, accountId: number): Promise<boolean> {
  const live = { accountId, state: { in: [...liveStates] } };
  if ((await tx.placement.count({ where: live })) > 0) return true;
  const requests = await tx.application.findMany({
    where: { accountId, state: { not: 'withdrawn' } },
    select: {
      ...{ state: true, decidedAt: true, universityId: true, termId: true },
      appeal: { select: { applicationId: true } },
    },
  });
  const places = requests.flatMap(({ state, universityId, termId }) =>
    state === 'approved' ? [{ universityId, termId }] : [],
  );
  const windowsLeft = { OR: places, closesAt: { gt: now } };
  if (places.length > 0 && (await tx.window.count({ where: windowsLeft })) > 0) return true;
  return requests.some(
    ({ state, decidedAt, appeal }) =>
      undecided.includes(state) ||
      mayAppeal({ state, decidedAt, appealed: appeal !== null }, now).ok,
  );
}

/** Whose account it is, the finance of the student's university confirms. */
async function moveBankAccount(work: Work, person: Person, universityId: number): Promise<void> {
  const accountId = person.accountId ?? 0;
  const declared = await work.tx.bankAccount.findFirst({
    where: { accountId, state: 'declared' },
    select: { id: true },
  });
  if (!declared) return;
  const item = { kind: 'confirmBankAccount', subjectId: declared.id } as const;
  await closeItem(work, person, item);
  await openItem(work, { ...item, role: 'finance', universityId });
}
