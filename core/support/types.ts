import type { StaffRole } from '../staff/types.ts';

/** `rules`: of the scheme and the own request; `technical`: something does not work. */
export const ticketTopics = ['rules', 'technical'] as const;
export type TicketTopic = (typeof ticketTopics)[number];

/** `open`: waits for an officer; `answered`: for the person, who may also say nothing more. */
export const ticketStates = ['open', 'answered', 'closed'] as const;
export type TicketState = (typeof ticketStates)[number];

/** Before whom a ticket comes. */
export interface Route {
  readonly role: StaffRole;
  /** The role that the topic names. */
  readonly first: StaffRole;
  /**
   * Why it is another: the person has no university, or nobody holds the cartable there. Where nobody
   * at all may answer, it waits before the administrator's cartable for the first who does.
   */
  readonly detour: 'noUniversity' | 'nobodyThere' | 'nobodyAtAll' | null;
}

type About = { readonly ticketId: number };

/** What people are told of tickets. */
export type SupportNotice =
  | ({ readonly name: 'ticketAnswered'; readonly role: StaffRole; readonly text: string } & About)
  /** A file of an answer; follows it. */
  | ({
      readonly name: 'ticketFile';
      readonly key: string;
      readonly mime: string;
      readonly number: number;
      readonly of: number;
    } & About)
  | ({ readonly name: 'ticketHandedOver'; readonly role: StaffRole } & About)
  /** By an officer; `until`: an ISO instant until which it reopens. */
  | ({ readonly name: 'ticketClosed'; readonly until: string } & About)
  /** To the officer who answered last: the person wrote again. */
  | ({ readonly name: 'ticketContinued' } & About);
