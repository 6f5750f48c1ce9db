import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Names, named } from '../rules.ts';
import type { UniversityKind } from '../types.ts';
import { adoptDemands } from './note-unlisted.ts';
import { tellWaiting } from './tell-waiting.ts';

/** `codeTaken`: by another; `noName`: both names and the code are needed; `kindStays`: it has started. */
export type CorrectUniversityRefusal =
  | CanRefusal
  | Refusal<'noName' | 'codeTaken' | 'unknownUniversity' | 'kindStays'>;

/**
 * Puts right what a university was added with. Its kind says who is responsible for its students, so it
 * is fixed once they file requests. Whoever asked for it by the name that it has now waits for its start
 * too, or is told of it. `changed`: false where everything was so before.
 */
export async function correctUniversity(
  work: Work,
  actor: Actor,
  {
    universityId,
    kind,
    ...typed
  }: Names & { readonly universityId: number; readonly kind: UniversityKind },
): Promise<Result<{ readonly changed: boolean }, CorrectUniversityRefusal>> {
  const allowed = can(actor, 'createUniversity', {});
  if (!allowed.ok) return allowed;
  const names = named(typed);
  if (!names) return refuse('noName');
  const { tx } = work;
  // Codes are compared before one is written, and nobody adds or changes a university meanwhile.
  await tx.$executeRaw`LOCK TABLE "University" IN SHARE ROW EXCLUSIVE MODE`;
  const university = await tx.university.findUnique({ where: { id: universityId } });
  if (!university) return refuse('unknownUniversity');
  const { code, nameFa, nameEn, startedAt } = university;
  const before = { code, nameFa, nameEn, kind: university.kind };
  const after = { ...names, kind };
  if (JSON.stringify(before) === JSON.stringify(after)) return ok({ changed: false });
  if (kind !== before.kind && startedAt !== null) return refuse('kindStays');
  const others = await tx.university.count({
    where: { code: names.code, id: { not: universityId } },
  });
  if (others > 0) return refuse('codeTaken');
  await tx.university.update({ where: { id: universityId }, data: after });
  await adoptDemands(work, { id: universityId, ...names });
  if (startedAt !== null) await tellWaiting(work, { id: universityId, ...names });
  work.record({
    action: 'university.corrected',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after,
  });
  return ok({ changed: true });
}
