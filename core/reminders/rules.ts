import { addDays, type IsoDate, startOfTehranDay, tehranDate, toUtc } from '../calendar.ts';

/** Days before the end of a window at which those who have unfinished work are reminded. */
export const windowReminderDays = [1, 3] as const;

const dayMs = 86_400_000;

/**
 * Whether people are to be reminded of a window's end now, and how many days are left: once from three
 * days before on, once from one day before on. `remindedAt`: when they last were.
 */
export function dueReminder(
  { closesAt, remindedAt }: { readonly closesAt: Date; readonly remindedAt: Date | null },
  now: Date,
): { readonly daysLeft: number; readonly closesOn: IsoDate } | undefined {
  const closesOn = tehranDate(closesAt);
  const daysLeft = (toUtc(closesOn).getTime() - toUtc(tehranDate(now)).getTime()) / dayMs;
  if (daysLeft < 0) return undefined;
  const mark = windowReminderDays.find((days) => daysLeft <= days);
  if (mark === undefined) return undefined;
  const since = startOfTehranDay(addDays(closesOn, -mark));
  return remindedAt === null || remindedAt < since ? { daysLeft, closesOn } : undefined;
}
