import { applicationOf } from '../../core/applications/queries.ts';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type { ApplicationStatus } from '../../core/applications/types.ts';
import { requireWindow } from '../../core/terms/queries.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button } from '../view/message.ts';

/** The person's own request of a code in a button; the latest without a code. Null: none of theirs. */
export async function ownByCode(
  { work: { tx, now }, session: { accountId } }: Turn,
  code: string | undefined,
): Promise<ApplicationStatus | null> {
  if (accountId === null) return null;
  if (code === undefined) return applicationOf(tx, { accountId }, now);
  const parsed = parseTrackingCode(code);
  return parsed.ok ? applicationOf(tx, { accountId, trackingCode: parsed.value }, now) : null;
}

/** Whether requests are open at the university of a request, in its term. */
export const requireApplications = (
  { work }: Turn,
  { university, term }: ApplicationStatus,
): ReturnType<typeof requireWindow> =>
  requireWindow(work, { universityId: university.id, termId: term.id, kind: 'applications' });

export const statusButton = ({ words }: Pick<Turn, 'words'>, code: string): Button => ({
  text: words.plain('notices.application.see'),
  data: `status:${code}`,
});
