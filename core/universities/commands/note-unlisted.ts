import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import {
  isNameOf,
  longestUniversityName,
  mayMean,
  namesUniversity,
  universityKey,
} from '../rules.ts';

/** Names that are kept of one chat: who has given more is still answered. */
const mostOfChat = 3;

export type UnlistedRefusal = Refusal<'notWhole'> | Refusal<'tooLong', { readonly length: number }>;

/**
 * Counts that somebody's university is not among those that Hamyar knows, by the whole name of it.
 * Asking twice counts once; of two accounts that ask in one chat the later waits. Once a university of
 * that name is added, who asked waits for its start like everybody else.
 */
export async function noteUnlisted(
  work: Work,
  { chatId, accountId }: Person,
  { name: typed }: { name: string },
): Promise<Ok<{ readonly name: string }> | UnlistedRefusal> {
  const name = normalise(typed);
  if (!namesUniversity(name)) return refuse('notWhole');
  if (name.length > longestUniversityName) return refuse('tooLong', { length: name.length });
  if ((await work.tx.unlistedDemand.count({ where: { chatId } })) >= mostOfChat)
    return ok({ name });
  const key = universityKey(name);
  const { count } = await work.tx.unlistedDemand.createMany({
    data: { chatId, accountId, name, key, at: work.now },
    skipDuplicates: true,
  });
  if (count === 0 && accountId !== null) {
    await work.tx.unlistedDemand.updateMany({ where: { chatId, key }, data: { accountId } });
  }
  // The words are the person's own, so they are not for the record.
  if (count === 1) {
    work.record({
      action: 'university.demanded',
      subject: { type: 'university', id: 'unlisted' },
      actorId: accountId,
    });
  }
  return ok({ name });
}

/** Who asked by its name for a university that has just been added waits for its start from now on. */
export async function adoptDemands(
  { tx }: Work,
  university: { readonly id: number; readonly nameFa: string; readonly nameEn: string },
): Promise<void> {
  const asked = await tx.unlistedDemand.findMany();
  const meant = asked.filter(({ name }) => mayMean(name, university));
  if (meant.length === 0) return;
  await tx.universityDemand.createMany({
    data: meant.map(({ chatId, accountId, at }) => ({
      universityId: university.id,
      chatId,
      accountId,
      at,
    })),
    skipDuplicates: true,
  });
  // A name that only may mean it can still be another's.
  const sure = meant.filter(({ name }) => isNameOf(name, university)).map(({ id }) => id);
  await tx.unlistedDemand.deleteMany({ where: { id: { in: sure } } });
}

/** Whose university turned out to be there waits for no other one. */
export async function forgetUnlisted({ tx }: Work, chatId: bigint): Promise<void> {
  await tx.unlistedDemand.deleteMany({ where: { chatId } });
}
