import { tellChat } from '../../outbox/commands.ts';
import type { Work } from '../../work.ts';

/** Tells everybody who waits for a university that it uses Hamyar now, each once; returns how many. */
export async function tellWaiting(
  work: Work,
  { id, nameFa, nameEn }: { readonly id: number; readonly nameFa: string; readonly nameEn: string },
): Promise<number> {
  const waiting = await work.tx.universityDemand.updateManyAndReturn({
    where: { universityId: id, toldAt: null },
    data: { toldAt: work.now },
    select: { chatId: true },
  });
  const university = { fa: nameFa, en: nameEn };
  for (const { chatId } of waiting) {
    tellChat(work, chatId, { name: 'universityStarted', university });
  }
  return waiting.length;
}
