import type { SupportTicket } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { ownedBy } from '../../staff/queries.ts';
import type { Person, StaffRole } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { longestMessage, mostFiles, tidyMessage } from '../rules.ts';

export type Writing = { readonly text: string; readonly fileIds: readonly number[] };

/** `notYourFile`: another's, or one whose bytes were deleted meanwhile. */
export type WritingRefusal =
  | Refusal<'noText' | 'notYourFile'>
  | Refusal<'tooLong', { readonly length: number; readonly limit: number }>
  | Refusal<'tooManyFiles', { readonly limit: number }>;

/** What somebody writes, in the form in which it is kept; the files must be the own ones. */
export async function checkWriting(
  { tx }: Work,
  person: Person,
  writing: Writing,
): Promise<Result<{ readonly checked: Writing }, WritingRefusal>> {
  const text = tidyMessage(writing.text);
  const fileIds = [...new Set(writing.fileIds)];
  if (text === '') return refuse('noText');
  if (text.length > longestMessage) {
    return refuse('tooLong', { length: text.length, limit: longestMessage });
  }
  if (fileIds.length > mostFiles) return refuse('tooManyFiles', { limit: mostFiles });
  const own = await tx.storedFile.count({
    where: { id: { in: fileIds }, deletedAt: null, ...ownedBy(person) },
  });
  return own === fileIds.length ? ok({ checked: { text, fileIds } }) : refuse('notYourFile');
}

type By = {
  /** As what an officer writes; null for the person. */
  readonly role: StaffRole | null;
  readonly byId: number | null;
};

/**
 * Adds a message to a ticket. Files that an officer sends are the person's from then on: they stay
 * when the officer leaves, and go when the person does.
 */
export async function writeMessage(
  { tx, now }: Work,
  ticket: Pick<SupportTicket, 'id' | 'accountId' | 'chatId'>,
  { text, fileIds }: Writing,
  by: By,
): Promise<{ readonly messageId: number }> {
  const { id: messageId } = await tx.supportMessage.create({
    data: { ticketId: ticket.id, text, at: now, ...by },
    select: { id: true },
  });
  await tx.supportFile.createMany({ data: fileIds.map((fileId) => ({ messageId, fileId })) });
  if (by.role !== null) {
    const { accountId, chatId } = ticket;
    await tx.storedFile.updateMany({
      where: { id: { in: [...fileIds] } },
      data: accountId === null ? { accountId, chatId } : { accountId, chatId: null },
    });
  }
  return { messageId };
}
