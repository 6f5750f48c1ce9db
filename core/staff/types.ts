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
