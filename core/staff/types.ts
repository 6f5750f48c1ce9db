import type {
  WorkItem as DatabaseItem,
  WorkItemKind as DatabaseKind,
  Process as DatabaseProcess,
  StaffRole as DatabaseRole,
} from '../../prisma/generated/client.ts';

export const staffRoles = [
  'unitOfficer',
  'expert',
  'studentDeputy',
  'internationalDeputy',
  'finance',
  'organisation',
  'administrator',
] as const satisfies readonly DatabaseRole[];
export type StaffRole = DatabaseRole;
export type Process = DatabaseProcess;
export type WorkItem = DatabaseItem;
export const workItemKinds = [
  'reviewProfile',
  'reviewApplication',
  'approveInternational',
  'decideAppeal',
  'approveOpening',
  'approveOpeningChange',
  'approvePlacement',
  'approveAmendment',
  'reportHours',
  'answerObjection',
  'approveFinal',
  'confirmBankAccount',
  'approvePayRun',
  'returnedPayLine',
  'approveCartable',
  'answerTicket',
] as const satisfies readonly DatabaseKind[];
export type WorkItemKind = DatabaseKind;

/** Something that is put before those who hold a role's cartable. */
export interface NewItem {
  readonly kind: WorkItemKind;
  readonly subjectId: number;
  readonly role: StaffRole;
  readonly universityId: number | null;
  readonly unitId?: number | null;
  /** Three working days from now, where nothing else is known. */
  readonly dueAt?: Date;
  /** Whose case it is: that person cannot act on it. */
  readonly ownerId?: number;
  /** Who took the step before this one, where a second person is asked for it. */
  readonly firstPersonIds?: readonly number[];
}

/** An item and whose it is, by name and tracking code; `requestId`: the cartable that was asked for. */
type OfItem = {
  readonly kind: WorkItemKind;
  readonly of: string | null;
  readonly code: string | null;
  readonly requestId?: number;
};

export type StaffNotice =
  /** To administrators: something waits for a role that nobody holds there. */
  | {
      readonly name: 'cartableVacant';
      readonly role: StaffRole;
      /** Null: of the whole country. */
      readonly university: { readonly fa: string; readonly en: string } | null;
    }
  /** To who had taken it: somebody else closed an item, by name where an officer did. */
  | ({ readonly name: 'itemClosed'; readonly by: string | null } & OfItem)
  /** To those who have to act: an officer above asks for it. */
  | ({
      readonly name: 'itemNudged';
      readonly itemId: number;
      readonly by: string | null;
    } & OfItem);

/** A cartable that a person holds, or holds for somebody who handed it over. */
export interface Holding {
  readonly cartableId: number;
  readonly role: StaffRole;
  readonly process: Process;
  /** Null: all universities. */
  readonly universityId: number | null;
  /** Null: all units of the university. */
  readonly unitId: number | null;
  /** The holder for whom a delegate acts; records then show both. */
  readonly behalfOfId?: number;
}

/** Who asks a command to do something. `accountId` is null for a person who has no account yet. */
export interface Person {
  readonly kind: 'person';
  readonly accountId: number | null;
  readonly chatId: bigint;
  readonly holdings: readonly Holding[];
}

/** `system`: a deadline, an import from the command line, the first start. */
export type Actor = Person | { readonly kind: 'system' };
