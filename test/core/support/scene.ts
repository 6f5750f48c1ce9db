import type { Person } from '../../../core/staff/types.ts';
import { answerTicket } from '../../../core/support/commands/answer-ticket.ts';
import { continueTicket } from '../../../core/support/commands/continue-ticket.ts';
import { openTicket } from '../../../core/support/commands/open-ticket.ts';
import { type OfficerTicket, officerTicket } from '../../../core/support/queries.ts';
import type { TicketTopic } from '../../../core/support/types.ts';
import type { TestDatabase } from '../../support/database.ts';

/** Somebody who has a chat and no account. */
export async function aStranger({ db, clock }: TestDatabase, chatId = 501n): Promise<Person> {
  const now = clock.now();
  await db.read.chatSession.create({ data: { chatId, createdAt: now, lastSeenAt: now } });
  return { kind: 'person', accountId: null, chatId, holdings: [] };
}

interface Written {
  readonly text: string;
  readonly fileIds: readonly number[];
}

const some: Written = { text: 'کی نوبت من می‌شود؟', fileIds: [] };

export const ask = (
  { db }: TestDatabase,
  person: Person,
  { topic = 'rules', ...more }: Partial<Written> & { topic?: TicketTopic } = {},
) => db.transaction((work) => openTicket(work, person, { topic, ...some, ...more }));

/** The id of a ticket; fails the test where asking is refused. */
export async function asked(...given: Parameters<typeof ask>): Promise<number> {
  const result = await ask(...given);
  if (!result.ok) throw new Error(`not asked: ${result.reason}`);
  return result.ticketId;
}

export const writeOn = (
  { db }: TestDatabase,
  person: Person,
  ticketId: number,
  more: Partial<Written> = {},
) => db.transaction((work) => continueTicket(work, person, { ticketId, ...some, ...more }));

/** Answers what is there now, or, given `seenId`, what was there then. */
export async function answer(
  database: TestDatabase,
  officer: Person,
  ticketId: number,
  more: Partial<Written> & { seenId?: number } = {},
) {
  const seenId = more.seenId ?? (await lastMessage(database, ticketId));
  return database.db.transaction((work) =>
    answerTicket(work, officer, { ticketId, ...some, text: 'هفتهٔ دیگر', ...more, seenId }),
  );
}

export async function lastMessage({ db }: TestDatabase, ticketId: number): Promise<number> {
  const message = await db.read.supportMessage.findFirst({
    where: { ticketId },
    orderBy: { id: 'desc' },
  });
  return message?.id ?? 0;
}

/** What an officer sees; fails the test where nothing may be seen. */
export async function seenBy(
  { db }: TestDatabase,
  officer: Person,
  ticketId: number,
): Promise<OfficerTicket> {
  const found = await officerTicket(db.read, officer, ticketId);
  if (!found.ok) throw new Error(`not seen: ${found.reason}`);
  return found.view;
}
