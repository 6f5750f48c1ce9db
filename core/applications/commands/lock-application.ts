import type { InternationalApproval } from '../../eligibility/types.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { ApplicationState, TrackingCode } from '../types.ts';

export type LockedApplication = {
  readonly id: number;
  readonly accountId: number;
  readonly universityId: number;
  readonly termId: number;
  readonly trackingCode: TrackingCode;
  readonly state: ApplicationState;
  readonly revision: number;
  readonly decidedAt: Date | null;
  readonly internationalApproval: InternationalApproval | null;
};

/** Locks an application until the commit. A command that needs the account too locks that first. */
export async function lockApplication(
  { tx }: Work,
  applicationId: number,
): Promise<LockedApplication | undefined> {
  const rows = await tx.$queryRaw<LockedApplication[]>`
    SELECT "id", "accountId", "universityId", "termId", "trackingCode", "state"::text,
      "revision", "decidedAt", "internationalApproval"::text
    FROM "Application" WHERE "id" = ${applicationId} FOR UPDATE`;
  return rows[0];
}

/** A student's own application, locked; somebody else's is not there for them. */
export async function lockOwn(
  work: Work,
  { accountId }: Person,
  applicationId: number,
): Promise<LockedApplication | undefined> {
  const application = await lockApplication(work, applicationId);
  return application?.accountId === accountId ? application : undefined;
}
