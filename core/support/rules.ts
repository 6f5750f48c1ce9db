import { deadline } from '../calendar.ts';
import { MAX_FILES_PER_CLASS } from '../files/rules.ts';
import { type Allowed, type CanRefusal, can } from '../staff/rules.ts';
import type { Person, StaffRole } from '../staff/types.ts';
import { normalise } from '../text.ts';
import type { Route, TicketTopic } from './types.ts';

/** Tickets of one person that are not closed. */
export const mostOpenTickets = 5;
/** Messages of a person in a row, before an officer has answered. */
export const mostUnanswered = 10;
/** Files with one message. */
export const mostFiles = MAX_FILES_PER_CLASS;
/** Characters of one message: with what stands around it, it must fit into a message of a chat. */
export const longestMessage = 2_000;
/** Days after closing in which writing reopens a ticket; and of silence after which an answered one is closed. */
export const reopenDays = 14;

/** The last instant at which writing reopens a ticket. */
export const reopenUntil = (closedAt: Date): Date => deadline(closedAt, reopenDays);

/** Who answers, in the order in which they are asked. */
const readers: Readonly<Record<TicketTopic, readonly StaffRole[]>> = {
  rules: ['expert', 'studentDeputy', 'organisation', 'administrator'],
  technical: ['administrator', 'organisation'],
};

/** Of these each university has its own; the others are of the whole country. */
export const isOfUniversity = (role: StaffRole): boolean =>
  role === 'expert' || role === 'studentDeputy';

/** Leads a ticket to the first role that somebody holds: `isHeld` says so of a role. */
export async function route(
  topic: TicketTopic,
  universityId: number | null,
  isHeld: (role: StaffRole) => Promise<boolean>,
): Promise<Route> {
  const [first = 'administrator'] = readers[topic];
  const homeless = universityId === null && isOfUniversity(first);
  for (const role of readers[topic]) {
    if (universityId === null && isOfUniversity(role)) continue;
    if (!(await isHeld(role))) continue;
    const detour = homeless ? 'noUniversity' : 'nobodyThere';
    return { role, first, detour: role === first ? null : detour };
  }
  return { role: 'administrator', first, detour: 'nobodyAtAll' };
}

/** Whose a ticket is: an account's, or, of somebody who had none, a chat's. */
export interface TicketOwner {
  readonly accountId: number | null;
  readonly chatId: bigint;
}

export const isOwner = (ticket: TicketOwner, { accountId, chatId }: Person): boolean =>
  ticket.accountId === null ? ticket.chatId === chatId : ticket.accountId === accountId;

/** What decides who may answer a ticket. */
export interface Answerable extends TicketOwner {
  readonly topic: TicketTopic;
  readonly role: StaffRole;
  readonly universityId: number | null;
}

const actions = { rules: 'answerRulesTicket', technical: 'answerTechnicalTicket' } as const;

/** Whether a person may answer a ticket: only by a cartable of the role before which it lies. */
export function mayAnswer(person: Person, ticket: Answerable): Allowed | CanRefusal {
  const holdings = person.holdings.filter(({ role }) => role === ticket.role);
  const ownerId = isOwner(ticket, person) ? person.accountId : ticket.accountId;
  const { universityId } = ticket;
  return can({ ...person, holdings }, actions[ticket.topic], { universityId, ownerId });
}

/** A message as it is kept: each line in one form, at most one empty line between two. */
export function tidyMessage(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(normalise);
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}
