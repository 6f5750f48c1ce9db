import { deadline, tehranDate, toUtc } from '../../calendar.ts';
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
  await erasePerson(work, { kind: 'system' }, { accountId: id, state: 'voided' });
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
 * A job: reminds who has not completed the profile, once on the day 7 days before the last one and
 * once on the day before it, or as soon after as it runs. Whoever was reminded is marked by the same
 * statement, so that running it twice tells nobody twice. Returns how many.
 */
export async function remindOfProfiles(work: Work): Promise<number> {
  let told = 0;
  // The last day first: who is due tomorrow is not told of seven days as well.
  for (const daysBefore of profileReminderDays.toSorted((a, b) => a - b)) {
    const rows = await work.tx.$queryRaw<{ id: number; profileDueAt: Date }[]>`
      UPDATE "Account" SET "profileRemindedAt" = ${work.now}
      WHERE "state" = 'preRegistered' AND "profileDueAt" >= ${work.now}
        AND "profileDueAt" <= ${deadline(work.now, daysBefore)}
        AND ("profileRemindedAt" IS NULL
          OR "profileRemindedAt" < "profileDueAt" - make_interval(days => ${daysBefore + 1}::int))
      RETURNING "id", "profileDueAt"`;
    for (const { id, profileDueAt } of rows) {
      const until = profileDueAt.toISOString();
      await tell(work, id, {
        name: 'profileDue',
        daysLeft: daysTo(profileDueAt, work),
        until,
      });
    }
    told += rows.length;
  }
  return told;
}

/** Days of Tehran from today to that of an instant: 0 on the last one. */
const daysTo = (instant: Date, { now }: Work): number =>
  (toUtc(tehranDate(instant)).getTime() - toUtc(tehranDate(now)).getTime()) / dayMs;
