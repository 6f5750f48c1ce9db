import type { Prisma } from '../../../prisma/generated/client.ts';
import { fromUtc } from '../../calendar.ts';
import { differences } from '../../registry/rules.ts';
import { type ProfileField, profileFields, type StudentRecord } from '../../registry/types.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { openItem } from '../../staff/commands/work-items.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { SubmitRefusal } from '../types.ts';
import { checkSamePerson, requireOpenProfile } from './complete-profile.ts';
import type { LockedAccount } from './lock-account.ts';

/**
 * Sends a profile that differs from the registry to the university's expert, with a photo of the
 * student card. One submission waits at a time; the partial unique index sees to it.
 */
export async function submitProfileForReview(
  work: Work,
  person: Person,
  { cardFileId, record }: { cardFileId: number; record: StudentRecord | undefined },
): Promise<Ok | SubmitRefusal> {
  const open = await requireOpenProfile(work, person);
  if (!open.ok) return open;
  const { account } = open;
  checkSamePerson(account, record);
  const profile = await work.tx.profile.findUnique({ where: { accountId: account.id } });
  if (!profile) return refuse('noProfile');
  if (!(await isOwnFile(work, account.id, cardFileId))) return refuse('notYourFile');

  const typed = { ...account, ...profile, startDate: fromUtc(profile.startDate) };
  const fields = differingFields(typed, record);
  await askExpert(work, account, {
    cardFileId,
    fields,
    record,
    universityId: profile.universityId,
  });
  work.record({
    action: 'profile.submitted',
    subject: { type: 'account', id: account.id },
    actorId: account.id,
    universityId: profile.universityId,
    before: { state: account.state },
    after: { state: 'awaitingReview', differences: fields, cardFileId },
  });
  return ok();
}

/** Without a record there is nothing that the registry confirms. */
function differingFields(
  typed: Parameters<typeof differences>[0],
  record: StudentRecord | undefined,
): ProfileField[] {
  if (record === undefined) return [...profileFields];
  return differences(typed, record).map(({ field }) => field);
}

async function isOwnFile({ tx }: Work, accountId: number, fileId: number): Promise<boolean> {
  return (await tx.storedFile.count({ where: { id: fileId, accountId, deletedAt: null } })) > 0;
}

async function askExpert(
  work: Work,
  account: LockedAccount,
  about: {
    cardFileId: number;
    fields: ProfileField[];
    record: StudentRecord | undefined;
    universityId: number;
  },
): Promise<void> {
  await work.tx.profileReview.create({
    data: {
      accountId: account.id,
      differences: about.fields,
      cardFileId: about.cardFileId,
      ...(about.record ? { record: about.record as Prisma.InputJsonObject } : {}),
      createdAt: work.now,
    },
  });
  // Somebody who is active already, as a holder of a cartable, stays so while the profile waits.
  await work.tx.account.updateMany({
    where: { id: account.id, state: 'preRegistered' },
    data: { state: 'awaitingReview' },
  });
  await openItem(work, {
    kind: 'reviewProfile',
    subjectId: account.id,
    role: 'expert',
    universityId: about.universityId,
  });
}
