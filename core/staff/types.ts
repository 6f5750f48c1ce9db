import type {
  WorkItem as DatabaseItem,
  WorkItemKind as DatabaseKind,
  Process as DatabaseProcess,
  StaffRole as DatabaseRole,
} from '../../prisma/generated/client.ts';

export type StaffRole = DatabaseRole;
export type Process = DatabaseProcess;
export type WorkItem = DatabaseItem;
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
}

/** What administrators are told: something waits for a role that nobody holds there. */
export type StaffNotice = {
  readonly name: 'cartableVacant';
  readonly role: StaffRole;
  /** Null: of the whole country. */
  readonly university: { readonly fa: string; readonly en: string } | null;
};

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
