import { openItem } from '../../staff/commands/work-items.ts';
import type { StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { ApplicationState } from '../types.ts';

type Waiting = {
  readonly kind: 'reviewApplication' | 'approveInternational' | 'decideAppeal';
  readonly role: StaffRole;
};

/** For whom an application waits in a state; null where nobody of the staff has to act. */
export const waitsFor: Readonly<Record<ApplicationState, Waiting | null>> = {
  filed: { kind: 'reviewApplication', role: 'expert' },
  awaitingInternational: { kind: 'approveInternational', role: 'internationalDeputy' },
  sentBack: null,
  approved: null,
  rejected: null,
  appealed: { kind: 'decideAppeal', role: 'studentDeputy' },
  withdrawn: null,
};

/** Puts an application before those who have to act on it now. */
export async function awaitDecision(
  work: Work,
  application: {
    applicationId: number;
    universityId: number;
    accountId: number;
    state: ApplicationState;
  },
): Promise<void> {
  const waiting = waitsFor[application.state];
  if (waiting === null) return;
  const { applicationId: subjectId, universityId, accountId: ownerId } = application;
  await openItem(work, { ...waiting, subjectId, universityId, ownerId });
}
