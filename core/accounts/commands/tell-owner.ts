import { tell, tellByEmail } from '../../outbox/commands.ts';
import type { Notice } from '../../outbox/types.ts';
import type { Work } from '../../work.ts';

/** Tells a person in the chat and by e-mail: what comes while nobody is waiting for it. */
export async function tellOwner(work: Work, accountId: number, notice: Notice): Promise<void> {
  await tell(work, accountId, notice);
  const { email, language } = await work.tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { email: true, language: true },
  });
  if (email !== null) tellByEmail(work, email, language, notice);
}
