import { declareAccount } from '../../bank/commands/declare-account.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { type Ok, ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { requireWindow } from '../../terms/queries.ts';
import type { OutsideWindow } from '../../terms/types.ts';
import type { Work } from '../../work.ts';
import { canEdit } from '../rules.ts';
import type {
  ApplicationForm,
  ApplicationState,
  ClassClaim,
  OwnRefusal,
  ReviseRefusal,
} from '../types.ts';
import { type LockedApplication, lockOwn } from './lock-application.ts';
import { move } from './move-application.ts';
import { type Prepared, prepare } from './prepare-form.ts';
import { requireApplicant } from './require-applicant.ts';
import { recountPoints } from './verify-claim.ts';
import { columnsOf, writeChoices, writeClaim, writeRevision } from './write-parts.ts';

/**
 * The student sends a new revision, until a decision. What was sent back may be mended after the
 * window too; it was filed in it. A class whose files stay the same keeps its verdict. Locks the
 * account, then the application.
 */
export async function reviseApplication(
  work: Work,
  person: Person,
  request: { applicationId: number; form: ApplicationForm; record: StudentRecord | undefined },
): Promise<Result<{ readonly state: ApplicationState; readonly revision: number }, ReviseRefusal>> {
  const who = await requireApplicant(work, person, request.record);
  if (!who.ok) return who;
  const application = await lockOwn(work, person, request.applicationId);
  if (!application) return refuse('notFound');
  const open = await requireEditable(work, application);
  if (!open.ok) return open;
  const { termId, internationalApproval } = application;
  const { form } = request;
  const ready = await prepare(work, who.applicant, { termId, form, internationalApproval });
  if (!ready.ok) return ready;

  const { prepared } = ready;
  const revision = application.revision + 1;
  const state = await move(
    work,
    person,
    { application, holding: null },
    {
      event: prepared.event,
      actorRole: null,
      data: { ...columnsOf(who.applicant, prepared), revision, reasonCode: null, reasonText: null },
      detail: { revision },
    },
  );
  await replaceParts(work, application, revision, prepared);
  return ok({ state, revision });
}

async function requireEditable(
  work: Work,
  { state, universityId, termId }: LockedApplication,
): Promise<Ok | OwnRefusal | OutsideWindow> {
  if (!canEdit(state)) return refuse('alreadyDecided', { state });
  if (state === 'sentBack') return ok();
  return requireWindow(work, { universityId, termId, kind: 'applications' });
}

async function replaceParts(
  work: Work,
  application: LockedApplication,
  revision: number,
  prepared: Prepared,
): Promise<void> {
  const { id: applicationId, accountId, universityId } = application;
  await work.tx.applicationChoice.deleteMany({ where: { applicationId } });
  await writeChoices(work, applicationId, prepared.openingIds);
  await replaceClaims(work, applicationId, prepared.classes);
  await recountPoints(work, application);
  await declareAccount(work, { accountId, universityId, sheba: prepared.sheba });
  await writeRevision(work, applicationId, revision, prepared);
}

async function replaceClaims(
  work: Work,
  applicationId: number,
  claims: readonly ClassClaim[],
): Promise<void> {
  const stored = await work.tx.priorityClaim.findMany({
    where: { applicationId },
    select: { id: true, class: true, attachments: { select: { fileId: true } } },
  });
  const kept = stored.filter((old) => claims.some((claim) => isSame(claim, old)));
  const gone = stored.filter((old) => !kept.includes(old)).map(({ id }) => id);
  await work.tx.attachment.deleteMany({ where: { claimId: { in: gone } } });
  await work.tx.priorityClaim.deleteMany({ where: { id: { in: gone } } });
  for (const claim of claims) {
    if (!kept.some((old) => isSame(claim, old))) await writeClaim(work, applicationId, claim);
  }
}

function isSame(
  claim: ClassClaim,
  old: { readonly class: string; readonly attachments: readonly { readonly fileId: number }[] },
): boolean {
  const files = new Set(claim.fileIds);
  return (
    claim.class === old.class &&
    files.size === old.attachments.length &&
    old.attachments.every(({ fileId }) => files.has(fileId))
  );
}
