import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type Topic, topics } from '../types.ts';

/** Subscribes a new account to every topic; each can be given up in the settings. */
export async function subscribeToAll({ tx, now }: Work, accountId: number): Promise<void> {
  await tx.subscription.createMany({
    data: topics.map((topic) => ({ accountId, topic, at: now })),
    skipDuplicates: true,
  });
}

/** Takes a topic, or gives it up. Choosing what is chosen already changes nothing. */
export async function chooseTopic(
  work: Work,
  { accountId }: Person,
  { topic, wanted }: { topic: Topic; wanted: boolean },
): Promise<Ok | Refusal<'noAccount'>> {
  if (accountId === null) return refuse('noAccount');
  const key = { accountId, topic };
  const { count } = wanted
    ? await work.tx.subscription.createMany({
        data: [{ ...key, at: work.now }],
        skipDuplicates: true,
      })
    : await work.tx.subscription.deleteMany({ where: key });
  if (count > 0) {
    work.record({
      action: 'account.topicChosen',
      subject: { type: 'account', id: accountId },
      actorId: accountId,
      before: { topic, wanted: !wanted },
      after: { topic, wanted },
    });
  }
  return ok();
}
