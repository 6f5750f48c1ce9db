import { startOfTehranDay, tehranDate } from '../calendar.ts';

/** From when on a reminder is today's: of one thing there is one a day. */
export const startOfReminders = (now: Date): Date => startOfTehranDay(tehranDate(now));

export const isRemindedToday = (nudgedAt: Date | null, now: Date): boolean =>
  nudgedAt !== null && nudgedAt >= startOfReminders(now);
