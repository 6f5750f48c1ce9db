import type { Prisma } from '../../../prisma/generated/client.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { eraseTickets } from '../../support/commands/erase-tickets.ts';
import type { Work } from '../../work.ts';

/**
 * Erases what is personal of an account that is locked, and unlinks its chat. What the scheme has to
 * account for stays without the person: decisions, placements, and the bank accounts that were paid.
 * Its files are given up, so that the next sweep of the store deletes their bytes.
 */
export async function erasePerson(
  work: Work,
  accountId: number,
  state: 'voided' | 'erased',
): Promise<void> {
  await eraseTickets(work, accountId);
  await eraseAccount(work, accountId, state);
  await eraseAttached(work, accountId);
  await eraseApplications(work, accountId);
}

async function eraseAccount(
  { tx, now }: Work,
  accountId: number,
  state: 'voided' | 'erased',
): Promise<void> {
  await tx.account.update({
    where: { id: accountId },
    data: {
      identityNumber: null,
      firstName: null,
      lastName: null,
      birthDate: null,
      mobile: null,
      email: null,
      passwordHash: null,
      profileDueAt: null,
      state,
      closedAt: now,
    },
  });
  await tx.chatSession.updateMany({ where: { accountId }, data: { accountId: null } });
}

async function eraseAttached({ tx, now }: Work, accountId: number): Promise<void> {
  await tx.profile.deleteMany({ where: { accountId } });
  await tx.profileReview.updateMany({ where: { accountId }, data: { cardFileId: null } });
  await tx.attachment.deleteMany({ where: { claim: { application: { accountId } } } });
  await tx.storedFile.updateMany({
    where: { accountId },
    data: { accountId: null, deletedAt: now },
  });
  await tx.bankAccount.deleteMany({ where: { accountId, payLines: { none: {} } } });
}

async function eraseApplications({ tx }: Work, accountId: number): Promise<void> {
  await tx.applicationRevision.deleteMany({ where: { application: { accountId } } });
  await tx.appeal.updateMany({ where: { application: { accountId } }, data: { text: '' } });
  const applications = await tx.application.findMany({
    where: { accountId },
    select: { id: true, record: true },
  });
  for (const { id, record } of applications) {
    await tx.application.update({
      where: { id },
      data: { note: null, declarations: {}, record: impersonal(record) },
    });
  }
}

const personal: ReadonlySet<string> = new Set([
  'identityNumber',
  'firstName',
  'lastName',
  'birthDate',
  'studentNumber',
] satisfies (keyof StudentRecord)[]);

function impersonal(record: Prisma.JsonValue): Prisma.InputJsonObject {
  const entries = Object.entries((record ?? {}) as Prisma.JsonObject);
  return Object.fromEntries(
    entries.filter(([key]) => !personal.has(key)),
  ) as Prisma.InputJsonObject;
}
