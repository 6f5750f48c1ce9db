import { maskIdentity } from '../identity/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, holdersOf, ownedBy } from '../staff/queries.ts';
import type { CanRefusal } from '../staff/rules.ts';
import type { Person, StaffRole } from '../staff/types.ts';
import type { Tx } from '../work.ts';
import { type Answerable, isOfUniversity, mayAnswer, reopenUntil, route } from './rules.ts';
import type { Route, TicketState, TicketTopic } from './types.ts';

/** The university whose officers answer a person: of the studies, or, of an officer, of the cartable. */
export async function universityIdOf(reader: Tx, person: Person): Promise<number | null> {
  const { accountId, holdings } = person;
  if (accountId === null) return null;
  const profile = await reader.profile.findUnique({
    where: { accountId },
    select: { universityId: true },
  });
  const held = holdings.find(({ universityId }) => universityId !== null);
  return profile?.universityId ?? held?.universityId ?? null;
}

/** Before whom a ticket comes now. Who asks does not count among those who may answer. */
export function routeOf(
  reader: Tx,
  ticket: Pick<Answerable, 'topic' | 'universityId' | 'accountId'>,
): Promise<Route> {
  const { topic, universityId } = ticket;
  return route(topic, universityId, (role) => isHeld(reader, { ...ticket, role }));
}

/** The role before which a ticket lies, as long as somebody holds it there. */
export async function readerOf(reader: Tx, ticket: Omit<Answerable, 'chatId'>): Promise<StaffRole> {
  return (await isHeld(reader, ticket)) ? ticket.role : (await routeOf(reader, ticket)).role;
}

async function isHeld(
  reader: Tx,
  { role, universityId, accountId }: Pick<Answerable, 'role' | 'universityId' | 'accountId'>,
): Promise<boolean> {
  const at = { role, universityId: isOfUniversity(role) ? universityId : null };
  return (await holdersOf(reader, at)).some((holder) => holder !== accountId);
}

/** Ids of tickets that wait before a cartable that nobody else than who asks holds. */
export async function ticketsWithoutReader(reader: Tx): Promise<number[]> {
  const rows = await reader.$queryRaw<{ id: number }[]>`
    SELECT "id" FROM "SupportTicket" AS "ticket" WHERE "state" = 'open' AND NOT EXISTS (
      SELECT 1 FROM "CartableHolder" AS "holder" JOIN "Cartable" AS "cartable"
        ON "cartable"."id" = "holder"."cartableId" AND "cartable"."closedAt" IS NULL
      WHERE "holder"."until" IS NULL AND "cartable"."role" = "ticket"."role"
        AND COALESCE("cartable"."universityId", "ticket"."universityId")
          IS NOT DISTINCT FROM "ticket"."universityId"
        AND "holder"."accountId" IS DISTINCT FROM "ticket"."accountId"
    ) ORDER BY "id"`;
  return rows.map(({ id }) => id);
}

/** How many tickets of a person are not closed. */
export const openTicketsOf = (reader: Tx, person: Person): Promise<number> =>
  reader.supportTicket.count({ where: { ...ownedBy(person), state: { not: 'closed' } } });

export const lastAnswerOf = (
  reader: Tx,
  ticketId: number,
): Promise<{ readonly id: number; readonly byId: number | null } | null> =>
  reader.supportMessage.findFirst({
    where: { ticketId, role: { not: null } },
    orderBy: { id: 'desc' },
    select: { id: true, byId: true },
  });

/** A ticket among others. */
export interface TicketLine {
  readonly id: number;
  readonly topic: TicketTopic;
  readonly state: TicketState;
  readonly updatedAt: Date;
  /** The first message. */
  readonly text: string;
}

