import { Prisma } from '../../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { checkContent, mayAnnounce, universityIn } from '../rules.ts';
import { contentSchema } from '../schema.ts';
import type { Audience, Content, ContentRefusal } from '../types.ts';

export type WriteRefusal = CanRefusal | ContentRefusal | Refusal<'notFound' | 'moved'>;

/** Keeps a new announcement as a draft. */
export async function draftAnnouncement(
  work: Work,
  person: Person,
  content: Content,
): Promise<Ok<{ readonly id: number }> | WriteRefusal> {
  const checked = await checkWhole(work, person, content);
  if (!checked.ok) return checked;
  const { accountId } = person;
  if (accountId === null) return refuse('notAllowed');
  const universityId = universityIn(content);
  const { id } = await work.tx.announcement.create({
    data: { ...stored(content), byId: accountId, universityId, createdAt: work.now },
    select: { id: true },
  });
  work.record({
    action: 'announcement.drafted',
    subject: { type: 'announcement', id },
    ...signature(person, checked.holding),
    universityId,
    after: summary(content),
  });
  return ok({ id });
}

/** Writes a draft anew. */
export async function changeDraft(
  work: Work,
  person: Person,
  { id, ...content }: Content & { readonly id: number },
): Promise<Ok | WriteRefusal> {
  const row = await work.tx.announcement.findUnique({
    where: { id },
    select: { topic: true, media: true, audience: true },
  });
  if (!row) return refuse('notFound');
  const before = contentSchema.omit({ texts: true }).parse(row);
  const allowed = mayAnnounce(person, before);
  if (!allowed.ok) return allowed;
  const checked = await checkWhole(work, person, content);
  if (!checked.ok) return checked;
  const universityId = universityIn(content);
  const { count } = await work.tx.announcement.updateMany({
    where: { id, state: 'draft' },
    data: { ...stored(content), universityId },
  });
  if (count === 0) return refuse('moved');
  work.record({
    action: 'announcement.changed',
    subject: { type: 'announcement', id },
    ...signature(person, checked.holding),
    universityId,
    before: summary(before),
    after: summary(content),
  });
  return ok();
}

async function checkWhole(work: Work, person: Person, content: Content) {
  const checked = checkContent(content);
  if (!checked.ok) return checked;
  return checkReach(work, person, content.audience);
}

/** Whether all of an audience is in the officer's own reach; units belong to the universities named. */
async function checkReach({ tx }: Work, person: Person, audience: Audience) {
  const { universityIds = [], unitIds = [] } = audience;
  const allowed = mayAnnounce(person, { audience });
  if (!allowed.ok) return holdsSome(person) ? refuse('outOfReach') : allowed;
  if (universityIds.length === 0 || unitIds.length === 0) return allowed;
  const inside = await tx.unit.count({
    where: { id: { in: [...unitIds] }, universityId: { in: [...universityIds] } },
  });
  return inside === unitIds.length ? allowed : refuse('outOfReach');
}

/** Whether a person may announce at all, somewhere. */
const holdsSome = (person: Person): boolean =>
  person.holdings.some(({ universityId }) => can(person, 'announce', { universityId }).ok);

const stored = ({ topic, texts, media, audience }: Content) => ({
  topic,
  texts: { ...texts },
  media: media ? { ...media } : Prisma.DbNull,
  audience: audience as Prisma.InputJsonObject,
});

const summary = ({ topic, media, audience }: Omit<Content, 'texts'>): Prisma.InputJsonObject => ({
  topic,
  media: media?.kind ?? null,
  audience: audience as Prisma.InputJsonObject,
});
