import type { Prisma } from '../../../prisma/generated/client.ts';
import { averageText } from '../../registry/rules.ts';
import type { StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { Applicant, ApplicationEvent, ClassClaim } from '../types.ts';
import type { Prepared } from './prepare-form.ts';

/** The columns of an application that a new revision writes again. */
export function columnsOf({ record }: Applicant, prepared: Prepared) {
  const { worksOutside, note, average, evaluation } = prepared;
  return {
    worksOutside,
    note,
    gender: record.gender,
    level: record.level,
    record: { ...record },
    declarations: declarationsJson(prepared),
    eligibility: evaluation,
    ruleSetVersion: evaluation.version,
    average: average === null ? null : averageText(average),
  };
}

/** JSON has no "undefined": what was not declared is left out. */
function declarationsJson({ declarations }: Prepared): Prisma.InputJsonObject {
  return Object.fromEntries(
    Object.entries(declarations).filter(([, value]) => value !== undefined),
  );
}

/** Choices in order of wish, and claims with their files, of an application that has none. */
export async function writeParts(
  work: Work,
  applicationId: number,
  { openingIds, classes }: Pick<Prepared, 'openingIds' | 'classes'>,
): Promise<void> {
  await writeChoices(work, applicationId, openingIds);
  for (const claim of classes) await writeClaim(work, applicationId, claim);
}

export async function writeChoices(
  { tx }: Work,
  applicationId: number,
  openingIds: readonly number[],
): Promise<void> {
  await tx.applicationChoice.createMany({
    data: openingIds.map((openingId, index) => ({
      applicationId,
      position: index + 1,
      openingId,
    })),
  });
}

export async function writeClaim(
  { tx, now }: Work,
  applicationId: number,
  claim: ClassClaim,
): Promise<void> {
  const fileIds = [...new Set(claim.fileIds)];
  await tx.priorityClaim.create({
    data: {
      applicationId,
      class: claim.class,
      attachments: { create: fileIds.map((fileId) => ({ fileId, createdAt: now })) },
    },
  });
}

/** What the student sent, revision by revision. The Sheba stands with the bank account alone. */
export async function writeRevision(
  { tx, now }: Work,
  applicationId: number,
  revision: number,
  prepared: Prepared,
): Promise<void> {
  const { worksOutside, openingIds, classes, note } = prepared;
  const content = {
    worksOutside,
    openingIds: [...openingIds],
    classes: classes.map((claim) => ({ class: claim.class, fileIds: [...claim.fileIds] })),
    note,
    declarations: declarationsJson(prepared),
  };
  await tx.applicationRevision.create({ data: { applicationId, revision, content, at: now } });
}

export type NewEvent = {
  readonly applicationId: number;
  readonly event: ApplicationEvent;
  /** Null: the student. */
  readonly actorRole: StaffRole | null;
  readonly detail?: Prisma.InputJsonObject;
};

/** A line of the history that the student may read. */
export async function writeEvent({ tx, now }: Work, event: NewEvent): Promise<void> {
  await tx.applicationEvent.create({ data: { ...event, at: now } });
}
