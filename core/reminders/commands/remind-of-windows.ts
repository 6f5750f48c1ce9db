import { tehranDate } from '../../calendar.ts';
import { tellAll } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';
import { unfinishedFor } from '../queries.ts';
import { dueReminder } from '../rules.ts';

/**
 * A job, for each of `windowsToRemind`: tells those who have unfinished work that a window ends. The
 * window is locked and marked with it, so that nobody is told twice. Returns how many were told.
 */
export async function remindOfWindow(
  work: Work,
  { windowId }: { windowId: number },
): Promise<number> {
  const { tx, now } = work;
  await tx.$queryRaw`SELECT 1 FROM "Window" WHERE "id" = ${windowId} FOR UPDATE`;
  const window = await tx.window.findUnique({
    where: { id: windowId },
    include: { university: true },
  });
  const due = window && dueReminder(window, now);
  if (!due) return 0;
  const { kind, university } = window;
  const accounts = await unfinishedFor(tx, window, now);
  const name = { fa: university.nameFa, en: university.nameEn };
  const notice = { name: 'windowEnding', kind, university: name, ...due } as const;
  await tellAll(
    work,
    accounts.map((accountId) => ({ accountId, notice })),
  );
  await tx.window.update({ where: { id: windowId }, data: { remindedAt: now } });
  return accounts.length;
}

/** Tells those who have unfinished work that they have more time for it. Returns how many. */
export async function tellOfExtension(
  work: Work,
  { windowId, reason }: { windowId: number; reason: string },
): Promise<number> {
  const window = await work.tx.window.findUniqueOrThrow({
    where: { id: windowId },
    include: { university: true },
  });
  const { kind, university, closesAt } = window;
  const accounts = await unfinishedFor(work.tx, window, work.now);
  const name = { fa: university.nameFa, en: university.nameEn };
  const closesOn = tehranDate(closesAt);
  const notice = {
    ...({ name: 'windowExtended', kind } as const),
    ...{ university: name, closesOn, reason },
  };
  await tellAll(
    work,
    accounts.map((accountId) => ({ accountId, notice })),
  );
  return accounts.length;
}
