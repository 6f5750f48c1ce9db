import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Contact, contactSchema } from '../schema.ts';

/**
 * Writes how students reach a university's office. It is the office's, for everybody to see, so the
 * record holds what it was and what it is. `changed`: false where it was the same before.
 */
export async function changeContact(
  work: Work,
  actor: Actor,
  { universityId, contact }: { readonly universityId: number; readonly contact: Contact },
): Promise<Result<{ readonly changed: boolean }, CanRefusal | Refusal<'unknownUniversity'>>> {
  const allowed = can(actor, 'changeUniversity', { universityId });
  if (!allowed.ok) return allowed;
  const { tx } = work;
  await tx.$queryRaw`SELECT 1 FROM "University" WHERE "id" = ${universityId} FOR NO KEY UPDATE`;
  const university = await tx.university.findUnique({
    where: { id: universityId },
    select: { contact: true },
  });
  if (!university) return refuse('unknownUniversity');
  const before = contactSchema.parse(university.contact);
  const after = contactSchema.parse(contact);
  if (JSON.stringify(before) === JSON.stringify(after)) return ok({ changed: false });
  await tx.university.update({ where: { id: universityId }, data: { contact: after } });
  work.record({
    action: 'university.contactChanged',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after,
  });
  return ok({ changed: true });
}
