import type { Tx } from '../work.ts';
import type { ChatSession, StoredForm } from './types.ts';

const sessionFields = {
  chatId: true,
  language: true,
  accountId: true,
  activeForm: true,
  captchaWrong: true,
  captchaBlockedUntil: true,
} as const;

const formFields = {
  form: true,
  version: true,
  step: true,
  content: true,
  revision: true,
} as const;

/** A look at a chat without locking it: good for preparing, not for deciding. */
export async function peekSession(reader: Tx, chatId: bigint): Promise<ChatSession | null> {
  return reader.chatSession.findUnique({ where: { chatId }, select: sessionFields });
}

export async function formOf(reader: Tx, chatId: bigint, form: string): Promise<StoredForm | null> {
  return reader.formState.findUnique({
    where: { chatId_form: { chatId, form } },
    select: formFields,
  });
}

/** Names of the forms that a chat has half-finished, the latest first. */
export async function unfinishedForms(reader: Tx, chatId: bigint): Promise<string[]> {
  const rows = await reader.formState.findMany({
    where: { chatId },
    orderBy: { updatedAt: 'desc' },
    select: { form: true },
  });
  return rows.map((row) => row.form);
}

export async function languageOf(reader: Tx, chatId: bigint): Promise<'fa' | 'en' | null> {
  const session = await reader.chatSession.findUnique({
    where: { chatId },
    select: { language: true },
  });
  return session?.language ?? null;
}
