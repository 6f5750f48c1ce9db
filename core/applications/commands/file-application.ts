import { declareAccount } from '../../bank/commands/declare-account.ts';
import { tell } from '../../outbox/commands.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { requireWindow } from '../../terms/queries.ts';
import type { Work } from '../../work.ts';
import { firstStates, newTrackingCode } from '../rules.ts';
import type { Applicant, ApplicationForm, Filed, FileRefusal, TrackingCode } from '../types.ts';
import { awaitDecision } from './await-decision.ts';
import { type Prepared, prepare } from './prepare-form.ts';
import { requireNewApplicant } from './require-applicant.ts';
import { columnsOf, writeEvent, writeParts, writeRevision } from './write-parts.ts';

/**
 * Files a student's request in a term: all of it or, on a refusal, nothing. The registry's record
 * was looked up before the transaction. Locks the account; the partial unique index on student and
 * term decides between two filings at once.
 */
export async function fileApplication(
  work: Work,
  person: Person,
  {
    termId,
    form,
    record,
  }: { termId: number; form: ApplicationForm; record: StudentRecord | undefined },
): Promise<Result<Filed, FileRefusal>> {
  const who = await requireNewApplicant(work, person, record);
  if (!who.ok) return who;
  const { applicant } = who;
  const filed = await liveApplication(work, applicant.accountId, termId);
  if (filed) return refuse('alreadyFiled', { trackingCode: filed });
  const { universityId } = applicant;
  const open = await requireWindow(work, { universityId, termId, kind: 'applications' });
  if (!open.ok) return open;
  // What counts for the rank stays until the commit: whoever changes it counts this request as well.
  await work.tx.$queryRaw`SELECT 1 FROM "University" WHERE "id" = ${universityId} FOR SHARE`;
  const ready = await prepare(work, applicant, { termId, form, internationalApproval: null });
  if (!ready.ok) return ready;

  const row = await insertApplication(work, applicant, termId, ready.prepared);
  if (!row.ok) return row;
  await writeParts(work, row.applicationId, ready.prepared);
  await finishFiling(work, applicant, row, ready.prepared);
  return row;
}

/** Bank account, history, what waits for whom, and what the student is told. */
async function finishFiling(
  work: Work,
  applicant: Applicant,
  { applicationId, trackingCode, state }: Filed,
  prepared: Prepared,
): Promise<void> {
  const { accountId, universityId } = applicant;
  await declareAccount(work, { accountId, universityId, sheba: prepared.sheba });
  await writeRevision(work, applicationId, 1, prepared);
  await writeEvent(work, { applicationId, event: prepared.event, actorRole: null });
  await awaitDecision(work, { applicationId, universityId, accountId, state });
  await tell(work, accountId, { name: 'applicationFiled', trackingCode, state });
  work.record({
    action: 'application.filed',
    subject: { type: 'application', id: applicationId },
    actorId: accountId,
    universityId,
    after: { state, revision: 1, openingIds: [...prepared.openingIds] },
  });
}

export async function liveApplication(
  { tx }: Work,
  accountId: number,
  termId: number,
): Promise<TrackingCode | undefined> {
  const row = await tx.application.findFirst({
    where: { accountId, termId, state: { not: 'withdrawn' } },
    select: { trackingCode: true },
  });
  return row?.trackingCode as TrackingCode | undefined;
}

const codeTries = 5;

/**
 * ON CONFLICT DO NOTHING covers both guards: the student's other filing, and a tracking code that is
 * in use, for which another is drawn.
 */
async function insertApplication(
  work: Work,
  applicant: Applicant,
  termId: number,
  prepared: Prepared,
): Promise<Result<Filed, FileRefusal>> {
  const state = firstStates[prepared.event];
  const { accountId, universityId } = applicant;
  const columns = columnsOf(applicant, prepared);
  for (let tried = 0; tried < codeTries; tried++) {
    const trackingCode = newTrackingCode(work.random);
    const [row] = await work.tx.application.createManyAndReturn({
      data: {
        ...columns,
        trackingCode,
        accountId,
        universityId,
        termId,
        state,
        filedAt: work.now,
        updatedAt: work.now,
      },
      skipDuplicates: true,
      select: { id: true },
    });
    if (row) return ok({ applicationId: row.id, trackingCode, state });
    const filed = await liveApplication(work, accountId, termId);
    if (filed) return refuse('alreadyFiled', { trackingCode: filed });
  }
  throw new Error(`no free tracking code in ${codeTries} draws`);
}
