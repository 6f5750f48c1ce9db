import type { IsoDate } from '../calendar.ts';
import type { WindowKind } from '../terms/types.ts';

type OfWindow = {
  readonly kind: WindowKind;
  readonly university: { readonly fa: string; readonly en: string };
  readonly closesOn: IsoDate;
};

/** To those who have something to finish while a window is open. */
export type ReminderNotice =
  | ({ readonly name: 'windowEnding'; readonly daysLeft: number } & OfWindow)
  | ({ readonly name: 'windowExtended'; readonly reason: string } & OfWindow);
