import { Prisma } from '../../../prisma/generated/client.ts';
import { tell } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { announcementOf, receiversOf } from '../queries.ts';
import { nextTime } from '../rules.ts';
import type { Announcement } from '../types.ts';

/**
 * Begins a confirmed announcement whose time has come: a row for each receiver, by one statement. A
 * recurring one stays, with its next time, and what begins is one time of it. Undefined: another
 * process was first, or it is not its time.
 */
export async function beginAnnouncement(
  work: Work,
  { id }: { readonly id: number },
): Promise<{ readonly id: number; readonly total: number } | undefined> {
  const { tx, now } = work;
  await tx.$executeRaw`SELECT 1 FROM "Announcement" WHERE "id" = ${id} FOR UPDATE`;
  const confirmed = await announcementOf(tx, id);
  if (confirmed?.state !== 'scheduled') return undefined;
  if (confirmed.scheduledAt !== null && confirmed.scheduledAt > now) return undefined;
  const begun = confirmed.recurrence === null ? id : await oneTimeOf(work, confirmed);
  const total = await tx.$executeRaw`
    INSERT INTO "Delivery" ("announcementId", "chatId", "language")
    SELECT ${begun}::int, "receiver"."chatId", "receiver"."language"
    FROM (${receiversOf(confirmed)}) AS "receiver"`;
  await tx.announcement.update({
    where: { id: begun },
    data: { state: 'sending', startedAt: now, total },
  });
  if (confirmed.scheduledAt !== null) {
    await tell(work, confirmed.byId, { name: 'announcementBegun', announcementId: begun, total });
  }
  work.record({
    action: 'announcement.begun',
    subject: { type: 'announcement', id: begun },
    actorId: null,
    universityId: confirmed.universityId,
    after: { total },
  });
  return { id: begun, total };
}

/** Of a recurring announcement `startedAt` is its first time, from which the others follow. */
async function oneTimeOf({ tx, now }: Work, series: Announcement): Promise<number> {
  const { id, byId, universityId, topic, texts, media, audience, recurrence } = series;
  const first = series.startedAt ?? series.scheduledAt ?? now;
  const scheduledAt = recurrence ? nextTime(first, recurrence, now) : null;
  await tx.announcement.update({ where: { id }, data: { scheduledAt } });
  const child = await tx.announcement.create({
    data: {
      ...{ byId, universityId, topic, seriesId: id, createdAt: now },
      texts: { ...texts },
      media: media ? { ...media } : Prisma.DbNull,
      audience: audience as Prisma.InputJsonObject,
      scheduledAt: series.scheduledAt,
    },
    select: { id: true },
  });
  return child.id;
}
