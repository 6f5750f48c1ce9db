import { type Ok, ok, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import type { UniversityRefusal } from '../types.ts';

/** Whether students of a university are served here. Who answers for it is said before the rest. */
export async function requireUniversity(
  { tx }: Work,
  universityId: number,
): Promise<Ok | UniversityRefusal> {
  const university = await tx.university.findUnique({
    where: { id: universityId },
    select: { kind: true, startedAt: true },
  });
  if (!university) return refuse('unknownUniversity');
  if (university.kind !== 'state') return refuse(university.kind);
  return university.startedAt === null ? refuse('notStarted') : ok();
}
