import {
  addDays,
  addWorkingDays,
  endOfTehranDay,
  type IsoDate,
  startOfTehranDay,
  tehranDate,
  toUtc,
} from '../calendar.ts';
import type { StaffRole } from '../staff/types.ts';

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

/** Working days that overdue work still has before somebody else is told. */
const graceWorkingDays = 1;

/** The last day on which overdue work can still be done without anybody else being told. */
export const escalatesAfter = (dueAt: Date, holidays: ReadonlySet<IsoDate>): IsoDate =>
  addWorkingDays(tehranDate(dueAt), graceWorkingDays, holidays);

export const isEscalated = (dueAt: Date, holidays: ReadonlySet<IsoDate>, now: Date): boolean =>
  endOfTehranDay(escalatesAfter(dueAt, holidays)) < now;

/** Who is told of what a role has left undone: the first of these that somebody holds. */
export const rolesAbove: Readonly<Record<StaffRole, readonly StaffRole[]>> = {
  unitOfficer: ['studentDeputy', 'organisation', 'administrator'],
  expert: ['studentDeputy', 'organisation', 'administrator'],
  internationalDeputy: ['studentDeputy', 'organisation', 'administrator'],
  finance: ['studentDeputy', 'organisation', 'administrator'],
  studentDeputy: ['organisation', 'administrator'],
  organisation: ['administrator'],
  administrator: ['administrator'],
};
