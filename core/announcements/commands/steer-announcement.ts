import type { AuditAction } from '../../audit/types.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { announcementOf } from '../queries.ts';
import { canStep, mayAnnounce, stepsFrom } from '../rules.ts';
import type { SteerRefusal, Step } from '../types.ts';

/**
 * Deletes a draft; pauses, resumes or cancels an announcement, or sends again to those of whom nobody knows whether
 * they have got it. Workers look before each few messages, so at most those few still go out.
 */
export async function steerAnnouncement(
  work: Work,
  person: Person,
  { id, step }: { readonly id: number; readonly step: Step },
): Promise<Ok | SteerRefusal> {
  const announcement = await announcementOf(work.tx, id);
  if (!announcement) return refuse('notFound');
  const { universityId, unknown } = announcement;
  const allowed = mayAnnounce(person, announcement);
  if (!allowed.ok) return allowed;
  if (!canStep(step, announcement)) return refuse('moved');
  if (!(await doStep(work, id, step))) return refuse('moved');
  work.record({
    action: recorded[step],
    subject: { type: 'announcement', id },
    ...signature(person, allowed.holding),
    universityId,
    before: { state: announcement.state, unknown },
  });
  return ok();
}

const recorded = {
  drop: 'announcement.cancelled',
  pause: 'announcement.paused',
  resume: 'announcement.resumed',
  cancel: 'announcement.cancelled',
  resendUnknown: 'announcement.resentUnknown',
} as const satisfies Record<Step, AuditAction>;

async function doStep({ tx, now }: Work, id: number, step: Step): Promise<boolean> {
  const from = { id, state: { in: [...stepsFrom[step]] } };
  switch (step) {
    case 'drop':
      return someDone(
        tx.announcement.updateMany({ where: from, data: { state: 'cancelled', endedAt: now } }),
      );
    case 'pause':
      return someDone(tx.announcement.updateMany({ where: from, data: { state: 'paused' } }));
    case 'resume':
      return someDone(tx.announcement.updateMany({ where: from, data: { state: 'sending' } }));
    case 'cancel':
      return cancel({ tx, now }, id);
    case 'resendUnknown':
      return resendUnknown({ tx }, id);
  }
}

const someDone = async (update: Promise<{ count: number }>): Promise<boolean> =>
  (await update).count > 0;

/** What has not begun ends at once; what has begun ends when the last message on its way has. */
async function cancel({ tx, now }: Pick<Work, 'tx' | 'now'>, id: number): Promise<boolean> {
  const begun = { id, state: { in: ['sending' as const, 'paused' as const] } };
  const waiting = { id, state: 'scheduled' as const };
  const stopped = await tx.announcement.updateMany({ where: begun, data: { state: 'cancelled' } });
  if (stopped.count > 0) return true;
  const data = { state: 'cancelled' as const, endedAt: now };
  return someDone(tx.announcement.updateMany({ where: waiting, data }));
}

async function resendUnknown({ tx }: Pick<Work, 'tx'>, id: number): Promise<boolean> {
  const changed = await tx.$executeRaw`
    WITH "held" AS (
      SELECT "id" FROM "Announcement"
      WHERE "id" = ${id} AND "state"::text IN ('sending', 'paused', 'done')
        AND "forgottenAt" IS NULL FOR UPDATE
    ), "again" AS (
      UPDATE "Delivery" SET "state" = 'pending', "error" = NULL
      WHERE "announcementId" IN (SELECT "id" FROM "held") AND "state" = 'unknown' RETURNING 1
    )
    UPDATE "Announcement" SET
      "unknown" = "unknown" - (SELECT count(*) FROM "again")::int,
      "state" = CASE WHEN "state" = 'done' THEN 'sending'::"AnnouncementState" ELSE "state" END,
      "endedAt" = NULL
    WHERE "id" IN (SELECT "id" FROM "held") AND EXISTS (SELECT 1 FROM "again")`;
  return changed > 0;
}
