import { Prisma } from '../../../prisma/generated/client.ts';
import type { StudentRecord } from '../../registry/types.ts';
import type { Actor } from '../../staff/types.ts';
import { eraseTickets } from '../../support/commands/erase-tickets.ts';
import type { Work } from '../../work.ts';
import { closeMatters } from './close-matters.ts';
import { eraseTraces } from './erase-traces.ts';

/**
 * Erases what is personal of an account that is locked, and unlinks its chat. What the scheme has to
 * account for stays without the person: decisions, placements, and the bank accounts that were paid.
 * Nothing about the person waits for anybody any more, and no queue has the person. Its files are
 * given up, so that the next sweep of the store deletes their bytes.
 */
export async function erasePerson(
  work: Work,
  actor: Actor,
  { accountId, state }: { accountId: number; state: 'voided' | 'erased' },
): Promise<void> {
  await eraseTickets(work, accountId);
  await eraseTraces(work, accountId, state);
  await eraseAccount(work, accountId, state);
  await closeMatters(work, actor, accountId);
  await eraseAttached(work, accountId);
  await eraseBankAccounts(work, accountId);
  await eraseApplications(work, accountId);
  await eraseWords(work, accountId);
  await eraseWordsOfWork(work, accountId);
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
}

async function eraseAttached({ tx, now }: Work, accountId: number): Promise<void> {
  await tx.profile.deleteMany({ where: { accountId } });
  await tx.profileReview.updateMany({
    where: { accountId },
    data: { cardFileId: null, record: Prisma.DbNull, reason: null },
  });
  await tx.attachment.deleteMany({ where: { claim: { application: { accountId } } } });
  await tx.storedFile.updateMany({
    where: { accountId },
    data: { accountId: null, deletedAt: now },
  });
  await tx.subscription.deleteMany({ where: { accountId } });
}

/** Accounts that were paid stay for the books, without what officers noted of them. */
async function eraseBankAccounts({ tx }: Work, accountId: number): Promise<void> {
  await tx.bankAccount.deleteMany({ where: { accountId, payLines: { none: {} } } });
  await tx.bankAccount.updateMany({ where: { accountId }, data: { evidence: null, reason: null } });
}

async function eraseApplications({ tx }: Work, accountId: number): Promise<void> {
  await tx.applicationRevision.deleteMany({ where: { application: { accountId } } });
  const applications = await tx.application.findMany({
    where: { accountId },
    select: { id: true, record: true },
  });
  for (const { id, record } of applications) {
    await tx.application.update({
      where: { id },
      data: { note: null, reasonText: null, declarations: {}, record: impersonal(record) },
    });
  }
}

/** What the person wrote, and what others wrote about the person. The decisions themselves stay. */
async function eraseWords({ tx }: Work, accountId: number): Promise<void> {
  const application = { accountId };
  await tx.appeal.updateMany({ where: { application }, data: { text: '', answer: null } });
  await tx.priorityClaim.updateMany({ where: { application }, data: { reason: null } });
  await tx.applicationEvent.updateMany({ where: { application }, data: { detail: {} } });
  await tx.eligibilityOverride.updateMany({ where: { accountId }, data: { reason: '' } });
}

/** The same, of placements and their pay: how many hours and how much money stays. */
async function eraseWordsOfWork({ tx }: Work, accountId: number): Promise<void> {
  const placement = { accountId };
  await tx.placement.updateMany({
    where: placement,
    data: { explanation: '', skipReason: null, endReason: null },
  });
  await tx.hoursEntry.updateMany({ where: { placement }, data: { objection: null } });
  await tx.placementAmendment.updateMany({ where: { placement }, data: { reason: '' } });
  await tx.placementCorrection.updateMany({ where: { placement }, data: { reason: '' } });
  await tx.payLine.updateMany({ where: { accountId }, data: { reason: null } });
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
