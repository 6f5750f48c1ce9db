import { type Ok, ok, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { announcementOf, countReceivers } from '../queries.ts';
import { mayAnnounce, stampOf } from '../rules.ts';
import type { ConfirmRefusal, Recurrence } from '../types.ts';

interface Confirmation {
  readonly id: number;
  /** Null: at once. */
  readonly at: Date | null;
  /** Only with a time. */
  readonly recurrence: Recurrence | null;
  /** `stampOf` what the person has seen; a draft that was written anew since is not sent. */
  readonly seen?: string;
}

/** A draft is to be sent: now, at a time, or again and again from a time on. */
export async function confirmAnnouncement(
  work: Work,
  person: Person,
  { id, at, recurrence, seen }: Confirmation,
): Promise<Ok | ConfirmRefusal> {
  await work.tx.$queryRaw`SELECT 1 FROM "Announcement" WHERE "id" = ${id} FOR NO KEY UPDATE`;
  const announcement = await announcementOf(work.tx, id);
  if (!announcement) return refuse('notFound');
  const { universityId } = announcement;
  const allowed = mayAnnounce(person, announcement);
  if (!allowed.ok) return allowed;
  if (seen !== undefined && seen !== stampOf(announcement)) return refuse('moved');
  if (at !== null && at <= work.now) return refuse('inThePast');
  // Later there may be somebody.
  if (at === null && (await countReceivers(work.tx, announcement)) === 0) return refuse('nobody');
  const times = recurrence === null ? { scheduledAt: at } : { scheduledAt: at, startedAt: at };
  const { count } = await work.tx.announcement.updateMany({
    where: { id, state: 'draft' },
    data: { state: 'scheduled', recurrence, ...times },
  });
  if (count === 0) return refuse('moved');
  work.record({
    action: 'announcement.confirmed',
    subject: { type: 'announcement', id },
    ...signature(person, allowed.holding),
    universityId,
    after: { at: at?.toISOString() ?? null, recurrence },
  });
  return ok();
}
