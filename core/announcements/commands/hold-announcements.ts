import type { Work } from '../../work.ts';

/**
 * After a backup was restored nobody knows what went out since it was written: what was being sent is
 * paused, and what was planned for a time that has come is a draft again, so that nobody gets anything
 * twice unless its writer wants it. Returns how many.
 */
export async function holdAnnouncements(work: Work): Promise<number> {
  const { tx, now } = work;
  const planned = { OR: [{ scheduledAt: null }, { scheduledAt: { lte: now } }] };
  const rows = await tx.announcement.findMany({
    where: { OR: [{ state: 'sending' }, { state: 'scheduled', ...planned }] },
    select: { id: true, state: true, universityId: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, state, universityId } of rows) {
    const data =
      state === 'sending'
        ? ({ state: 'paused' } as const)
        : ({ state: 'draft', scheduledAt: null, recurrence: null, startedAt: null } as const);
    await tx.announcement.update({ where: { id }, data });
    work.record({
      action: 'announcement.held',
      subject: { type: 'announcement', id },
      actorId: null,
      universityId,
      before: { state },
      after: { state: data.state },
    });
  }
  return rows.length;
}
