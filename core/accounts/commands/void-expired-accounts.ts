import { deadline, tehranDate, toUtc } from '../../calendar.ts';
import { tellAll, tellChat } from '../../outbox/commands.ts';
import { erasePerson } from '../../privacy/commands/erase-person.ts';
import { isInOpenRun } from '../../privacy/queries.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import { profileReminderDays } from '../rules.ts';

const dayMs = 86_400_000;

/**
 * A job, for each of `accountsToVoid`: voids an account whose profile was not completed in time, and
 * erases what is personal. One that was completed meanwhile is left as it is, and so is one that a pay
 * run has until that is settled. Whoever waits for a university goes on waiting, and is told so.
 */
export async function voidAccount(
  work: Work,
  { accountId: id }: { accountId: number },
): Promise<Ok | Refusal<'notDue' | 'payRunOpen'>> {
  // The chat comes first, as in every update and in what a worker notes of it.
  await work.tx.$queryRaw`SELECT 1 FROM "ChatSession" WHERE "accountId" = ${id} FOR UPDATE`;
  const due = await work.tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Account" WHERE "id" = ${id} AND "state" = 'preRegistered'
      AND "profileDueAt" < ${work.now} FOR UPDATE`;
  if (due.length === 0) return refuse('notDue');
  if (await isInOpenRun(work.tx, id)) return refuse('payRunOpen');
  await tellOfVoiding(work, id);
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

/** The message does not say whose the chat was: nothing does any more. */
async function tellOfVoiding(work: Work, accountId: number): Promise<void> {
  const session = await work.tx.chatSession.findUnique({
    where: { accountId },
    select: { chatId: true },
  });
  if (session === null) return;
  const { chatId } = session;
  const waits = await waitsForUniversity(work, { accountId, chatId });
  tellChat(work, chatId, { name: 'accountVoided', ...(waits && { waits }) });
}

async function waitsForUniversity(
  { tx }: Work,
  { accountId, chatId }: { readonly accountId: number; readonly chatId: bigint },
): Promise<boolean> {
  const OR = [{ accountId }, { accountId: null, chatId }];
  const listed = await tx.universityDemand.count({ where: { OR, toldAt: null } });
  return listed > 0 || (await tx.unlistedDemand.count({ where: { OR } })) > 0;
}

/** As many as are told in one unit of work. */
const mostTold = 1_000;

/**
 * A job: reminds who has not completed the profile, once on the day 7 days before the last one and
 * once on the day before it, or as soon after as it runs. Whoever was reminded is marked by the same
 * statement, so that running it twice tells nobody twice. Returns how many were told, and whether there
 * may be more of them than the `take` of each day.
 */
export async function remindOfProfiles(
  work: Work,
  take = mostTold,
): Promise<{ readonly told: number; readonly more: boolean }> {
  let told = 0;
  let more = false;
  // The last day first: who is due tomorrow is not told of seven days as well.
  for (const daysBefore of profileReminderDays.toSorted((a, b) => a - b)) {
    const rows = await work.tx.$queryRaw<{ id: number; profileDueAt: Date }[]>`
      UPDATE "Account" SET "profileRemindedAt" = ${work.now}
      WHERE "id" IN (
        SELECT "id" FROM "Account"
        WHERE "state" = 'preRegistered' AND "profileDueAt" >= ${work.now}
          AND "profileDueAt" <= ${deadline(work.now, daysBefore)}
          AND ("profileRemindedAt" IS NULL
            OR "profileRemindedAt" < "profileDueAt" - make_interval(days => ${daysBefore + 1}::int))
        ORDER BY "id" LIMIT ${take} FOR UPDATE)
      RETURNING "id", "profileDueAt"`;
    const notices = rows.map(({ id: accountId, profileDueAt }) => {
      const until = profileDueAt.toISOString();
      const notice = { name: 'profileDue', daysLeft: daysTo(profileDueAt, work), until } as const;
      return { accountId, notice };
    });
    await tellAll(work, notices);
    told += rows.length;
    more ||= rows.length === take;
  }
  return { told, more };
}

/** Days of Tehran from today to that of an instant: 0 on the last one. */
const daysTo = (instant: Date, { now }: Work): number =>
  (toUtc(tehranDate(instant)).getTime() - toUtc(tehranDate(now)).getTime()) / dayMs;
