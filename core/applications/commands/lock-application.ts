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
};

/** Locks an application until the commit. A command that needs the account too locks that first. */
export async function lockApplication(
  { tx }: Work,
  applicationId: number,
): Promise<LockedApplication | undefined> {
  const rows = await tx.$queryRaw<LockedApplication[]>`
    SELECT "id", "accountId", "universityId", "termId", "trackingCode", "state"::text,
      "revision", "decidedAt"
    FROM "Application" WHERE "id" = ${applicationId} FOR UPDATE`;
  return rows[0];
}
