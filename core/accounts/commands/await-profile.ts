import type { Work } from '../../work.ts';
import { profileDue } from '../rules.ts';

/** An officer's account is not voided for want of a profile, nor is that of who stands in for one. */
export async function waiveProfile({ tx }: Work, accountId: number): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { profileDueAt: null } });
}

/**
 * Who holds no cartable any more, and stands in for nobody, has to confirm a profile like everybody
 * else, and has the whole time for it. Changes nothing where a profile is confirmed.
 */
export async function awaitProfile(work: Work, accountId: number): Promise<void> {
  if (await isOfficer(work, accountId)) return;
  await work.tx.account.updateMany({
    where: {
      id: accountId,
      state: { in: ['preRegistered', 'awaitingReview'] },
      profileDueAt: null,
    },
    data: { profileDueAt: profileDue(work.now) },
  });
}

/** Also from a day to come on. */
async function isOfficer({ tx, now }: Work, accountId: number): Promise<boolean> {
  const held = await tx.cartableHolder.count({ where: { accountId, until: null } });
  if (held > 0) return true;
  const lent = await tx.delegation.count({
    where: { toId: accountId, acceptedAt: { not: null }, endedAt: null, endsAt: { gt: now } },
  });
  return lent > 0;
}
