import { tell } from '../../outbox/commands.ts';
import { erasePerson } from '../../privacy/commands/erase-person.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import { profileReminderDays } from '../rules.ts';

const dayMs = 86_400_000;

/**
 * A job, for each of `accountsToVoid`: voids an account whose profile was not completed in time, and
 * erases what is personal. One that was completed meanwhile is left as it is.
 */
export async function voidAccount(
  work: Work,
  { accountId: id }: { accountId: number },
): Promise<Ok | Refusal<'notDue'>> {
  const due = await work.tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Account" WHERE "id" = ${id} AND "state" = 'preRegistered'
      AND "profileDueAt" < ${work.now} FOR UPDATE`;
  if (due.length === 0) return refuse('notDue');
  await tell(work, id, { name: 'accountVoided' });
  await erasePerson(work, id, 'voided');
  work.record({
    action: 'account.voided',
    subject: { type: 'account', id },
    actorId: null,
    before: { state: 'preRegistered' },
    after: { state: 'voided' },
  });
  return ok();
}

/**
 * A job: reminds who has not completed the profile, once when 7 days are left and once when 1 is.
 * Whoever was reminded is marked by the same statement, so that running it twice tells nobody twice.
 * Returns how many.
 */
export async function remindOfProfiles(work: Work): Promise<number> {
  let told = 0;
  // The last day first: who is due tomorrow is not told of seven days as well.
  for (const daysLeft of profileReminderDays.toSorted((a, b) => a - b)) {
    const span = daysLeft * dayMs;
    const rows = await work.tx.$queryRaw<{ id: number }[]>`
      UPDATE "Account" SET "profileRemindedAt" = ${work.now}
      WHERE "state" = 'preRegistered' AND "profileDueAt" >= ${work.now}
        AND "profileDueAt" <= ${new Date(work.now.getTime() + span)}
        AND ("profileRemindedAt" IS NULL
          OR "profileRemindedAt" < "profileDueAt" - make_interval(secs => ${span / 1000}))
      RETURNING "id"`;
    for (const { id } of rows) await tell(work, id, { name: 'profileDue', daysLeft });
    told += rows.length;
  }
  return told;
}
