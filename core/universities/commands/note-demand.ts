import { type Ok, ok } from '../../result.ts';
import type { Work } from '../../work.ts';

/** Counts one wish a chat for a university that has not started; its person is told when it does. */
export async function noteDemand(
  { tx, now }: Work,
  { universityId, chatId }: { universityId: number; chatId: bigint },
): Promise<Ok> {
  await tx.universityDemand.createMany({
    data: { universityId, chatId, at: now },
    skipDuplicates: true,
  });
  return ok();
}
