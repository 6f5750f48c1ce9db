import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { requireUniversity } from './require-university.ts';

/**
 * Counts that somebody asked for a university that has not started; who asked is told when it does,
 * also where it starts at this moment: its row is locked, so either waits for the other. Asking twice
 * counts once, in whichever chat; of two accounts that ask in one chat the later is told. `started`: it
 * has, and nothing is to be noted; `notServed`: others answer for it, so it never will.
 */
export async function noteDemand(
  work: Work,
  { chatId, accountId }: Person,
  { universityId }: { universityId: number },
): Promise<Ok | Refusal<'unknownUniversity' | 'started' | 'notServed'>> {
  await work.tx.$queryRaw`SELECT 1 FROM "University" WHERE "id" = ${universityId} FOR SHARE`;
  const university = await requireUniversity(work, universityId);
  if (university.ok) return refuse('started');
  if (university.reason === 'unknownUniversity') return refuse(university.reason);
  if (university.reason !== 'notStarted') return refuse('notServed');
  const { universityDemand } = work.tx;
  const own = { universityId, accountId };
  if (accountId !== null && (await universityDemand.count({ where: own })) > 0) return ok();
  const { count } = await universityDemand.createMany({
    data: { ...own, chatId, at: work.now },
    skipDuplicates: true,
  });
  if (count === 0) {
    if (accountId === null) return ok();
    await universityDemand.updateMany({ where: { universityId, chatId }, data: { accountId } });
    return ok();
  }
  work.record({
    action: 'university.demanded',
    subject: { type: 'university', id: universityId },
    actorId: accountId,
    universityId,
  });
  return ok();
}