export interface TicketPage {
  readonly tickets: readonly TicketLine[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const ticketPageSize = 5;

/** The own tickets, the latest first. `page` counts from 0 and is brought into range. */
export async function ownTickets(reader: Tx, person: Person, page: number): Promise<TicketPage> {
  const where = ownedBy(person);
  const total = await reader.supportTicket.count({ where });
  const pages = Math.max(1, Math.ceil(total / ticketPageSize));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const rows = await reader.supportTicket.findMany({
    where,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    skip: shown * ticketPageSize,
    take: ticketPageSize,
    include: { messages: { orderBy: { id: 'asc' }, take: 1, select: { text: true } } },
  });
  const tickets = rows.map(({ id, topic, state, updatedAt, messages }) => ({
    ...{ id, topic, state, updatedAt },
    text: messages[0]?.text ?? '',
  }));
  return { tickets, total, page: shown, pages };
}

export interface TicketFile {
  readonly key: string;
  readonly mime: string;
  /** When the bytes were deleted. */
  readonly deletedAt: Date | null;
}

export interface TicketMessage {
  readonly id: number;
  /** As what an officer wrote it; null: the person did. */
  readonly role: StaffRole | null;
  readonly text: string;
  readonly at: Date;
  readonly files: readonly TicketFile[];
}

export interface TicketView {
  readonly id: number;
  readonly topic: TicketTopic;
  readonly state: TicketState;
  readonly role: StaffRole;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Of a closed ticket: until when writing reopens it. */
  readonly reopenUntil: Date | null;
  /** The oldest first. */
  readonly messages: readonly TicketMessage[];
}

const whole = {
  messages: {
    orderBy: { id: 'asc' },
    include: { files: { orderBy: { fileId: 'asc' }, include: { file: true } } },
  },
} as const;

const findTicket = (reader: Tx, where: object) =>
  reader.supportTicket.findFirst({ where, include: whole });

type Found = NonNullable<Awaited<ReturnType<typeof findTicket>>>;

function viewOf({ messages, closedAt, ...ticket }: Found): TicketView {
  const { id, topic, state, role, createdAt, updatedAt } = ticket;
  return {
    ...{ id, topic, state, role, createdAt, updatedAt },
    reopenUntil: closedAt && reopenUntil(closedAt),
    messages: messages.map(({ files, ...message }) => ({
      ...{ id: message.id, role: message.role, text: message.text, at: message.at },
      files: files.map(({ file: { key, mime, deletedAt } }) => ({ key, mime, deletedAt })),
    })),
  };
}

/** The own ticket with the whole exchange; another's is not told from one that never was. */
export async function ownTicket(
  reader: Tx,
  person: Person,
  ticketId: number,
): Promise<TicketView | undefined> {
  const found = await findTicket(reader, { id: ticketId, ...ownedBy(person) });
  return found ? viewOf(found) : undefined;
}

/** A ticket as its officers see it. */
export interface OfficerTicket extends TicketView {
  /** Null: a stranger, or somebody whose data was erased. */
  readonly name: string | null;
  /** Masked. */
  readonly identityNumber: string | null;
  readonly university: { readonly nameFa: string; readonly nameEn: string } | null;
  /** What waits in the inbox, if it does. */
  readonly item: {
    readonly id: number;
    readonly dueAt: Date;
    readonly claimedById: number | null;
  } | null;
  /** The person cannot be written to now: the answer waits in the own tickets. */
  readonly unreachable: boolean;
}

/** A ticket with the whole exchange, for whoever may answer it. */
export async function officerTicket(
  reader: Tx,
  person: Person,
  ticketId: number,
): Promise<Result<{ readonly view: OfficerTicket }, CanRefusal | Refusal<'notFound'>>> {
  const found = await findTicket(reader, { id: ticketId });
  if (!found) return refuse('notFound');
  const allowed = mayAnswer(person, found);
  if (!allowed.ok) return allowed;
  const { accountId, chatId, universityId } = found;
  const owner = await reader.account.findUnique({
    where: { id: accountId ?? 0 },
    select: { firstName: true, lastName: true, identityNumber: true },
  });
  const university = await reader.university.findUnique({
    where: { id: universityId ?? 0 },
    select: { nameFa: true, nameEn: true },
  });
  const item = await reader.workItem.findFirst({
    where: { kind: 'answerTicket', subjectId: ticketId, closedAt: null },
    select: { id: true, dueAt: true, claimedById: true },
  });
  const session = await reader.chatSession.findFirst({
    where: accountId === null ? { chatId } : { accountId },
    select: { unreachableAt: true },
  });
  const view: OfficerTicket = {
    ...viewOf(found),
    name: owner && fullName(owner),
    identityNumber: owner?.identityNumber ? maskIdentity(owner.identityNumber) : null,
    ...{ university, item },
    unreachable: session?.unreachableAt !== null,
  };
  return ok({ view });
}
