import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { requireUniversity } from './require-university.ts';

/**
 * Counts that somebody asked for a university that has not started; who asked is told when it does.
 * Asking twice counts once. `started`: it has, and nothing is to be noted; `notServed`: others answer
 * for it, so it never will.
 */
export async function noteDemand(
  work: Work,
  person: Person,
  { universityId }: { universityId: number },
): Promise<Ok | Refusal<'unknownUniversity' | 'started' | 'notServed'>> {
  const university = await requireUniversity(work, universityId);
  if (university.ok) return refuse('started');
  if (university.reason === 'unknownUniversity') return refuse(university.reason);
  if (university.reason !== 'notStarted') return refuse('notServed');
  const { count } = await work.tx.universityDemand.createMany({
    data: { universityId, chatId: person.chatId, at: work.now },
    skipDuplicates: true,
  });
  if (count === 0) return ok();
  work.record({
    action: 'university.demanded',
    subject: { type: 'university', id: universityId },
    actorId: person.accountId,
    universityId,
  });
  return ok();
}
