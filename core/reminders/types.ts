import type { IsoDate } from '../calendar.ts';
import type { StaffRole, WorkItemKind } from '../staff/types.ts';
import type { WindowKind } from '../terms/types.ts';

type OfWindow = {
  readonly kind: WindowKind;
  readonly university: { readonly fa: string; readonly en: string };
  readonly closesOn: IsoDate;
};

/** How much waits, by kind. */
export type Counts = Readonly<Partial<Record<WorkItemKind, number>>>;

export type ReminderNotice =
  /** To who has to act: what is overdue, and the day after whose end somebody else is told. */
  | { readonly name: 'workOverdue'; readonly counts: Counts; readonly escalatesAfter: IsoDate }
  /** To who stands above a role: what it has left undone. */
  | {
      readonly name: 'workEscalated';
      readonly role: StaffRole;
      readonly universityId: number | null;
      readonly place: { readonly fa: string; readonly en: string } | null;
      readonly counts: Counts;
    }
  /** To every officer with waiting work, on the morning of a working day. */
  | { readonly name: 'digest'; readonly counts: Counts; readonly overdue: Counts }
  /** To those who have something to finish while a window is open. */
  | ({ readonly name: 'windowEnding'; readonly daysLeft: number } & OfWindow)
  | ({ readonly name: 'windowExtended'; readonly reason: string } & OfWindow);
